"""What an office says of attendance: its marks stand in place of the teachers', both are kept."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from openhouse.access.viewer import Viewer
from openhouse.attendance.marking import mark_class, mark_day, marks_of_class
from openhouse.attendance.models import AttendanceCode, AttendanceMark
from openhouse.attendance.office.batch import Batch, plan_of
from openhouse.attendance.office.day import Said, StudentDay
from openhouse.attendance.office.queries import is_hers_on
from openhouse.attendance.rules import OFFICE, TEACHER, UNKNOWN
from openhouse.districts.models import School


def explain(viewer: Viewer, student: int, on: date, code: AttendanceCode) -> int:
    """Say why a student was away, or late, on a day: *code* for each mark of its status.

    The teachers' marks stay beside the office's. How many were explained.
    """
    if not is_hers_on(viewer, student, on):
        return 0
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


def keep_day(viewer: Viewer, day: StudentDay, said: Said) -> None:
    """Make the office's marks what the form says; a teacher's mark is never touched."""
    whole = AttendanceMark.objects.visible_to(viewer).filter(
        student_id=day.student, on=day.on, taken_by=OFFICE, section=None, period=None
    )
    with transaction.atomic():
        if said.whole is None:
            whole.delete()
        else:
            school = day.whole.school_id if day.whole else day.schools[0]
            times = {"arrived_at": said.arrived_at, "left_at": said.left_at}
            values = {"code": said.whole, "comment": said.comment, **times}
            mark_day(viewer, day.student, school, day.on, **values)
        for roll in day.rolls:
            code = said.classes.get((roll.section, roll.period))
            if code is None:
                marks_of_class(viewer, day.student, roll, day.on).delete()
            else:
                mark_class(viewer, day.student, roll, day.on, code=code)


def keep_batch(viewer: Viewer, schools: Collection[School], batch: Batch) -> int:
    """Write the office's marks of *batch*; how many."""
    with transaction.atomic():
        plan = plan_of(viewer, schools, batch)
        for student, school, on in plan.write:
            AttendanceMark(
                student_id=student,
                school_id=school,
                on=on,
                code=batch.code,
                taken_by=OFFICE,
                comment=batch.comment,
            ).save(force_insert=True)
    return len(plan.write)
