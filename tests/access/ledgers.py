"""The pages that read the ledger: part of the matrix."""

#: Whose names, and no more, stand in an office's search where they changed something, and before a
#: family where they looked.
STAFF = ("teacher", "teacher_mother", "second_teacher", "clerk", "admin", "nurse")

#: Sent by the district alone: it gets 405 by GET, everybody else who is signed in 403.
SENT_BY_THE_DISTRICT = ("audit-file",)

#: Pages about one score: whoever gets 200 for the student gets it for the work of these courses of
#: hers that is not hidden, and 404 for every other.
ABOUT_A_SCORE = ("score-changes",)
#: About a posted mark: whoever gets 200 for the student gets it for the marks of her courses.
ABOUT_A_MARK = ("mark-changes",)
SCORES = {
    ("ben", "algebra"): ("plain", "missing", "test"),
    ("cai", "algebra"): ("plain", "missing", "test"),
    ("mia", "biology"): ("biology",),
    ("cai", "biology"): ("biology",),
}
