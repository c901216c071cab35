"""What an office says of attendance: its marks stand in place of the teachers', both are kept."""

from datetime import date

from django.db import transaction

from openhouse.access.viewer import Viewer
from openhouse.attendance.models import AttendanceCode, AttendanceMark
from openhouse.attendance.rules import OFFICE, TEACHER, UNKNOWN


def explain(viewer: Viewer, student: int, on: date, code: AttendanceCode) -> int:
    """Say why a student was away, or late, on a day: *code* for each mark of its status.

    The teachers' marks stay beside the office's. How many were explained.
    """
    with transaction.atomic():
        marks = AttendanceMark.objects.visible_to(viewer).filter(
            student_id=student, on=on, code__status=code.status, code__excuse=UNKNOWN
        )
        office = marks.filter(taken_by=OFFICE)
        known = list(marks.filter(taken_by=TEACHER))
        changed = office.update(code=code)
        return changed + sum(_beside(viewer, mark, code) for mark in known)


def _beside(viewer: Viewer, mark: AttendanceMark, code: AttendanceCode) -> bool:
    """The office's mark beside a teacher's, unless it stands there already."""
    there = AttendanceMark.objects.visible_to(viewer).filter(
        student_id=mark.student_id, on=mark.on, taken_by=OFFICE, section=mark.section
    )
    if mark.period_id:
        there = there.filter(period_id=mark.period_id)
    if there.exists():
        return False
    AttendanceMark(
        student_id=mark.student_id,
        school_id=mark.school_id,
        on=mark.on,
        section_id=mark.section_id,
        period_id=mark.period_id,
        code=code,
        taken_by=OFFICE,
        arrived_at=mark.arrived_at,
        left_at=mark.left_at,
    ).save(force_insert=True)
    return True
