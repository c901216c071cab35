"""The mark in progress over the weeks of a term: a small picture, and the numbers behind it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from openhouse.common.text import day_words
from openhouse.grades.queries import Course
from openhouse.grades.rules.trend import trend
from openhouse.grades.terms import Calendar
from openhouse.grades.words import percent_words, short_day


def over_the_term(course: Course, calendar: Calendar, today: date) -> dict[str, Any]:
    """The context of the picture; nothing while there are not two weeks with a mark to tell of."""
    term = calendar.chosen
    if term is None:
        return {}
    until = min(today, term.ends_on)
    work = [(each, each.scored_on) for each in course.work]
    points = trend(work, course.scheme, term.starts_on, until)
    if len(points) < 2:
        return {}
    first, last = points[0], points[-1]
    said = {
        "first": percent_words(first.percent),
        "last": percent_words(last.percent),
        "from": day_words(first.on),
        "until": day_words(last.on),
    }
    return {
        "trend": [(short_day(p.on), percent_words(p.percent), p.percent) for p in points],
        "trend_label": _("From %(first)s on %(from)s to %(last)s on %(until)s.") % said,
        "trend_days": [(day_words(p.on), percent_words(p.percent)) for p in reversed(points)],
    }
