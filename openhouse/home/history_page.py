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
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def of_score(
    child: Child, course: Course, work: Work, found: Sequence[Changed], today: date
) -> dict[str, Any]:
    """The context for one score: as it is now, and what was done to it."""
    return {
        "child": child,
        "heading": work.name,
        "subtitle": course.name,
        "back": address("course", child.id, course.id),
        "back_label": course.name,
        "now": work_row(work, Say(today), hides_mark=True),
        "ask_url": ask_url(child.id, course.id, work),
        **_story(found),
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
        **_story(found),
    }


def of_day(child: Child, on: date, day: DayMark | None, found: Sequence[Changed]) -> dict[str, Any]:
    """The context for the attendance of one day: as it counts now, and what was done to it."""
    return {
        "child": child,
        "heading": day_title(on),
        "subtitle": _("%(name)s’s attendance") % {"name": child.first_name},
        "back": f"{address('attendance', child.id)}?month={on:%Y-%m}",
        "back_label": _("Attendance"),
        "now": day_row(day, name_schools=True) if day else "",
        "ask_url": ask_url_of_day(child.id, day, clock.today()) if day else "",
        **_story(found),
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


def _story(found: Sequence[Changed]) -> dict[str, Any]:
    """The lines; if the first of them is how it began, nothing is left to say."""
    return {
        "story": joined(_line(change, changed_words.who(change)) for change in found),
        "began_before": _began_before(found),
    }


def _began_before(found: Sequence[Changed]) -> bool:
    return bool(found) and found[-1].before is not None


def _line(change: Changed, who: str) -> SafeString:
    """ "Went from 6 to 8 of 10": who, why, and when."""
    said = [who, changed_words.details(change)]
    when = {"day": day_words(change.at.date()), "time": hour_words(change.at.time())}
    return row(
        changed_words.bare(change),
        small=" · ".join([_("%(day)s, %(time)s") % when, *filter(None, said)]),
    )
