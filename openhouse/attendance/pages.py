"""The contexts of a child's attendance, and of the days behind one of its counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Child
from openhouse.attendance import lines, words
from openhouse.attendance.meanings import OF_ATTENDANCE
from openhouse.attendance.queries import NotedDay, Stretch
from openhouse.attendance.rules import DayMark, DayValue
from openhouse.attendance.sums import Tally, having, in_class, tally
from openhouse.common.addresses import address
from openhouse.common.months import last_day, month_after, month_before


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


@dataclass(frozen=True, slots=True)
class Page:
    """What both pages go by: the year in front of its terms, and its days with a mark."""

    child: Child
    asked: Asked
    stretches: Sequence[Stretch]
    days: Sequence[DayMark]
    today: date

    @property
    def year(self) -> Stretch:
        return self.stretches[0]

    @property
    def stretch(self) -> Stretch:
        """The term asked for; the whole year where it is none of this one's."""
        terms = self.stretches[1:]
        return next((one for one in terms if one.term == self.asked.term), self.year)

    @property
    def inside(self) -> list[DayMark]:
        """The days of the stretch, as far as they have come."""
        first, last = self.stretch.starts_on, min(self.stretch.ends_on, self.today)
        return [day for day in self.days if day.on and first <= day.on <= last]


def attendance(page: Page, noted: Sequence[NotedDay]) -> dict[str, object]:
    """The context of the page: a sentence, the counts, the month with what is *noted* in it."""
    sums = tally(page.inside)
    frame = _frame(page) | {"meant": OF_ATTENDANCE}
    sentence = words.sentence(sums, str(frame["since"]))
    return frame | _sums(sums, page.asked) | _month(page, noted) | {"sentence": sentence}


def days_missed(page: Page) -> int:
    """Whole days of absence in the year, whatever the term that is looked at and the reason."""
    past = (day for day in page.days if day.on and day.on <= page.today)
    return tally(past).of(DayValue.ABSENT)


def days(page: Page) -> dict[str, object]:
    """The context of the days behind a count."""
    return _frame(page) | _filtered(page)


def _frame(page: Page) -> dict[str, object]:
    stretch = page.stretch
    return {
        "child": page.child,
        "since": words.since_words(
            stretch.starts_on,
            stretch.name,
            whole_year=stretch is page.year,
            over=page.today > stretch.ends_on,
        ),
        "terms": _terms(page.stretches, stretch, page.asked),
    }


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


def _month(page: Page, noted: Sequence[NotedDay]) -> dict[str, object]:
    """The calendar of the month asked for, and the list of its days."""
    asked, today, month = page.asked, page.today, page.asked.month
    before, after = month_before(month), month_after(month)
    mine = [d for d in page.days if d.on and (d.on.year, d.on.month) == (month.year, month.month)]
    return {
        "month": month,
        "cells": lines.month_cells(mine, noted, today, month),
        "earlier_url": _turn(asked, before) if last_day(before) >= page.year.starts_on else "",
        "later_url": _turn(asked, after) if after <= max(page.year.ends_on, today) else "",
        "day_rows": _rows(mine, page),
        "off": lines.stretches_off(noted),
    }


def _turn(asked: Asked, month: date) -> str:
    return asked.url(month=month.strftime("%Y-%m")) + "#month"


def _filtered(page: Page) -> dict[str, object]:
    asked, days = page.asked, page.inside
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
        "day_rows": _rows(found, page, name_class=not asked.course),
        "back_label": _("%(name)s’s attendance") % {"name": page.child.first_name},
    }


def _rows(days: Sequence[DayMark], page: Page, *, name_class: bool = True) -> str:
    several = len({mark.school for day in days for mark in day.marks}) > 1
    url = address("day-changes", page.child.id)
    drawn = (
        lines.day_row(
            day,
            f"{url}?on={day.on}",
            name_schools=several,
            name_class=name_class,
        )
        for day in days
    )
    return format_html_join("", "{}", ((row,) for row in drawn))


def ask_url(student: int, day: DayMark, today: date) -> str:
    """Where a family says that a day is wrong; "" for one that is still to come."""
    if day.on is None or day.on > today:
        return ""
    return f"{address('question-new', student)}?about=attendance&on={day.on.isoformat()}"
