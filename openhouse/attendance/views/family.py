"""A child's attendance: what it comes to, which days, the month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, number_in
from openhouse.access.viewer import Child
from openhouse.attendance import lines, words
from openhouse.attendance.queries import NotedDay, Stretch, calendar_around, marks_between
from openhouse.attendance.rules import GRAVEST_FIRST, DayMark, DayValue
from openhouse.attendance.sums import Tally, having, in_class, tally
from openhouse.common import clock


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; anything it says wrongly counts as not said."""

    month: date
    term: int | None
    value: DayValue | None
    excuse: str
    course: int | None

    @property
    def is_filter(self) -> bool:
        return bool(self.value or self.excuse or self.course)

    def url(self, **changed: object) -> str:
        """The address with the term kept and *changed* said."""
        said = {"term": self.term, **changed}
        return "?" + urlencode({name: value for name, value in said.items() if value})


@audience(FAMILY)
@require_safe
def attendance(request: HttpRequest, student: int) -> HttpResponse:
    """The page; with ``show``, ``excuse`` or ``course`` the days behind one of its counts.

    Raises Http404 for a student who is not the viewer's.
    """
    viewer, child = child_or_404(request, student)
    today = clock.today()
    asked = _asked(request, today)
    stretches, noted = calendar_around(
        _schools(child, asked.month), today, asked.month, _month_end(asked.month)
    )
    stretches = stretches or [Stretch("", today - timedelta(days=365), today)]
    year = stretches[0]
    days = marks_between(viewer, child.id, year.starts_on, today)
    stretch = next((one for one in stretches[1:] if one.term == asked.term), year)
    inside = [day for day in days if day.on and stretch.starts_on <= day.on <= stretch.ends_on]
    since = words.since_words(
        stretch.starts_on, stretch.name, whole_year=stretch is year, over=today > stretch.ends_on
    )
    context = {"child": child, "since": since, "terms": _terms(stretches, stretch, asked)}
    if asked.is_filter:
        return render(request, "attendance/days.html", context | _filtered(inside, asked, child))
    sums = tally(inside)
    context |= _sums(sums, asked) | _month(days, noted, asked, year, today)
    context["sentence"] = words.sentence(sums, since)
    return render(request, "attendance/attendance.html", context)


def _asked(request: HttpRequest, today: date) -> Asked:
    said = request.GET
    try:
        month = date.fromisoformat(f"{said.get('month', '')}-01")
    except ValueError:
        month = today.replace(day=1)
    if not 2000 <= month.year <= 2100:
        month = today.replace(day=1)
    show, excuse = said.get("show", ""), said.get("excuse", "")
    known = {value.value: value for value in DayValue if value is not DayValue.NONE}
    return Asked(
        month,
        number_in(request, "term"),
        known.get(show),
        excuse if excuse in GRAVEST_FIRST else "",
        number_in(request, "course"),
    )


def _month_end(month: date) -> date:
    return _month_after(month) - timedelta(days=1)


def _month_after(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _schools(child: Child, month: date) -> list[int]:
    """The child's schools in *month*; all that she has where none is known for it."""
    last = _month_end(month)
    known = [
        one.school
        for one in child.enrollments
        if (one.starts_on or last) <= last and (one.ends_on or month) >= month
    ]
    return known or [one.school for one in child.enrollments]


def _terms(stretches: Sequence[Stretch], chosen: Stretch, asked: Asked) -> list[dict[str, object]]:
    """The filters by term; none where there is but one term so far."""
    if len(stretches) < 3:
        return []
    kept = {"show": asked.value, "excuse": asked.excuse, "course": asked.course}
    return [
        {
            "label": one.name if one.term else _("Whole year"),
            "url": asked.url(**kept, term=one.term) if one.term or asked.is_filter else "?",
            "current": one is chosen,
        }
        for one in stretches
    ]


def _sums(sums: Tally, asked: Asked) -> dict[str, object]:
    """Facts, counts by status and excuse, counts by course; each with the address of its days."""
    labels = {
        DayValue.ABSENT: ngettext("day absent", "days absent", sums.of(DayValue.ABSENT)),
        DayValue.PART: _("partly absent"),
        DayValue.LATE: ngettext("day late", "days late", sums.of(DayValue.LATE)),
        DayValue.LEFT_EARLY: _("left early"),
    }
    rest = DayValue.PART if sums.of(DayValue.PART) else DayValue.LEFT_EARLY
    return {
        "facts": [
            (sums.of(value), labels[value], asked.url(show=value))
            for value in (DayValue.ABSENT, rest, DayValue.LATE)
        ],
        "reasons": [
            {
                "title": words.value_words(value),
                "small": words.excuse_words(excuse),
                "days": words.days_words(count),
                "url": asked.url(show=value, excuse=excuse),
            }
            for (value, excuse), count in sums.days.items()
            # A child is away or late for a reason; that she was here has none.
            if value is not DayValue.PRESENT
        ],
        "courses": [
            lines.CourseLine(one.name, lines.course_words(one), asked.url(course=one.section))
            for one in sums.courses
        ],
    }


def _month(
    days: Sequence[DayMark], noted: Sequence[NotedDay], asked: Asked, year: Stretch, today: date
) -> dict[str, object]:
    """The calendar of the month asked for, and the list of its days."""
    month = asked.month
    before, after = _month_before(month), _month_after(month)
    mine = [d for d in days if d.on and (d.on.year, d.on.month) == (month.year, month.month)]
    return {
        "month": month,
        "cells": lines.month_cells(mine, noted, today, month),
        "earlier_url": _turn(asked, before) if _month_end(before) >= year.starts_on else "",
        "later_url": _turn(asked, after) if after <= max(year.ends_on, today) else "",
        "day_rows": _rows(mine),
        "off": lines.stretches_off(noted),
    }


def _turn(asked: Asked, month: date) -> str:
    return asked.url(month=month.strftime("%Y-%m")) + "#month"


def _filtered(days: list[DayMark], asked: Asked, child: Child) -> dict[str, object]:
    days = in_class(days, asked.course) if asked.course else days
    found = having(days, asked.value, asked.excuse)
    heading = _("Attendance")
    if asked.course:
        named = (m for d in found for m in d.marks if m.section == asked.course)
        heading = next((mark.section_name for mark in named), heading)
    elif asked.value and asked.excuse:
        heading = words.fact_words(asked.value, asked.excuse)
    elif asked.value:
        heading = words.value_words(asked.value)
    elif asked.excuse:
        heading = words.excuse_words(asked.excuse).capitalize()
    return {
        "heading": heading,
        "back": asked.url() if asked.term else "?",
        "count": words.days_words(len(found)),
        "day_rows": _rows(found, name_class=not asked.course),
        "back_label": _("%(name)s’s attendance") % {"name": child.first_name},
    }


def _rows(days: Sequence[DayMark], *, name_class: bool = True) -> str:
    several = len({mark.school for day in days for mark in day.marks}) > 1
    drawn = (lines.day_row(day, name_schools=several, name_class=name_class) for day in days)
    return format_html_join("", "{}", ((row,) for row in drawn))
