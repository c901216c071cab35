"""A look at a student's record in words: which page it was."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Pages about one student, by the name of their address, as a family reads them.
PAGES = {
    "today-child": gettext_lazy("Today"),
    "more-child": gettext_lazy("More"),
    "changes-child": gettext_lazy("What changed"),
    "score-changes": gettext_lazy("Who changed a score"),
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
    "gradebook-student": gettext_lazy("Scores in a teacher’s gradebook"),
    "student-day": gettext_lazy("A day of attendance"),
    "office-note": gettext_lazy("What a guardian told of an absence"),
    "helped": gettext_lazy("Account and guardians at the help desk"),
    "counter": gettext_lazy("Account at the office’s counter"),
    "portal-access": gettext_lazy("Which guardian sees the record"),
    "audit": gettext_lazy("What was changed, and by whom"),
}


def page_words(page: str) -> str:
    """Which page; never nothing, for one of another release."""
    return str(PAGES.get(page) or _("A page of the record"))


def sentence(page: str) -> str:
    """ "The record was looked at: Grades"."""
    return _("The record was looked at: %(page)s") % {"page": page_words(page)}
