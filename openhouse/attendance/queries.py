"""Reads of attendance. Each function sends one statement."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import connection
from django.db.models import Q

from openhouse.attendance.rules import DayMark, Mark, Met, day_mark
from openhouse.common.scope import ALL, Sees
from openhouse.districts.models import Day, SchoolYear

_MARKS = "SELECT * FROM openhouse_attendance_marks(%s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A school year or a term: what counts can be asked of. ``term`` is None for the year."""

    name: str
    starts_on: date
    ends_on: date
    term: int | None = None


@dataclass(frozen=True, slots=True)
class NotedDay:
    """A date with something to say in the calendar: a day off, or a note."""

    on: date
    is_school_day: bool
    note: str


def marks_on(viewer: Sees, students: Collection[int], on: date) -> dict[int, DayMark]:
    """The total of *on* for each of the *students* that *viewer* may see, in one statement.

    A student about whom nothing is recorded is not in the answer.
    """
    return {
        student: days[on] for student, days in _days(viewer, students, on, on).items() if on in days
    }


def marks_between(viewer: Sees, student: int, first: date, last: date) -> list[DayMark]:
    """The days of one student with a mark from *first* to *last*, newest first."""
    days = _days(viewer, [student], first, last).get(student, {})
    return [days[on] for on in sorted(days, reverse=True)]


def stretches(schools: Collection[int], today: date) -> list[Stretch]:
    """The year of *schools* that has begun last, then its terms: of the finest kind it has."""
    rows = list(
        SchoolYear.objects.filter(school__in=schools, starts_on__lte=today)
        .order_by("-ends_in", "terms__starts_on", "terms__name")
        .values_list(
            *("ends_in", "name", "starts_on", "ends_on"),
            *("terms__id", "terms__name", "terms__kind", "terms__starts_on", "terms__ends_on"),
            "terms__visible",
        )
    )
    rows = [row for row in rows if row[0] == rows[0][0]]
    if not rows:
        return []
    starts_on, ends_on = min(row[2] for row in rows), max(row[3] for row in rows)
    terms: dict[tuple[str, date], Stretch] = {}
    finest = _finest(row[6] for row in rows)
    for *_, term, name, kind, first, last, visible in rows:
        if term and kind == finest and visible and first <= today:
            terms.setdefault((name, first), Stretch(name, first, last, term))
    return [Stretch(rows[0][1], starts_on, ends_on), *terms.values()]


def noted_days(schools: Collection[int], first: date, last: date) -> list[NotedDay]:
    """The dates from *first* to *last* that are off or noted at one of *schools*.

    A date that is off at one school and not at another is a school day with both notes.
    """
    found: dict[date, NotedDay] = {}
    rows = (
        Day.objects.filter(school_year__school__in=schools, on__range=(first, last))
        .filter(Q(instructional=False) | ~Q(note=""))
        .order_by("on")
        .values_list("on", "instructional", "note")
    )
    for on, instructional, note in rows:
        before = found.get(on)
        if before is not None:
            notes = dict.fromkeys(word for word in (before.note, note) if word)
            note = "; ".join(notes)
            instructional = before.is_school_day or instructional
        found[on] = NotedDay(on, instructional, note)
    return list(found.values())


def _finest(kinds: Iterable[str | None]) -> str:
    known = set(kinds)
    order = ("quarter", "trimester", "grading period", "semester")
    return next((kind for kind in order if kind in known), "")


def _days(
    viewer: Sees, students: Collection[int], first: date, last: date
) -> dict[int, dict[date, DayMark]]:
    ids = _seen(viewer, students)
    marks: dict[tuple[int, date], list[Mark]] = {}
    met: dict[tuple[int, date], list[Met]] = {}
    for row in _rows(ids, first, last) if ids else ():
        at = (row[0], row[1])
        marks.setdefault(at, []).append(_mark(row))
        if row[17]:
            met.setdefault(at, []).extend(_met(row[17]))
    found: dict[int, dict[date, DayMark]] = {}
    for (student, on), held in marks.items():
        found.setdefault(student, {})[on] = day_mark(on, held, met.get((student, on), ()))
    return found


def _mark(row: Sequence[Any]) -> Mark:
    _, on, status, excuse, code, taken_by, section, name, period, period_name, *rest = row
    starts_at, ends_at, arrived_at, left_at, comment, school, school_name, _ = rest
    return Mark(
        *(on, status, excuse, code, taken_by, section, name or "", period, period_name or ""),
        *(starts_at, ends_at, arrived_at, left_at, comment, school, school_name),
    )


def _met(found: Any) -> list[Met]:
    lines = json.loads(found) if isinstance(found, str) else found
    return [
        Met(section, period, name or "", _time(starts_at), _time(ends_at))
        for section, period, name, starts_at, ends_at in lines
    ]


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _seen(viewer: Sees, students: Collection[int]) -> list[int]:
    """The second lock: only ids that the viewer may see go into a statement."""
    if viewer.student_ids == ALL:
        return list(students)
    return [student for student in students if student in viewer.student_ids]


def _rows(students: list[int], first: date, last: date) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, [students, first, last])
        return cursor.fetchall()
