"""The office's marks as they are written: of a class, and of a whole day."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from openhouse.access.viewer import Viewer
from openhouse.attendance.models import AttendanceMark
from openhouse.attendance.rules import OFFICE
from openhouse.attendance.taking.queries import RollOf


def marks_of_class(
    viewer: Viewer, student: int, lesson: RollOf, on: date
) -> QuerySet[AttendanceMark]:
    """The office's marks of a class; one without a period is of each period of it."""
    here = Q(period=None) | Q(period_id=lesson.period) if lesson.period else Q(period=None)
    return AttendanceMark.objects.visible_to(viewer).filter(
        here, student_id=student, on=on, taken_by=OFFICE, section_id=lesson.section
    )


def mark_class(viewer: Viewer, student: int, lesson: RollOf, on: date, **values: Any) -> None:
    """The office's mark of a class; the one that is there already changes."""
    if not marks_of_class(viewer, student, lesson, on).update(**values):
        AttendanceMark(
            student_id=student,
            on=on,
            taken_by=OFFICE,
            school_id=lesson.school,
            section_id=lesson.section,
            period_id=lesson.period,
            **values,
        ).save(force_insert=True)


def mark_day(viewer: Viewer, student: int, school: int, on: date, **values: Any) -> bool:
    """The office's mark of a whole day at a school; the one that is there already changes.

    False where the student's mark of the whole day is another school's: nothing is written then.
    """
    where = {"student_id": student, "on": on, "taken_by": OFFICE}
    there = AttendanceMark.objects.visible_to(viewer).filter(section=None, period=None, **where)
    if there.filter(school_id=school).update(**values):
        return True
    if there.exists():
        return False
    AttendanceMark(**where, school_id=school, **values).save(force_insert=True)
    return True
