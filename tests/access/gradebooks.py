"""The pages of a section's gradebook, with what its teacher gets: part of the matrix."""

#: Pages about one section, for who teaches it today: whoever else is a teacher gets 404, other
#: staff 403. With what the teacher gets by GET.
ABOUT_A_SECTION = {
    "gradebook": "200",
    "gradebook-scores": "405",
    "gradebook-news": "200",
    "assignment-new": "200",
    "posting": "200",
    "gradebook-options": "200",
    "gradebook-missing": "200",
    "class-documents": "200",
    "class-document-new": "200",
    "class-announcements": "200",
    "class-messages": "200",
    "class-message-new": "200",
    "class-message-search": "200",
    "class-message-kept": "200",
    "class-announcement-new": "200",
}
#: The same with one of its students, and with one piece of its work.
ABOUT_A_STUDENT_OF_A_SECTION = {"gradebook-student": "200"}
#: And with a score of hers, or a mark that is posted for her.
ABOUT_A_STUDENTS_SCORE = ("gradebook-score-changes",)
ABOUT_A_STUDENTS_MARK = ("gradebook-mark-changes",)
ABOUT_WORK_OF_A_SECTION = {
    "gradebook-work": "200",
    "assignment-edit": "200",
    "rubric": "200",
    "assignment-remove": "405",
    "assignment-files": "405",
}
#: And with a category of its own.
ABOUT_A_CATEGORY = {"category-remove": "200"}
#: And with a file of its own; the last is a family's, in ``tests/grades/test_handouts.py``.
ABOUT_A_FILE = {"assignment-file": "200", "assignment-file-remove": "405"}
OF_A_FAMILYS_FILE = ("work-file",)
#: Of what a student hands in, for her family and for her class's teacher
#: (``test_handing_pages.py``).
OF_HANDING_IN = ("hand-in", "hand-in-take-back", "hand-in-file")
OF_A_CLASSES_HANDING_IN = ("handed-in", "handed-in-file")
OF_FILES_AND_HANDING_IN = (*OF_A_FAMILYS_FILE, *OF_HANDING_IN, *OF_A_CLASSES_HANDING_IN)
TEACHES = {
    "teacher": ("algebra", "history", "drawing"),
    "teacher_mother": ("biology",),
    "second_teacher": ("homeroom", "math", "reading"),
}
#: A scale and a mark that is posted: the district's alone.
OF_THE_RULES_OF_GRADES = {"grading-scale": "scale", "grading-task": "task"}
