"""Reads for the roll: the classes of a day, who sits in one, what is marked already."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from openhouse.access.viewer import System
from openhouse.attendance.days import on_school_days
from openhouse.attendance.lessons import Lesson, touches
from openhouse.attendance.models import (
    AbsenceNote,
    AttendanceMark,
    Roll,
    Seat,
)
from openhouse.attendance.rules import PRESENT, Mark
from openhouse.attendance.taking.rules import Said, locks
from openhouse.common.models import running
from openhouse.common.rows import rows
from openhouse.common.scope import Sees, as_the_house
from openhouse.courses.models import Placement
from openhouse.courses.queries import Taught, sections_taught
from openhouse.people.guard import seen

#: The lessons of sections on a date. A section that meets in no period of any day has one lesson
#: without one.
_LESSONS = on_school_days(
    """
SELECT s.id, s.name, s.room, s.school_id, h.name, r.id, r.name, r.starts_at, r.ends_at,
       o.id, o.taken_at, o.taken_by_name, o.corrected_at, o.corrected_by_name, s.teacher_name
FROM courses_section s
JOIN districts_school h ON h.id = s.school_id
CALENDAR
LEFT JOIN (courses_meeting m JOIN districts_period r ON r.id = m.period_id)
  ON m.section_id = s.id AND r.bell_schedule_id = BELLS
LEFT JOIN attendance_roll o ON o.section_id = s.id AND o."on" = %(on)s
  AND o.period_id IS NOT DISTINCT FROM r.id
WHERE s.id = ANY (%(sections)s::bigint[]) AND NOT s.for_grading_only AND IS_SCHOOL_DAY
  AND (r.id IS NOT NULL OR NOT EXISTS (SELECT FROM courses_meeting n WHERE n.section_id = s.id))
ORDER BY r.starts_at NULLS LAST, r.sequence, s.name, s.id
""",
    school="s.school_id",
    on="%(on)s::date",
)
#: What a date is where sections are taught: a school day or not, and the note that families read.
_DAY = on_school_days(
    """
SELECT DISTINCT IS_SCHOOL_DAY, d.note
FROM courses_section s
CALENDAR
WHERE s.id = ANY (%(sections)s::bigint[])
""",
    school="s.school_id",
    on="%(on)s::date",
)


@dataclass(frozen=True, slots=True)
class RollOf:
    """A class of a day and its roll: ``taken_at`` is None until somebody submitted it."""

    section: int
    name: str
    room: str
    school: int
    school_name: str
    period: int | None
    period_name: str
    starts_at: time | None
    ends_at: time | None
    roll: int | None
    taken_at: datetime | None
    taken_by: str
    corrected_at: datetime | None
    corrected_by: str
    teacher: str

    @property
    def lesson(self) -> Lesson:
        return Lesson(self.school, self.section, self.period, self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A student in a roll; ``office`` is the office's mark where it locks the teacher's."""

    id: int
    name: str
    said: Said
    office: Mark | None = None
    #: What a family filed for this class, as (kind, time, state); None where nothing is.
    expected: tuple[str, time | None, str] | None = None


@dataclass(frozen=True, slots=True)
class TeachersDay:
    """The classes of a teacher on a date, in the order of the day."""

    rolls: list[RollOf] = field(default_factory=list)
    taught: list[Taught] = field(default_factory=list)


def lessons(sections: Collection[int], on: date) -> list[RollOf]:
    """The classes of *sections* on a date, in order of time; none on a day off."""
    found = rows(_LESSONS, {"sections": list(sections), "on": on}) if sections else ()
    return [RollOf(*(_text(row, place) for place in range(15))) for row in found]


def _text(row: tuple[Any, ...], place: int) -> Any:
    return (row[place] or "") if place in (6, 11, 13) else row[place]


def teachers_day(viewer: Sees, person: int, on: date) -> TeachersDay:
    """The classes that *person* teaches on a date; those of a term to come are not among them."""
    taught = [each for each in sections_taught(viewer, person, on) if not each.begins_on]
    return TeachersDay(lessons([each.id for each in taught], on), taught)


def next_lessons(sections: Collection[int], after: date) -> tuple[date, list[RollOf]] | None:
    """The classes of the first of the seven days after a date that has any, and the day."""
    for days in range(1, 8):
        on = after + timedelta(days=days)
        if found := lessons(sections, on):
            return on, found
    return None


