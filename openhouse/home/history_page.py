"""Who changed this: everything that was done to one score, or to the attendance of one day."""

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
from openhouse.grades.asking import ask_url
from openhouse.grades.cards import work_row
from openhouse.grades.pieces import Say
from openhouse.grades.queries import Course, Work
from openhouse.home import changed_words
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


def _story(found: Sequence[Changed]) -> dict[str, Any]:
    """The lines; if the first of them is how it began, nothing is left to say."""
    return {
        "story": joined(map(_line, found)),
        "began_before": bool(found) and found[-1].before is not None,
    }


def _line(change: Changed) -> SafeString:
    """ "Went from 6 to 8 of 10": who, why, and when."""
    said = [changed_words.who(change), changed_words.details(change)]
    when = {"day": day_words(change.at.date()), "time": hour_words(change.at.time())}
    return row(
        changed_words.bare(change),
        small=" · ".join([_("%(day)s, %(time)s") % when, *filter(None, said)]),
    )
