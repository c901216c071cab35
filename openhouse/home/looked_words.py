"""A look at a student's record in words: which page it was."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Pages about one student, by the name of their address, as a family reads them.
PAGES = {
    "today-child": gettext_lazy("Today"),
    "more-child": gettext_lazy("More"),
    "changes-child": gettext_lazy("What changed"),
    "score-changes": gettext_lazy("Who changed a score"),
    "mark-changes": gettext_lazy("Who changed a posted mark"),
    "gradebook-score-changes": gettext_lazy("Who changed a score"),
    "gradebook-mark-changes": gettext_lazy("Who changed a posted mark"),
    "day-changes": gettext_lazy("Who changed the attendance of a day"),
    "grades": gettext_lazy("Grades"),
    "course": gettext_lazy("Grades of a class"),
    "why": gettext_lazy("Why a mark is what it is"),
    "try-scores": gettext_lazy("What if …?"),
    "assignments": gettext_lazy("Assignments"),
    "attendance": gettext_lazy("Attendance"),
    "absence-notes": gettext_lazy("What you have told of absences"),
    "schedule": gettext_lazy("Schedule"),
    "schedule-week": gettext_lazy("Schedule"),
    "schedule-month": gettext_lazy("Schedule"),
    "calendar-child": gettext_lazy("Calendar"),
    **dict.fromkeys(
        ("hand-in", "hand-in-file", "handed-in", "handed-in-file"),
        gettext_lazy("Work that was handed in"),
    ),
    "gradebook-student": gettext_lazy("Scores in a teacher’s gradebook"),
    "student-day": gettext_lazy("A day of attendance"),
    "missing-work-student": gettext_lazy("Missing work"),
    "card-student": gettext_lazy("A report card"),
    "card-student-withdraw": gettext_lazy("A report card"),
    "card-file": gettext_lazy("A report card"),
    "card-proof": gettext_lazy("A report card before it is released"),
    "office-note": gettext_lazy("What a guardian told of an absence"),
    "helped": gettext_lazy("Account and guardians at the help desk"),
    "counter": gettext_lazy("Account at the office’s counter"),
    "portal-access": gettext_lazy("Which guardian sees the record"),
    "office-note-file": gettext_lazy("A file that a guardian sent with it"),
    "staff-question": gettext_lazy("A question about a score or a day"),
    "messages-child": gettext_lazy("Messages"),
    **dict.fromkeys(
        ("threads", "thread-new", "thread", "thread-file", "staff-thread"),
        gettext_lazy("Conversations"),
    ),
    "documents": gettext_lazy("Documents"),
    "document": gettext_lazy("A document"),
    "paper": gettext_lazy("A paper from the school"),
    "document-file": gettext_lazy("A document"),
    "document-save": gettext_lazy("A document"),
    "school-document": gettext_lazy("A document"),
    "school-document-file": gettext_lazy("A document"),
    "reset-account": gettext_lazy("Account and guardians at the help desk"),
    "audit": gettext_lazy("What was changed, and by whom"),
    "audit-file": gettext_lazy("What was changed, and by whom, saved as a file"),
    "transcript": gettext_lazy("Transcript"),
    "office-transcript": gettext_lazy("Transcript"),
    "transcript-line-new": gettext_lazy("Transcript"),
    "transcript-line": gettext_lazy("Transcript"),
    "registration-child": gettext_lazy("A registration"),
    "registration-part": gettext_lazy("A registration"),
    "looks-child": gettext_lazy("Who looked at the record"),
    "questions": gettext_lazy("Questions to the school"),
    "question-new": gettext_lazy("Questions to the school"),
    "immunizations": gettext_lazy("Immunizations"),
    "immunization-card": gettext_lazy("Immunizations"),
    "health-at-school": gettext_lazy("Health at school"),
    **dict.fromkeys(
        ("nurse-care", "nurse-care-entry"), gettext_lazy("Health at school, by the nurse")
    ),
    "nurse-student": gettext_lazy("Immunizations, by the nurse"),
    "nurse-card": gettext_lazy("A card of vaccines that you sent"),
    "nurse-card-file": gettext_lazy("A card of vaccines that you sent"),
    **dict.fromkeys(
        (
            "nurse-remove-dose",
            "nurse-remove-exemption",
            "nurse-remove-appointment",
            "nurse-appointment-kept",
        ),
        gettext_lazy("Immunizations, by the nurse"),
    ),
    "absence-new": gettext_lazy("What you have told of absences"),
}

#: Why staff open such a page, by the name of its address.
WHY = {
    "gradebook-student": gettext_lazy("to enter or check scores"),
    "gradebook-score-changes": gettext_lazy("to enter or check scores"),
    "gradebook-mark-changes": gettext_lazy("to enter or check marks"),
    "student-day": gettext_lazy("to keep attendance"),
    "missing-work-student": gettext_lazy("to see to missing work"),
    "card-student": gettext_lazy("to issue report cards"),
    "card-student-withdraw": gettext_lazy("to issue report cards"),
    "card-file": gettext_lazy("to issue report cards"),
    "card-proof": gettext_lazy("to issue report cards"),
    "office-note": gettext_lazy("to answer what a guardian told"),
    "office-note-file": gettext_lazy("to answer what a guardian told"),
    "staff-question": gettext_lazy("to answer a question"),
    "staff-thread": gettext_lazy("to read and answer a message"),
    "school-document": gettext_lazy("to publish documents"),
    "school-document-file": gettext_lazy("to publish documents"),
    "office-transcript": gettext_lazy("to keep or print the transcript"),
    "transcript-line-new": gettext_lazy("to keep or print the transcript"),
    "transcript-line": gettext_lazy("to keep or print the transcript"),
    "helped": gettext_lazy("to help with an account"),
    "reset-account": gettext_lazy("to help with an account"),
    "counter": gettext_lazy("to help with an account"),
    "portal-access": gettext_lazy("to see to it who sees the record"),
    "audit": gettext_lazy("to check what was changed"),
    "audit-file": gettext_lazy("to check what was changed"),
}


def page_words(page: str) -> str:
    """Which page; never nothing, for one of another release."""
    return str(PAGES.get(page) or _("A page of the record"))


def sentence(page: str) -> str:
    """ "The record was looked at: Grades"."""
    return _("The record was looked at: %(page)s") % {"page": page_words(page)}


def reason_words(page: str, as_guardian: bool) -> str:
    """ "A day of attendance, to keep attendance": which page, and why as far as it says that."""
    why = WHY.get(page, "")
    if as_guardian:
        why = _("to help a guardian, as a guardian sees it")
    return ", ".join(part for part in (page_words(page), str(why)) if part)
