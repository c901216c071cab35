"""The pages of what families think is wrong: part of the matrix."""

#: What families ask, all together, and by when it is to be answered.
OF_QUESTIONS = """
                staff-questions question-rules
nobody          in              in
mother          403             403
father          403             403
barred          403             403
barred_before   403             403
no_portal       403             403
ended           403             403
emergency       403             403
ben             403             403
mia             403             403
adult_mother    403             403
grandmother     403             403
teacher         200             403
teacher_mother  200             403
second_teacher  200             403
clerk           200             403
admin           200             200
nurse           403             403
empty_parent    403             403
long_parent     403             403
"""
#: A question of a family, for who answers it: the section's teacher, or the school's office where
#: it is about attendance.
OF_A_QUESTION = ("staff-question",)
QUESTIONS = """
                question_ben question_cai question_ana question_ben_day away none
nobody          in           in           in           in               in   in
mother          403          403          403          403              403  403
father          403          403          403          403              403  403
barred          403          403          403          403              403  403
barred_before   403          403          403          403              403  403
no_portal       403          403          403          403              403  403
ended           403          403          403          403              403  403
emergency       403          403          403          403              403  403
ben             403          403          403          403              403  403
mia             403          403          403          403              403  403
adult_mother    403          403          403          403              403  403
grandmother     403          403          403          403              403  403
teacher         200          404          404          404              404  404
teacher_mother  404          200          404          404              404  404
second_teacher  404          404          404          404              404  404
clerk           404          404          404          200              404  404
admin           404          404          200          200              404  404
nurse           403          403          403          403              403  403
empty_parent    403          403          403          403              403  403
long_parent     403          403          403          403              403  403
"""
#: Taken back by who asked; 200 stands for being led back to the list.
OF_A_QUESTION_ASKED = ("question-close",)
QUESTIONS_ASKED = """
                question_ben question_cai question_ana away none
nobody          in           in           in           in   in
mother          200          404          200          404  404
father          404          404          404          404  404
barred          404          404          404          404  404
barred_before   404          404          404          404  404
no_portal       404          404          404          404  404
ended           404          404          404          404  404
emergency       404          404          404          404  404
ben             404          404          404          404  404
mia             404          404          404          404  404
adult_mother    404          404          404          404  404
grandmother     404          200          404          404  404
teacher         403          403          403          403  403
teacher_mother  404          404          404          404  404
second_teacher  403          403          403          403  403
clerk           403          403          403          403  403
admin           403          403          403          403  403
nurse           403          403          403          403  403
empty_parent    404          404          404          404  404
long_parent     404          404          404          404  404
"""
