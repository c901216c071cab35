"""A child's schedule: a day, a week, the school days of a month."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, district_of
from openhouse.access.viewer import Child
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.runs import runs
from openhouse.common.text import day_title, day_words, time_words
from openhouse.courses.words import period_words, room_words
from openhouse.schedule import words
from openhouse.schedule.queries import (
    ClassApart,
    classes_apart,
    day_of,
    days_of,
    next_school_day,
    school_days,
)
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


@audience(FAMILY)
@require_safe
def schedule(request: HttpRequest, student: int) -> HttpResponse:
    """One day, ``?on=2026-10-06``; without it today, or the next school day with a word why.

    Raises Http404 for a student who is not the viewer's.
    """
    viewer, child = child_or_404(request, student)
    now = clock.now()
    today = now.date()
    asked = _date(request, "on")
    school = _school(request, child)
    day = wanted = day_of(viewer, [child.id], asked or today)[child.id]
    if not asked and not day.is_school_day and not day.is_unknown:
        day = next_school_day(viewer, child.id, today) or day
    day, shown = day.at(school) if school else day, day.on
    headline, small = words.happening_words(day, now.time()) if shown == today else ("", "")
    current = now_and_next(day, now.time()).now if shown == today else None
    context = _frame(child, "day", shown, school) | {
        "title": day_title(shown),
        "kind": words.kind_words(day),
        "why": _why(wanted, day, today),
        "is_today": shown == today,
        "happening": headline,
        "happening_small": small,
        "happening_is_quiet": current is None,
        "lessons": _lessons(day, current),
        "day": day,
        "earlier": _on(weekday_before(shown), school),
        "later": _on(weekday_after(shown), school),
    }
    context |= _apart(_here(classes_apart(viewer, child.id, shown), child, school), request)
    return render(request, "schedule/schedule.html", context)


@audience(FAMILY)
@require_safe
def week(request: HttpRequest, student: int) -> HttpResponse:
    """The week of ``?on=``, else of today; on a weekend the week that comes.

    Raises Http404 for a student who is not the viewer's.
    """
    viewer, child = child_or_404(request, student)
    now = clock.now()
    on = _date(request, "on") or _monday_near(now.date())
    first, _last = week_of(on)
    dates = [first + timedelta(days=n) for n in range(7)]
    school = _school(request, child)
    days = days_to_show(days_of(viewer, [child.id], dates)[child.id])
    cards = []
    for day in (day.at(school) for day in days) if school else days:
        current = now_and_next(day, now.time()).now if day.on == now.date() else None
        cards.append(
            {
                "title": day_title(day.on),
                "is_today": day.on == now.date(),
                "url": address("schedule", child.id) + _on(day.on, school),
                "kind": words.kind_words(day),
                "off": "" if day.is_school_day else words.off_words(day, is_today=False),
                "hidden": day.is_hidden,
                "lessons": _lessons(day, current, short=True),
            }
        )
    context = _frame(child, "week", on, school) | {
        "title": words.span_words(day.on for day in days),
        "cards": cards,
        "earlier": _on(first - timedelta(days=7), school),
        "later": _on(first + timedelta(days=7), school),
    }
    context |= _apart(_here(classes_apart(viewer, child.id, on), child, school), request)
    return render(request, "schedule/week.html", context)


@audience(FAMILY)
@require_safe
def month(request: HttpRequest, student: int) -> HttpResponse:
    """The school days of the month of ``?on=``, else of today: days off, notes, A and B days.

    Raises Http404 for a student who is not the viewer's.
    """
    viewer, child = child_or_404(request, student)
    today = clock.today()
    first = (_date(request, "on") or today).replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    days = school_days(viewer, child.id, first, after - timedelta(days=1))
    context = _frame(child, "month", first, None) | {
        "month": first,
        "cells": [_cell(child, day, today) for day in days.values()],
        "events": list(_events(days.values())),
        "count": sum(day.is_school_day for day in days.values()),
        "unknown": any(day.is_unknown for day in days.values()),
        "earlier": _on((first - timedelta(days=1)).replace(day=1)),
        "later": _on(after),
    }
    return render(request, "schedule/month.html", context)


def _date(request: HttpRequest, name: str) -> date | None:
    """The date that the address says; None where it says none, or no date of this age."""
    try:
        found = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def _monday_near(today: date) -> date:
    return weekday_after(today) if today.weekday() > 4 else today


def _school(request: HttpRequest, child: Child) -> int | None:
    """The school that the address picks, if it is one of the child's."""
    said = request.GET.get("school", "")
    return next((one.school for one in child.enrollments if str(one.school) == said), None)


def _on(on: date, school: int | None = None) -> str:
    return f"?on={on.isoformat()}" + (f"&school={school}" if school else "")


def _frame(child: Child, mode: str, on: date, school: int | None) -> dict[str, Any]:
    """What the three pages have in common: the child, the ways to the other two, the schools."""
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


def _here(classes: Iterable[ClassApart], child: Child, school: int | None) -> Iterable[ClassApart]:
    """Those of *classes* at the school that the page is about; None is all of them."""
    names = {one.school_name for one in child.enrollments if school in (None, one.school)}
    return (one for one in classes if school is None or one.school_name in names)


def _apart(classes: Iterable[ClassApart], request: HttpRequest) -> dict[str, Any]:
    """The classes that stand in no timetable, in their two cards."""
    known = list(classes)
    several = len({one.school_name for one in known}) > 1
    district = district_of(request)
    lines: dict[bool, list[SafeString]] = {True: [], False: []}
    for one in known:
        said = [room_words(one.room), one.teacher, one.school_name if several else ""]
        small = " · ".join(word for word in said if word)
        periods = words.periods_words(one.periods)
        lines[one.for_grading_only].append(row(one.name, small=small, small_right=periods))
    notice = district.grading_only_notice or _(
        "These subjects are here for their marks only. They have no fixed time: "
        "the teacher plans the day of the class."
    )
    return {"untimed": lines[False], "for_grading": lines[True], "notice": notice}


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
