"""Reads of an attendance office: rolls not taken yet, and absences that nobody has explained."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from openhouse.access.offices import offices_of, schools_kept
from openhouse.access.viewer import Viewer
from openhouse.attendance.models import AttendanceCode, AttendanceMark
from openhouse.attendance.rules import ABSENT, OFFICE, TARDY, UNKNOWN
from openhouse.attendance.taking.queries import RollOf, lessons
from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.courses.models import Placement
from openhouse.districts.models import School
from openhouse.people.models import Enrollment

#: How far back an office looks for what is not explained, and the most marks that it reads.
DAYS_BACK, MOST_MARKS = 14, 600


def schools_of(viewer: Viewer) -> list[School]:
    """The schools whose office *viewer* keeps; for the district all, by name."""
    return list(schools_kept(viewer))


def is_hers_on(viewer: Viewer, student: int, on: date) -> bool:
    """If a student is on a date at a school whose office *viewer* keeps."""
    schools = offices_of(viewer)
    there = Enrollment.objects.visible_to(viewer).filter(running(on), student_id=student)
    return schools is None or there.filter(school_id__in=schools).exists()


def rolls_at(viewer: Sees, schools: Sequence[School], on: date) -> list[RollOf]:
    """Every class of a date at *schools* in which somebody sits, in order of time."""
    placed = Placement.objects.visible_to(viewer).filter(
        running(on),
        running(on, at="section__"),
        running(on, at="section__term__"),
        section__school__in=schools,
    )
    return lessons(list(placed.values_list("section_id", flat=True).distinct()), on)


def not_taken(rolls: Sequence[RollOf], now: datetime) -> list[RollOf]:
    """The rolls that are due and not taken: of classes that have begun, and that have no time."""
    at = now.time()
    return [
        roll
        for roll in rolls
        if roll.taken_at is None and (roll.starts_at is None or roll.starts_at <= at)
    ]


@dataclass(slots=True)
class Unexplained:
    """A student's absences, or late arrivals, of one day that nobody has explained."""

    student: int
    name: str
    on: date
    status: str
    classes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def unexplained(viewer: Sees, schools: Sequence[School], today: date) -> list[Unexplained]:
    """What is not explained at *schools*, today and in the days before; newest first.

    A teacher's mark counts where the office has said nothing of that student and day.
    """
    office = AttendanceMark.objects.visible_to(viewer).filter(
        student_id=OuterRef("student_id"),
        on=OuterRef("on"),
        school_id=OuterRef("school_id"),
        taken_by=OFFICE,
    )
    said = office.filter(Q(section=None) | Q(section_id=OuterRef("section_id")))
    found = (
        AttendanceMark.objects.visible_to(viewer)
        .filter(
            school__in=schools,
            on__range=(today - timedelta(days=DAYS_BACK), today),
            code__excuse=UNKNOWN,
            code__status__in=(ABSENT, TARDY),
        )
        .filter(Q(taken_by=OFFICE) | ~Exists(said))
        .order_by("-on", "student__person__family_name", "student_id", "pk")
        .select_related("student__person", "section", "code")
    )
    groups: dict[tuple[int, date, str], Unexplained] = {}
    for mark in found[:MOST_MARKS]:
        at = mark.student_id, mark.on, mark.code.status
        name = str(mark.student.person)
        group = groups.setdefault(at, Unexplained(mark.student_id, name, mark.on, at[2]))
        if mark.section:
            group.classes.append(mark.section.name)
        if mark.comment:
            group.comments.append(mark.comment)
    return list(groups.values())


def codes() -> list[AttendanceCode]:
    """The district's codes, by name."""
    return list(AttendanceCode.objects.order_by("name", "pk"))
