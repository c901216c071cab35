"""Who changed this: everything that was done to a score, a posted mark, or a day of attendance."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.attendance.lines import day_row
from openhouse.attendance.pages import ask_url as ask_url_of_day
from openhouse.attendance.rules import DayMark
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.text import day_title, day_words, hour_words
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.asking import ask_url
from openhouse.grades.cards import work_row
from openhouse.grades.pieces import Say
from openhouse.grades.posted_cards import posted_row
from openhouse.grades.queries import Course, Posted, Work
from openhouse.grades.words import posted_name, together
from openhouse.home import changed_words
from openhouse.home.audit import pages as staff_words
from openhouse.home.audit.queries import Audited
from openhouse.home.changes import Changed
from openhouse.questions.models import Question
from openhouse.questions.rules import changes_value
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def of_score(child: Child, course: Course, work: Work, today: date) -> dict[str, Any]:
    """The context for one score as it is now."""
    return {
        "child": child,
        "heading": work.name,
        "subtitle": course.name,
        "back": address("course", child.id, course.id),
        "back_label": course.name,
        "now": work_row(work, Say(today), hides_mark=True),
        "ask_url": ask_url(child.id, course.id, work),
    }


def of_mark(
    child: Child, course: Course, mark: Posted | None, found: Sequence[Changed], today: date
) -> dict[str, Any]:
    """The context for a posted mark; without one, only what was done to it stands there."""
    return {
        "child": child,
        "heading": posted_name(mark) if mark else found[0].work,
        "subtitle": course.name,
        "back": address("course", child.id, course.id),
        "back_label": course.name,
        "now": posted_row(mark, Say(today)) if mark else "",
        "ask_url": ask_url(child.id, course.id, mark) if mark else "",
    }


def of_day(child: Child, on: date, day: DayMark | None) -> dict[str, Any]:
    """The context for the attendance of one day as it counts now."""
    return {
        "child": child,
        "heading": day_title(on),
        "subtitle": _("%(name)s’s attendance") % {"name": child.first_name},
        "back": f"{address('attendance', child.id)}?month={on:%Y-%m}",
        "back_label": _("Attendance"),
        "now": day_row(day, name_schools=True) if day else "",
        "ask_url": ask_url_of_day(child.id, day, clock.today()) if day else "",
    }


def of_section(
    section: SectionOfTeacher, student: str, what: str, found: Sequence[Audited]
) -> dict[str, Any]:
    """The context for a score or a posted mark as its teacher reads it: who is told by name."""
    return {
        "layout": "ui/layouts/staff.html",
        "heading": what,
        "subtitle": together((student, section.name)),
        "back": address("gradebook", section.id),
        "back_label": _("Gradebook"),
        "story": joined(_line(line.change, staff_words.who(line)) for line in found),
        "began_before": _began_before([line.change for line in found]),
    }


def story(child: Child, found: Sequence[Changed], asked: Sequence[Question]) -> dict[str, Any]:
    """The lines; if the first of them is how it began, nothing is left to say.

    A change since one of the questions that were *asked*, newest first, leads to the last of them.
    """
    return {
        "story": joined(
            _line(change, changed_words.who(change), _question_before(child, change, asked))
            for change in found
        ),
        "began_before": _began_before(found),
    }


def _question_before(child: Child, change: Changed, asked: Sequence[Question]) -> str:
    kind = change.kind.partition(".")[0]
    if not changes_value(kind, change.before, change.after):
        return ""
    question = next((one for one in asked if one.written_at <= change.at), None)
    return f"{address('questions', child.id)}#q-{question.pk}" if question else ""


def _began_before(found: Sequence[Changed]) -> bool:
    return bool(found) and found[-1].before is not None


def _line(change: Changed, who: str, question: str = "") -> SafeString:
    """ "Went from 6 to 8 of 10": who, why, and when; *question* is where the one before it is."""
    said = [who, changed_words.details(change)]
    when = {"day": day_words(change.at.date()), "time": hour_words(change.at.time())}
    return row(
        changed_words.bare(change),
        small=" · ".join([_("%(day)s, %(time)s") % when, *filter(None, said)]),
        url=question,
        tag=_("After a question") if question else "",
        kind="info",
    )
