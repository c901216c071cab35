"""Who opens the nurse's pages and a family's card: part of the matrix."""

CARDS = ("ben", "ana", "cai")
#: Pages of a nurse about her schools.
OF_NURSES = """
                nurse-desk  nurse-exclusions  nurse-counts  nurse-file  nurse-letters  nurse-door
nobody          in          in                in            in          in             in
mother          403         403               403           403         403            403
father          403         403               403           403         403            403
barred          403         403               403           403         403            403
barred_before   403         403               403           403         403            403
no_portal       403         403               403           403         403            403
ended           403         403               403           403         403            403
emergency       403         403               403           403         403            403
ben             403         403               403           403         403            403
mia             403         403               403           403         403            403
adult_mother    403         403               403           403         403            403
grandmother     403         403               403           403         403            403
teacher         403         403               403           403         403            403
teacher_mother  403         403               403           403         403            403
second_teacher  403         403               403           403         403            403
clerk           403         403               403           403         403            403
admin           200         200               200           200         200            200
nurse           200         200               200           200         200            200
empty_parent    403         403               403           403         403            403
long_parent     403         403               403           403         403            403
"""
#: Pages about one student: those at the nurse's school.
ABOUT_A_STUDENT = ("nurse-student", "nurse-care")
STUDENTS = """
                ben  mia  cai  max  ana  leo  away  none
nobody          in   in   in   in   in   in   in    in
mother          403  403  403  403  403  403  403   403
father          403  403  403  403  403  403  403   403
barred          403  403  403  403  403  403  403   403
barred_before   403  403  403  403  403  403  403   403
no_portal       403  403  403  403  403  403  403   403
ended           403  403  403  403  403  403  403   403
emergency       403  403  403  403  403  403  403   403
ben             403  403  403  403  403  403  403   403
mia             403  403  403  403  403  403  403   403
adult_mother    403  403  403  403  403  403  403   403
grandmother     403  403  403  403  403  403  403   403
teacher         403  403  403  403  403  403  403   403
teacher_mother  403  403  403  403  403  403  403   403
second_teacher  403  403  403  403  403  403  403   403
clerk           403  403  403  403  403  403  403   403
admin           200  200  200  200  200  200  404   404
nurse           200  200  200  200  404  404  404   404
empty_parent    403  403  403  403  403  403  403   403
long_parent     403  403  403  403  403  403  403   403
"""
#: Cards that families sent, for the nurse; and what is taken off a record, which is posted.
OF_A_RECORD = (
    "nurse-card", "nurse-card-file",
    "nurse-remove-dose", "nurse-remove-exemption", "nurse-remove-appointment",
    "nurse-appointment-kept",
    "nurse-care-entry",
)  # fmt: skip
CARDS_OF_NURSES = """
                card_ben  card_ana  card_cai  away
nobody          in        in        in        in
mother          403       403       403       403
father          403       403       403       403
barred          403       403       403       403
barred_before   403       403       403       403
no_portal       403       403       403       403
ended           403       403       403       403
emergency       403       403       403       403
ben             403       403       403       403
mia             403       403       403       403
adult_mother    403       403       403       403
grandmother     403       403       403       403
teacher         403       403       403       403
teacher_mother  403       403       403       403
second_teacher  403       403       403       403
clerk           403       403       403       403
admin           200       200       200       404
nurse           200       404       200       404
empty_parent    403       403       403       403
long_parent     403       403       403       403
"""
#: What a nurse keeps of a student at school, by kind and student: ben's at her school, the others
#: not.
KEPT = ("condition", "medication", "visit", "remark")
KEPT_OF = ("ben", "ana", "leo")
#: A family's own card, by who sent it; taking back is posted, the reminder there where something
#: is missing.
OF_A_FAMILY = (
    *("immunization-card-file", "immunization-card-withdraw", "immunization-reminder"),
    "immunization-paper",
)
CARDS_OF_FAMILIES = """
                card_ben  card_ana  card_cai  away
nobody          in        in        in        in
mother          200       404       404       404
father          404       200       404       404
barred          404       404       404       404
barred_before   404       404       404       404
no_portal       404       404       404       404
ended           404       404       404       404
emergency       404       404       404       404
ben             404       404       404       404
mia             404       404       404       404
adult_mother    404       404       404       404
grandmother     404       404       200       404
teacher         403       403       403       403
teacher_mother  404       404       404       404
second_teacher  403       403       403       403
clerk           403       403       403       403
admin           403       403       403       403
nurse           403       403       403       403
empty_parent    404       404       404       404
long_parent     404       404       404       404
"""