def day_off_of(sections: Collection[int], on: date) -> str | None:
    """Why a date is no school day for *sections*, in the calendar's words ("" where it has none).

    None where it is one, or where the calendar does not say.
    """
    found = rows(_DAY, {"on": on, "sections": list(sections)}) if sections else ()
    if any(instructional for instructional, _ in found):
        return None
    return next((note or "" for instructional, note in found if instructional is False), None)


def roll_at(section: int, on: date, period: int | None) -> Roll | None:
    """The roll as it stands in the books by now."""
    return Roll.objects.filter(_in(period), section_id=section, on=on).first()


def _in(period: int | None) -> Q:
    return Q(period=None) if period is None else Q(period_id=period)


def pupils(viewer: Sees, roll: RollOf, on: date, *, by_seat: bool = False) -> list[Pupil]:
    """Who sits in the class on a date, by name or by seat, with what is marked already."""
    names = _names(viewer, roll.section, on)
    marks = marks_in(viewer, roll.lesson, list(names), on)
    office = office_marks(viewer, roll.lesson, list(names), on)
    filed = expected_in(viewer, roll.lesson, list(names), on)
    order = _seats(viewer, roll.section) if by_seat else {}
    found = [
        Pupil(one, name, marks.get(one, Said()), office.get(one), filed.get(one))
        for one, name in names.items()
    ]
    return sorted(found, key=lambda each: order.get(each.id, len(names) + 1))


def _names(viewer: Sees, section: int, on: date) -> dict[int, str]:
    who = "student__person__"
    found = (
        Placement.objects.visible_to(viewer)
        .filter(running(on), section_id=section)
        .order_by(f"{who}family_name", f"{who}given_name", "student_id")
        .values_list(
            *("student_id", f"{who}preferred_name", f"{who}given_name", f"{who}family_name")
        )
    )
    return {one: f"{preferred or given} {family}" for one, preferred, given, family in found}


def _seats(viewer: Sees, section: int) -> dict[int, int]:
    found = Seat.objects.visible_to(viewer).filter(section_id=section)
    return dict(found.values_list("student_id", "place"))


def marks_in(viewer: Sees, lesson: Lesson, students: Collection[int], on: date) -> dict[int, Said]:
    """What teachers have marked in the class, by student; who is simply there is not in it."""
    found = AttendanceMark.objects.visible_to(viewer).filter(
        _in(lesson.period),
        on=on,
        section_id=lesson.section,
        taken_by=AttendanceMark.TakenBy.TEACHER,
        student_id__in=students,
    )
    return {
        one: Said(status, comment)
        for one, status, comment in found.values_list("student_id", "code__status", "comment")
    }


def office_marks(
    viewer: Sees, lesson: Lesson, students: Collection[int], on: date
) -> dict[int, Mark]:
    """The office's marks that lock the class for a student, by student."""
    found = AttendanceMark.objects.visible_to(viewer).filter(
        Q(section=None) | Q(section_id=lesson.section),
        on=on,
        taken_by=AttendanceMark.TakenBy.OFFICE,
        student_id__in=students,
    )
    locked: dict[int, Mark] = {}
    for row in found.select_related("code"):
        mark = mark_of(row)
        if locks(mark, lesson):
            locked.setdefault(row.student_id, mark)
    return locked


def mark_of(row: AttendanceMark) -> Mark:
    """A row as the rules take it; without the names of section and period."""
    return Mark(
        row.on,
        row.code.status,
        row.code.excuse,
        row.code.name,
        row.taken_by,
        section=row.section_id,
        period=row.period_id,
        code_es=row.code.name_es,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
        comment=row.comment,
        school=row.school_id,
    )


def expected_in(
    viewer: Sees, lesson: Lesson, students: Collection[int], on: date
) -> Mapping[int, tuple[str, time | None, str]]:
    """What families have filed that touches the class, by student: kind, time and state alone.

    A teacher is to know that a child is expected away. Why, and what the family wrote, is between
    the family and the office: the wall shows her no note, so the house looks for her.
    """
    ids = seen(viewer, students)
    if not ids:
        return {}
    with as_the_house():
        found = AbsenceNote.objects.visible_to(System()).filter(
            student_id__in=ids, first_on__lte=on, last_on__gte=on, state__in=("waiting", "approved")
        )
        lines = list(found.order_by("filed_at").values_list("student_id", "kind", "at", "state"))
    return {
        one: (kind, at, state)
        for one, kind, at, state in lines
        if touches(kind, at, lesson.starts_at, lesson.ends_at)
    }


def is_quiet(said: Said) -> bool:
    """If there is nothing to keep: present, without a note."""
    return said == Said(PRESENT, "")
