"""The pages of attendance, with what each person gets: part of the matrix."""

#: Pages about a class's roll: of the teacher's own classes, on each day that they run.
ABOUT_A_ROLL = ("roll", "roll-seats")
ROLLS = """
                algebra biology homeroom welding away none
nobody          in      in      in       in      in   in
mother          403     403     403      403     403  403
father          403     403     403      403     403  403
barred          403     403     403      403     403  403
barred_before   403     403     403      403     403  403
no_portal       403     403     403      403     403  403
ended           403     403     403      403     403  403
emergency       403     403     403      403     403  403
ben             403     403     403      403     403  403
mia             403     403     403      403     403  403
adult_mother    403     403     403      403     403  403
grandmother     403     403     403      403     403  403
teacher         200     404     404      404     404  404
teacher_mother  404     200     404      404     404  404
second_teacher  404     404     200      404     404  404
clerk           403     403     403      403     403  403
admin           403     403     403      403     403  403
nurse           403     403     403      403     403  403
empty_parent    403     403     403      403     403  403
long_parent     403     403     403      403     403  403
"""

#: Pages about a note of a family, by who filed it about whom; what is to be withdrawn is posted.
OF_A_NOTE = ("absence-file", "absence-withdraw")
NOTES = """
                note_ana note_ben note_leo away none
nobody          in       in       in       in   in
mother          200      200      404      404  404
father          404      404      404      404  404
barred          404      404      404      404  404
barred_before   404      404      404      404  404
no_portal       404      404      404      404  404
ended           404      404      404      404  404
emergency       404      404      404      404  404
ben             404      404      404      404  404
mia             404      404      404      404  404
adult_mother    404      404      404      404  404
grandmother     404      404      404      404  404
teacher         403      403      403      403  403
teacher_mother  404      404      404      404  404
second_teacher  403      403      403      403  403
clerk           403      403      403      403  403
admin           403      403      403      403  403
nurse           403      403      403      403  403
empty_parent    404      404      404      404  404
long_parent     404      404      404      404  404
"""
#: The same notes in the offices, with their files, and a student's day there.
OF_A_NOTE_IN_AN_OFFICE = ("office-note", "office-note-file")
ABOUT_A_STUDENT_IN_AN_OFFICE = (
    *("student-day", "missing-work-student"),
    *("office-transcript", "transcript-line-new"),
)
#: A code and a reason of attendance: the district's alone.
OF_THE_RULES_OF_ATTENDANCE = {
    "attendance-code": "code_absent_excused",
    "absence-reason": "reason_ill",
}
OFFICE_NOTES = {
    "clerk": {"note_ben": "200"},
    "admin": {"note_ana": "200", "note_ben": "200", "note_leo": "200"},
}
