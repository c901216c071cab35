"""The contexts of the pages of a child's schedule: a day, a week, the school days of a month."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.common.addresses import address
from openhouse.common.months import month_after, month_before
from openhouse.common.runs import runs
from openhouse.common.text import day_title, day_words, time_words
from openhouse.courses.words import period_words, room_words
from openhouse.schedule import words
from openhouse.schedule.queries import ClassApart
from openhouse.schedule.rules import (
    DayOfStudent,
    Meeting,
    arrivals,
    days_to_show,
    now_and_next,
    week_of,
    weekday_after,
    weekday_before,
)
from openhouse.ui.components.calendar import Day
from openhouse.ui.components.row import row


@dataclass(frozen=True, slots=True)
class Page:
    """Whose page, at which of the child's schools (None: all of them), and when it is looked at."""

    child: Child
    school: int | None
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()


def day(page: Page, wanted: DayOfStudent, shown: DayOfStudent) -> dict[str, Any]:
    """The context of one day; where *wanted* is no school day, *shown* may be the next one."""
    found = shown.at(page.school) if page.school else shown
    is_today = shown.on == page.today
    at = page.now.time()
    headline, small = words.happening_words(found, at) if is_today else ("", "")
    current = now_and_next(found, at).now if is_today else None
    return _frame(page, "day", shown.on) | {
        "title": day_title(shown.on),
        "kind": words.kind_words(found),
        "why": _why(wanted, found, page.today),
        "is_today": is_today,
        "happening": headline,
        "happening_small": small,
        "happening_is_quiet": current is None,
        "lessons": _lessons(found, current),
        "day": found,
        "earlier": _on(weekday_before(shown.on), page.school),
        "later": _on(weekday_after(shown.on), page.school),
    }


def week(page: Page, on: date, found: Mapping[date, DayOfStudent]) -> dict[str, Any]:
    """The context of the week that *on* lies in; a weekend shows where something is on."""
    first, _last = week_of(on)
    days = days_to_show(found)
    return _frame(page, "week", on) | {
        "title": words.span_words(day.on for day in days),
        "cards": [_card(page, day.at(page.school) if page.school else day) for day in days],
        "earlier": _on(first - timedelta(days=7), page.school),
        "later": _on(first + timedelta(days=7), page.school),
    }


def _card(page: Page, day: DayOfStudent) -> dict[str, Any]:
    """One day of a week."""
    is_today = day.on == page.today
    current = now_and_next(day, page.now.time()).now if is_today else None
    return {
        "title": day_title(day.on),
        "is_today": is_today,
        "url": address("schedule", page.child.id) + _on(day.on, page.school),
        "kind": words.kind_words(day),
        "off": "" if day.is_school_day else words.off_words(day, is_today=False),
        "hidden": day.is_hidden,
        "lessons": _lessons(day, current, short=True),
    }


def month(page: Page, first: date, days: Collection[DayOfStudent]) -> dict[str, Any]:
    """The context of the month that begins on *first*."""
    return _frame(page, "month", first) | {
        "month": first,
        "cells": [_cell(page.child, day, page.today) for day in days],
        "events": list(_events(days)),
        "count": sum(day.is_school_day for day in days),
        "unknown": any(day.is_unknown for day in days),
        "earlier": _on(month_before(first)),
        "later": _on(month_after(first)),
    }


def _on(on: date, school: int | None = None) -> str:
    return f"?on={on.isoformat()}" + (f"&school={school}" if school else "")


def _frame(page: Page, mode: str, on: date) -> dict[str, Any]:
    """What the three pages have in common: the child, the ways to the other two, the schools."""
    child, school = page.child, None if mode == "month" else page.school
    modes = (
        ("day", "schedule", _("Day")),
        ("week", "schedule-week", _("Week")),
        ("month", "schedule-month", _("Month")),
    )
    names: dict[int | None, str] = {
        one.school: one.school_name
        for one in child.enrollments
        if (one.starts_on or on) <= on <= (one.ends_on or on)
    }
    everything = _("Both schools") if len(names) == 2 else _("All schools")
    picker: dict[int | None, str] = {None: everything, **names}
    return {
        "child": child,
        "schools": ", ".join(names.values()) or child.home_school.school_name,
        "picker": [
            {"label": label, "url": _on(on, key), "current": key == school}
            for key, label in picker.items()
        ]
        if len(names) > 1 and mode != "month"
        else [],
        "modes": [
            {
                "label": label,
                "url": address(name, child.id) + _on(on, school),
                "current": mode == key,
            }
            for key, name, label in modes
        ],
    }


