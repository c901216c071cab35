"""One absence for several students over a range of school days: for whom, and what it would do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from openhouse.access.viewer import Viewer
from openhouse.attendance.days import taught_days
from openhouse.attendance.models import AttendanceCode, AttendanceMark
from openhouse.attendance.rules import OFFICE
from openhouse.common.models import running
from openhouse.districts.models import School
from openhouse.people.models import Enrollment

#: The most students and days at once: a school's trip, a quarantine.
MOST_STUDENTS, MOST_DAYS = 500, 60
#: Students that a search names at most; one at two schools has two rows.
MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be marked: whom, from when to when, with which code."""

    students: tuple[int, ...]
    first: date
    last: date
    code: AttendanceCode
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch would do: marks to write by (student, school, day), and what stays."""

    names: Mapping[int, str]
    write: tuple[tuple[int, int, date], ...]
    keep: tuple[tuple[int, date], ...]
    days: tuple[date, ...]
    free: tuple[date, ...]


def pupils_found(
    viewer: Viewer, schools: Sequence[School], text: str, grade: str, on: date
) -> list[tuple[int, str, str]]:
    """Students of *schools* by name and grade, at most ``MOST_FOUND``: id, name, grade level."""
    who = "student__person__"
    rows = Enrollment.objects.visible_to(viewer).filter(running(on), school__in=schools)
    for word in text.split()[:4]:
        rows = rows.filter(
            Q(**{f"{who}given_name__icontains": word})
            | Q(**{f"{who}family_name__icontains": word})
            | Q(**{f"{who}preferred_name__icontains": word})
        )
    if grade:
        rows = rows.filter(grade_level=grade)
    found = rows.select_related("student__person").order_by(f"{who}family_name", f"{who}given_name")
    known = {
        row.student_id: (str(row.student.person), row.grade_level)
        for row in found[: 2 * MOST_FOUND]
    }
    return [(one, *said) for one, said in list(known.items())[:MOST_FOUND]]


def grades_at(viewer: Viewer, schools: Sequence[School], on: date) -> list[str]:
    """The grade levels of *schools*."""
    rows = Enrollment.objects.visible_to(viewer).filter(running(on), school__in=schools)
    return sorted(set(rows.values_list("grade_level", flat=True)) - {""})


def plan_of(viewer: Viewer, schools: Collection[School], batch: Batch) -> Plan:
    """What *batch* would do. A day on which the office has spoken of the whole day stays as it is.

    A student who is not the viewer's, or not at one of *schools*, is left out.
    """
    rows = Enrollment.objects.visible_to(viewer).filter(
        running(batch.first, batch.last), school__in=schools, student_id__in=batch.students
    )
    enrolled = list(rows.select_related("student__person"))
    days = taught_days({row.school_id for row in enrolled}, batch.first, batch.last)
    said = AttendanceMark.objects.visible_to(viewer).filter(
        student_id__in=batch.students, on__range=(batch.first, batch.last),
        taken_by=OFFICE, section=None, period=None,
    )  # fmt: skip
    there = set(said.values_list("student_id", "on"))
    wanted = {
        (row.student_id, row.school_id, day.on)
        for row in enrolled
        for day in days
        if day.school == row.school_id
        and (row.starts_on or day.on) <= day.on <= (row.ends_on or day.on)
    }
    span = (batch.last - batch.first).days + 1
    dates = {batch.first + timedelta(days=n) for n in range(span)}
    taught = {day.on for day in days}
    # One mark of the whole day a student: at the school that comes first.
    once = {(one, on): (one, school, on) for one, school, on in sorted(wanted, reverse=True)}
    return Plan(
        {row.student_id: str(row.student.person) for row in enrolled},
        tuple(sorted(mark for at, mark in once.items() if at not in there)),
        tuple(sorted(at for at in once if at in there)),
        tuple(sorted(taught)),
        tuple(sorted(day for day in dates - taught if day.weekday() < 5)),
    )
