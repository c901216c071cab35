"""Reads of who meets where and when. Each function sends one statement.

The statements are functions of the database, under ``sql/``; they run inside the wall.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from openhouse.common.rows import array, rows
from openhouse.common.scope import Sees
from openhouse.people.guard import seen
from openhouse.schedule.rules import (
    DayOfStudent,
    Meeting,
    SchoolDay,
    in_order,
    without_needless_breaks,
)

_DAYS = "SELECT * FROM openhouse_schedule_days(%s, %s)"
_SCHOOL_DAYS = (
    'SELECT student_id, "on", school_id, school, is_school_day, note, bell_schedule, hidden'
    " FROM openhouse_school_days(%s, %s)"
)
_NEXT = (
    "SELECT * FROM openhouse_schedule_days(%s, ARRAY[openhouse_next_school_day(%s, %s)])"
    ' WHERE "on" IS NOT NULL'
)
_APART = "SELECT * FROM openhouse_classes_apart(%s, %s)"


#: A date that the calendar does not name is a school day where it names none at all.
_MEETINGS = """
SELECT s.id, r.name, r.starts_at, r.ends_at
FROM courses_section s
JOIN districts_schoolyear y
  ON y.school_id = s.school_id AND %(on)s BETWEEN y.starts_on AND y.ends_on
LEFT JOIN districts_day d ON d.school_year_id = y.id AND d."on" = %(on)s
JOIN courses_meeting m ON m.section_id = s.id
JOIN districts_period r ON r.id = m.period_id AND r.starts_at IS NOT NULL
 AND r.bell_schedule_id = coalesce(d.bell_schedule_id, (
     SELECT min(b.id) FROM districts_bellschedule b
     WHERE b.school_id = s.school_id HAVING count(*) = 1))
WHERE s.id = ANY (%(sections)s::bigint[]) AND NOT s.for_grading_only
  AND coalesce(d.instructional, extract(isodow FROM %(on)s::date) < 6 AND NOT EXISTS (
      SELECT FROM districts_day n WHERE n.school_year_id = y.id AND n.instructional))
ORDER BY r.starts_at, r.sequence, s.name, s.id
"""


@dataclass(frozen=True, slots=True)
class SectionMeeting:
    """A section meets in a period on a date."""

    section: int
    period: str
    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True)
class ClassApart:
    """A class outside the timetable; ``periods`` names periods without times, if it has any."""

    section: int
    name: str
    room: str
    teacher: str
    school_name: str
    periods: str
    for_grading_only: bool


def day_of(viewer: Sees, students: Collection[int], on: date) -> dict[int, DayOfStudent]:
    """The date *on* of each of the *students* that *viewer* may see, all in one statement.

    Every such student is in the answer; one without an enrollment has a day without schools.
    """
    found = days_of(viewer, students, [on])
    return {student: days[on] for student, days in found.items()}


def days_of(
    viewer: Sees, students: Collection[int], dates: Sequence[date]
) -> dict[int, dict[date, DayOfStudent]]:
    """Each of the *dates* of each of the *students* that *viewer* may see, in one statement."""
    ids = seen(viewer, students)
    lines: dict[tuple[int, date], _Lines] = {(one, on): _Lines() for one in ids for on in dates}
    for row in rows(_DAYS, [array(ids), array(dates)]) if ids else ():
        lines[row[0], row[1]].take(row[2:])
    return {one: {on: lines[one, on].day(on) for on in dates} for one in ids}


def school_days(viewer: Sees, student: int, first: date, last: date) -> dict[date, DayOfStudent]:
    """The dates from *first* to *last* of one student: school or not, and why; no meetings."""
    found = school_days_of_each(viewer, [student], first, last)
    return found.get(student) or {on: DayOfStudent(on) for on in _dates(first, last)}


def school_days_of_each(
    viewer: Sees, students: Collection[int], first: date, last: date
) -> dict[int, dict[date, DayOfStudent]]:
    """The same of each of *students* whom *viewer* may see, in one statement."""
    ids, dates = seen(viewer, students), _dates(first, last)
    found: dict[tuple[int, date], list[SchoolDay]] = {(one, on): [] for one in ids for on in dates}
    for student, on, *said in rows(_SCHOOL_DAYS, [array(ids), array(dates)]) if ids else ():
        found[student, on].append(SchoolDay(*said))
    return {one: {on: DayOfStudent(on, tuple(found[one, on])) for on in dates} for one in ids}


def _dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def next_school_day(viewer: Sees, student: int, start: date) -> DayOfStudent | None:
    """The first school day from *start* on; None where the next 18 weeks have none."""
    ids = seen(viewer, [student])
    lines = _Lines()
    on = None
    for row in rows(_NEXT, [array(ids), array(ids), start]):
        on = row[1]
        lines.take(row[2:])
    return lines.day(on) if on else None


def day_to_show(
    viewer: Sees, student: int, asked: date | None, today: date
) -> tuple[DayOfStudent, DayOfStudent]:
    """The day wanted, *asked* or *today*, and the one to show.

    They differ where nothing was asked and today is none of school: then it is the next that is.
    """
    wanted = day_of(viewer, [student], asked or today)[student]
    if asked or wanted.is_school_day or wanted.is_unknown:
        return wanted, wanted
    return wanted, next_school_day(viewer, student, today) or wanted


def classes_apart(viewer: Sees, student: int, on: date) -> list[ClassApart]:
    """The student's classes on a date that no timetable holds (SCH-02, and imports without one)."""
    return [
        ClassApart(section, name, room, teacher, school, periods, grading)
        for _, grading, section, name, room, teacher, school, periods in rows(
            _APART, [array(seen(viewer, [student])), on]
        )
    ]


def meetings_of(sections: Collection[int], on: date) -> list[SectionMeeting]:
    """When and where *sections* meet on a date, in order of time; none on a day off."""
    found = rows(_MEETINGS, {"sections": list(sections), "on": on}) if sections else ()
    return [SectionMeeting(*row) for row in found]


class _Lines:
    """The rows of one student's date while they arrive."""

    def __init__(self) -> None:
        self.schools: dict[int, SchoolDay] = {}
        self.meetings: list[Meeting] = []

    def take(self, row: Sequence[Any]) -> None:
        school, name, is_school_day, note, bell, hidden, period, sequence, *rest = row
        if school not in self.schools:
            self.schools[school] = SchoolDay(school, name, is_school_day, note, bell, hidden)
        if period is not None:
            starts_at, ends_at, section, title, room, teacher = rest
            self.meetings.append(
                Meeting(
                    *(period, sequence, starts_at, ends_at),
                    *(section, title, room, teacher, school, name),
                )
            )

    def day(self, on: date) -> DayOfStudent:
        meetings = in_order(without_needless_breaks(self.meetings))
        return DayOfStudent(on, tuple(self.schools.values()), meetings)