def _why(wanted: DayOfStudent, shown: DayOfStudent, today: date) -> tuple[str, str]:
    """Why the page shows this day: headline and sentence; both empty on a school day."""
    if shown.on != wanted.on:
        next_day = _("Next school day: %(day)s.") % {"day": day_words(shown.on)}
        return words.off_words(wanted, is_today=True), next_day
    if shown.is_school_day:
        return "", ""
    return words.off_words(shown, is_today=shown.on == today), ""


def _lessons(
    day: DayOfStudent, current: Meeting | None, *, short: bool = False
) -> list[SafeString]:
    """The rows of the timetable: from, until, class, room, teacher, period."""
    named = arrivals(day.timed)
    return [
        _lesson(one, name_school=one in named, current=one is current, short=short)
        for one in day.timed
    ]


def _lesson(meeting: Meeting, *, name_school: bool, current: bool, short: bool) -> SafeString:
    start = time_words(meeting.starts_at) if meeting.starts_at else ""
    end = time_words(meeting.ends_at) if meeting.ends_at else ""
    period = period_words(meeting.period) if meeting.period != meeting.name else ""
    place = words.place_words(meeting, name_school=name_school)
    return row(
        meeting.name,
        small=" · ".join(word for word in (period, place) if word) if short else place,
        small_right="" if short else period,
        lead=format_html("{}<small>–{}</small>", start, end),
        current=current,
    )


def _here(page: Page, classes: Iterable[ClassApart]) -> Iterable[ClassApart]:
    """Those of *classes* at the school that the page is about; None is all of them."""
    child, school = page.child, page.school
    names = {one.school_name for one in child.enrollments if school in (None, one.school)}
    return (one for one in classes if school is None or one.school_name in names)


def apart(page: Page, classes: Iterable[ClassApart], notice: str) -> dict[str, Any]:
    """The classes that stand in no timetable, in their two cards.

    *notice* is what the district says of those that are for grading only.
    """
    known = list(_here(page, classes))
    several = len({one.school_name for one in known}) > 1
    lines: dict[bool, list[SafeString]] = {True: [], False: []}
    for one in known:
        said = [room_words(one.room), one.teacher, one.school_name if several else ""]
        small = " · ".join(word for word in said if word)
        periods = words.periods_words(one.periods)
        lines[one.for_grading_only].append(row(one.name, small=small, small_right=periods))
    usual = _(
        "These subjects are here for their marks only. They have no fixed time: "
        "the teacher plans the day of the class."
    )
    return {"untimed": lines[False], "for_grading": lines[True], "notice": notice or usual}


def _cell(child: Child, day: DayOfStudent, today: date) -> Day:
    """A date of the month: its note, or the kind of day; it opens the day."""
    url = address("schedule", child.id) + _on(day.on)
    now = day.on == today
    if day.is_school_day:
        word = day.note or " / ".join(day.bell_schedules)
        return Day(day.on, word, "info" if day.note else "neutral", url=url, today=now)
    if day.is_unknown or (day.on.weekday() > 4 and not day.note):
        return Day(day.on, url=url if day.is_unknown else "", today=now)
    return Day(day.on, day.note or _("No school"), url=url if day.note else "", today=now, off=True)


def _events(days: Iterable[DayOfStudent]) -> Iterable[tuple[str, str, str]]:
    """Dates, note, and "No school" or nothing; days in a row with the same note as one."""
    noted = [day for day in days if day.note]
    for run in runs(noted, lambda d: d.on, lambda d: (d.note, d.is_school_day)):
        dates = [day.on for day in run]
        when = words.span_words(dates) if len(dates) > 1 else day_title(dates[0])
        yield when, run[0].note, "" if run[0].is_school_day else _("No school")
