"""The pages of threads between families and the school: part of the matrix."""

#: Pages of a family about a thread, and of the school; who opens each thread there.
OF_A_THREAD = ("thread", "thread-file")
OF_STAFFS_THREAD = {"staff-thread": "200", "staff-thread-close": "405", "staff-thread-file": "200"}
AT_HOME = {
    "thread_ben": ("mother",),
    "thread_by_ben": ("ben",),
    "thread_ana": ("mother", "father"),
    "thread_ana_mother": ("mother",),
    "thread_ana_father": ("father",),
    "thread_office": ("mother",),
    "thread_cai": ("grandmother",),
}
AT_SCHOOL = {
    "thread_ben": ("teacher",),
    "thread_by_ben": ("teacher",),
    "thread_ana": ("second_teacher",),
    "thread_ana_mother": ("second_teacher",),
    "thread_ana_father": ("second_teacher",),
    "thread_office": ("clerk", "admin"),
    "thread_cai": ("teacher_mother", "clerk", "admin"),
}
#: Who answers; others with a post get 403.
ANSWERS = ("teacher", "teacher_mother", "second_teacher", "clerk", "admin")
#: Pages without a number, by who opens them.
TOGETHER = {
    "staff-threads": ANSWERS,
    "staff-thread-new": ANSWERS,
    "thread-rules": ("admin",),
}
#: Whose absence somebody may say: the teacher's own, and her school's office's.
SAY_AWAY = {
    "teacher": ("teacher", "clerk", "admin"),
    "teacher_mother": ("teacher_mother", "clerk", "admin"),
    "second_teacher": ("second_teacher", "admin"),
    "clerk": (),
    "mother": (),
}
SAYS_AWAY = ("teacher", "teacher_mother", "second_teacher", "clerk", "admin")
EVERY = {*OF_A_THREAD, *OF_STAFFS_THREAD, *TOGETHER, "staff-away"}
