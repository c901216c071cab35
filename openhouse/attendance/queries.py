"""Reads of attendance. Each function sends one statement."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from openhouse.access.kept import of_the_district
from openhouse.attendance.models import AttendanceMark
from openhouse.attendance.rules import ABSENT, EXEMPT, OFFICE, TARDY, DayMark, Mark, Met, day_mark
from openhouse.attendance.whole_days import WholeDayRule, by_rule
from openhouse.common.rows import array, from_json, rows
from openhouse.common.scope import Sees
from openhouse.people.guard import seen

_MARKS = "SELECT * FROM openhouse_attendance_marks(%s, %s, %s)"
#: The same, planned for more students than a ``_FAMILY`` has.
_FAMILY = 10
_MARKS_OF_MANY = "SELECT * FROM openhouse_attendance_marks_of_many(%s, %s, %s)"
_CALENDAR = "SELECT openhouse_attendance_calendar(%s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A school year or a term: what counts can be asked of. ``term`` is None for the year."""

    name: str
    starts_on: date
    ends_on: date
    term: int | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """Students of a school with an absence on a day, of whatever length, and those late."""

    absent: int
    late: int


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


def days_of_each(
    viewer: Sees, students: Collection[int], first: date, last: date
) -> dict[int, list[DayMark]]:
    """The days with a mark from *first* to *last*, in their order, of many *students*."""
    found = _days(viewer, students, first, last)
    return {student: [days[on] for on in sorted(days)] for student, days in found.items()}


def calendar_around(
    schools: Collection[int], today: date, first: date, last: date
) -> tuple[Sequence[Stretch], Sequence[NotedDay]]:
    """The school year of *schools* that has begun last, and the noted days of a month.

    First the year as a stretch, then its terms that have begun, of the finest kind it has; where
    the schools have no year yet, the 365 days up to *today*. Then the dates from *first* to
    *last* that are off at all of *schools*, or noted at one.
    """
    return _calendar(tuple(schools), today, first, last)


@of_the_district
def _calendar(
    schools: tuple[int, ...], today: date, first: date, last: date
) -> tuple[tuple[Stretch, ...], tuple[NotedDay, ...]]:
    ((found,),) = rows(_CALENDAR, [array(schools), today, first, last])
    entry = from_json(found)
    days = tuple(NotedDay(date.fromisoformat(on), *rest) for on, *rest in entry["days"])
    return tuple(_stretches(entry["terms"], today)), days


def away_by_school(viewer: Sees, on: date) -> dict[int, Away]:
    """How many of the viewer's students each school has marked on a day, in one statement.

    A mark of the office stands in place of the teachers' of that student and day. School
    activities count for nobody. A school without any mark is not in the answer.
    """
    seen = AttendanceMark.objects.visible_to(viewer).filter(on=on)
    same_day = seen.filter(
        student_id=OuterRef("student_id"), school_id=OuterRef("school_id"), taken_by=OFFICE
    )
    found = (
        seen.filter(Q(taken_by=OFFICE) | ~Exists(same_day))
        .exclude(code__excuse=EXEMPT)
        .values_list("school_id")
        .annotate(
            absent=Count("student_id", distinct=True, filter=Q(code__status=ABSENT)),
            late=Count("student_id", distinct=True, filter=Q(code__status=TARDY)),
        )
    )
    return {school: Away(absent, late) for school, absent, late in found}


def _stretches(rows: list[dict[str, Any]], today: date) -> list[Stretch]:
    if not rows:
        return [Stretch("", today - timedelta(days=365), today)]
    day = date.fromisoformat
    year = Stretch(
        rows[0]["year"],
        day(min(row["year_starts_on"] for row in rows)),
        day(max(row["year_ends_on"] for row in rows)),
    )
    finest = _finest(row["kind"] for row in rows)
    terms: dict[tuple[str, str], Stretch] = {}
    for row in rows:
        if row["term"] and row["kind"] == finest and row["visible"]:
            term = Stretch(row["name"], day(row["starts_on"]), day(row["ends_on"]), row["term"])
            terms.setdefault((row["name"], row["starts_on"]), term)
    return [year, *(term for term in terms.values() if term.starts_on <= today)]


def _finest(kinds: Iterable[str | None]) -> str:
    known = set(kinds)
    order = ("quarter", "trimester", "grading period", "semester")
    return next((kind for kind in order if kind in known), "")


def _days(
    viewer: Sees, students: Collection[int], first: date, last: date
) -> dict[int, dict[date, DayMark]]:
    ids = seen(viewer, students)
    statement = _MARKS_OF_MANY if len(ids) > _FAMILY else _MARKS
    marks: dict[tuple[int, date], list[Mark]] = {}
    met: dict[tuple[int, date], list[Met]] = {}
    rule, read = WholeDayRule(), cache(_met)  # her classes are the same on many days
    for row in rows(statement, [array(ids), first, last]) if ids else ():
        at = (row[0], row[1])
        marks.setdefault(at, []).append(_mark(row))
        if row[17]:
            met.setdefault(at, []).extend(read(row[17], row[15]))
        rule = WholeDayRule(row[18], row[19])
    found: dict[int, dict[date, DayMark]] = {}
    for (student, on), held in marks.items():
        had = met.get((student, on), ())
        found.setdefault(student, {})[on] = by_rule(day_mark(on, held, had), had, rule)
    return found


def _mark(row: Sequence[Any]) -> Mark:
    _, on, status, excuse, code, taken_by, section, name, period, period_name, *rest = row
    starts_at, ends_at, arrived_at, left_at, comment, school, school_name, *_, code_es = rest
    return Mark(
        *(on, status, excuse, code, taken_by, section, name or "", period, period_name or ""),
        *(starts_at, ends_at, arrived_at, left_at, comment, school, school_name, code_es),
    )


def _met(found: str, school: int) -> list[Met]:
    return [
        Met(section, period, name or "", _time(starts_at), _time(ends_at), school)
        for section, period, name, starts_at, ends_at in from_json(found)
    ]


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
