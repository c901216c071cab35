"""One student's day in the office: read, changed, and worded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Viewer
from openhouse.attendance.days import taught_days
from openhouse.attendance.decided import whole_day_rule
from openhouse.attendance.models import AttendanceCode, AttendanceMark
from openhouse.attendance.notes.actions import mark_day
from openhouse.attendance.notes.queries import schools_on
from openhouse.attendance.office.rules import DaySum, WholeDayRule, day_sum, is_missed
from openhouse.attendance.rules import OFFICE, TEACHER, Mark
from openhouse.attendance.taking.queries import RollOf, lessons, mark_of
from openhouse.attendance.taking.words import hours_words, lesson_words
from openhouse.attendance.words import excuse_words, status_words
from openhouse.common.addresses import address
from openhouse.common.models import running
from openhouse.common.text import day_title
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
    """The day of a student whom *viewer*'s office reaches; None for any other."""
    found = Student.objects.visible_to(viewer).filter(pk=student).select_related("person").first()
    if found is None:
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


def keep_day(viewer: Viewer, day: StudentDay, said: Said) -> None:
    """Make the office's marks what the form says; a teacher's mark is never touched."""
    ours = AttendanceMark.objects.visible_to(viewer).filter(
        student_id=day.student, on=day.on, taken_by=OFFICE
    )
    with transaction.atomic():
        if said.whole is None:
            ours.filter(section=None, period=None).delete()
        else:
            school = day.whole.school_id if day.whole else day.schools[0]
            times = {"arrived_at": said.arrived_at, "left_at": said.left_at}
            values = {"code": said.whole, "comment": said.comment, **times}
            mark_day(viewer, day.student, school, day.on, **values)
        for roll in day.rolls:
            _keep_class(ours, day, roll, said.classes.get((roll.section, roll.period)))


def _keep_class(ours: Any, day: StudentDay, roll: RollOf, code: AttendanceCode | None) -> None:
    here = Q(period=None) | Q(period_id=roll.period) if roll.period else Q(period=None)
    there = ours.filter(here, section_id=roll.section)
    if code is None:
        there.delete()
    elif not there.update(code=code):
        AttendanceMark(
            student_id=day.student,
            school_id=roll.school,
            on=day.on,
            section_id=roll.section,
            period_id=roll.period,
            code=code,
            taken_by=OFFICE,
        ).save(force_insert=True)


def filled_down(
    rolls: Sequence[RollOf], chosen: dict[tuple[int, int | None], AttendanceCode | None]
) -> dict[tuple[int, int | None], AttendanceCode | None]:
    """Each class without a code gets that of the class before it."""
    last: AttendanceCode | None = None
    found = {}
    for roll in rolls:
        key = (roll.section, roll.period)
        last = chosen.get(key) or last
        found[key] = last
    return found


def day_page(day: StudentDay, codes: Sequence[AttendanceCode]) -> dict[str, Any]:
    """The context of the page."""
    whole = day.whole
    return {
        "student": day.name,
        "who_url": f"{address('audit')}?student={day.student}&kind=attendance",
        "date": day_title(day.on),
        "on": day.on.isoformat(),
        "is_school_day": bool(day.schools),
        "classes": [_class(day, roll, codes) for roll in day.rolls],
        "codes": [(code.pk, code.name, whole is not None and whole.code_id == code.pk)
                  for code in codes],
        "arrived_at": f"{whole.arrived_at:%H:%M}" if whole and whole.arrived_at else "",
        "left_at": f"{whole.left_at:%H:%M}" if whole and whole.left_at else "",
        "comment": whole.comment if whole else "",
        "sum": sum_words(day.total, whole_day_rule()),
    }  # fmt: skip


def _class(day: StudentDay, roll: RollOf, codes: Sequence[AttendanceCode]) -> dict[str, Any]:
    teacher, office = day.mark_in(roll, TEACHER), day.mark_in(roll, OFFICE)
    said = [hours_words(roll), lesson_words(roll, room=False)]
    return {
        "name": roll.name,
        "small": " · ".join(word for word in said if word),
        "field": f"class-{roll.section}-{roll.period or 0}",
        "teacher": _mark_words(teacher) if teacher else "",
        "taken": roll.taken_at is not None,
        "codes": [
            (code.pk, code.name, office is not None and office.code_id == code.pk) for code in codes
        ],
        "is_locked": office is not None,
    }


def _mark_words(mark: AttendanceMark) -> str:
    said = mark_of(mark)
    words = [status_words(said), excuse_words(said.excuse), said.comment]
    return " · ".join(word for word in words if word)


def sum_words(total: DaySum, rule: WholeDayRule) -> list[str]:
    """What the day comes to, and by which rule."""
    lines = []
    if total.minutes:
        lines.append(
            _("Present %(present)d of %(all)d minutes.")
            % {"present": total.present, "all": total.minutes}
        )
    if total.classes:
        told = ngettext(
            "Missed %(n)d of %(all)d class.", "Missed %(n)d of %(all)d classes.", total.classes
        )
        lines.append(told % {"n": total.missed, "all": total.classes})
    by = _("of the minutes") if rule.by == "minutes" else _("of the classes")
    said = {"share": rule.share, "by": by}
    if is_missed(total, rule):
        lines.append(_("By the district’s rule (%(share)d %% %(by)s) the day is missed.") % said)
    elif total.classes:
        lines.append(
            _("By the district’s rule (%(share)d %% %(by)s) the day is not missed.") % said
        )
    return lines
