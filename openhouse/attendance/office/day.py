"""One student's day as an office reads it, and as a form says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from openhouse.access.viewer import Viewer
from openhouse.attendance.days import taught_days
from openhouse.attendance.models import AttendanceCode, AttendanceMark
from openhouse.attendance.notes.queries import schools_on
from openhouse.attendance.office.queries import is_hers_on
from openhouse.attendance.rules import OFFICE, Mark
from openhouse.attendance.taking.queries import RollOf, lessons, mark_of
from openhouse.attendance.whole_days import DaySum, day_sum
from openhouse.common.models import running
from openhouse.courses.models import Placement
from openhouse.people.models import Student


@dataclass(frozen=True, slots=True)
class StudentDay:
    """A student's classes of a date, and every mark of it, whoever made it."""

    student: int
    name: str
    on: date
    schools: tuple[int, ...]
    rolls: Sequence[RollOf]
    marks: Sequence[AttendanceMark]

    def mark_in(self, roll: RollOf, by: str) -> AttendanceMark | None:
        """The mark that somebody made of a class."""
        return next(
            (
                mark
                for mark in self.marks
                if (mark.taken_by, mark.section_id) == (by, roll.section)
                and mark.period_id in (None, roll.period)
            ),
            None,
        )

    @property
    def whole(self) -> AttendanceMark | None:
        """The office's mark of the whole day."""
        return next(
            (
                mark
                for mark in self.marks
                if mark.taken_by == OFFICE and mark.section_id is None and mark.period_id is None
            ),
            None,
        )

    @property
    def total(self) -> DaySum:
        times = {(roll.section, roll.period): roll for roll in self.rolls}
        placed = [_placed(mark_of(mark), times) for mark in self.marks]
        return day_sum([roll.lesson for roll in self.rolls], placed)


def _placed(mark: Mark, times: dict[tuple[int, int | None], RollOf]) -> Mark:
    roll = times.get((mark.section or 0, mark.period))
    return mark._replace(starts_at=roll.starts_at, ends_at=roll.ends_at) if roll else mark


def student_day(viewer: Viewer, student: int, on: date) -> StudentDay | None:
    """The day of a student who is at a school of *viewer*'s office then; None for any other."""
    found = Student.objects.visible_to(viewer).filter(pk=student).select_related("person").first()
    if found is None or not is_hers_on(viewer, student, on):
        return None
    placed = Placement.objects.visible_to(viewer).filter(running(on), student_id=student)
    rolls = lessons(list(placed.values_list("section_id", flat=True)), on)
    marks = AttendanceMark.objects.visible_to(viewer).filter(student_id=student, on=on)
    schools = schools_on(viewer, student, on, on)
    open_ones = {day.school for day in taught_days(schools, on, on)}
    ordered = tuple(school for school in schools if school in open_ones)
    known = list(marks.select_related("code").order_by("pk"))
    name = str(found.person)
    return StudentDay(student, name, on, ordered, rolls, known)


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says of a day: a code for each class, one for the whole of it, and times."""

    classes: dict[tuple[int, int | None], AttendanceCode | None]
    whole: AttendanceCode | None
    arrived_at: time | None
    left_at: time | None
    comment: str
