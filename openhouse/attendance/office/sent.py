"""What the forms of the attendance office say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from openhouse.access.requests import date_of, whole_number
from openhouse.attendance.models import AttendanceCode
from openhouse.attendance.office.batch import MOST_DAYS, MOST_STUDENTS, Batch
from openhouse.attendance.office.day import Said, StudentDay
from openhouse.attendance.taking.queries import RollOf

#: As long as the field lets it be.
LONGEST_COMMENT = 200


def explained(
    post: Mapping[str, str], codes: Mapping[int, AttendanceCode]
) -> Iterator[tuple[int, date, AttendanceCode]]:
    """Student, day and code of each line for which one was chosen: ``code-<student>-<day>``."""
    for name, value in post.items():
        kind, _, rest = name.partition("-")
        student, _, day = rest.partition("-")
        number, code = whole_number(student), codes.get(whole_number(value) or 0)
        if kind != "code" or number is None or code is None:
            continue
        try:
            yield number, date.fromisoformat(day.partition("_")[0]), code
        except ValueError:
            continue


def day_said(post: Mapping[str, str], day: StudentDay, codes: Mapping[int, AttendanceCode]) -> Said:
    """A student's day as the form says it; with ``fill`` the classes are filled down."""

    def code(field: str) -> AttendanceCode | None:
        return codes.get(whole_number(post.get(field, "")) or 0)

    classes = {
        (roll.section, roll.period): code(f"class-{roll.section}-{roll.period or 0}")
        for roll in day.rolls
    }
    if post.get("fill"):
        classes = filled_down(day.rolls, classes)
    arrived, left = _time(post.get("arrived_at", "")), _time(post.get("left_at", ""))
    if arrived and left and left < arrived:
        arrived, left = left, arrived
    comment = " ".join(post.get("comment", "").split())[:LONGEST_COMMENT]
    return Said(classes, code("whole"), arrived, left, comment)


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None


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


def batch_said(post: Any, codes: Mapping[int, AttendanceCode]) -> tuple[Batch | None, str]:
    """The batch that a form says; or None and, in words, what is wrong with it."""
    students = tuple(
        dict.fromkeys(n for text in post.getlist("student") if (n := whole_number(text)))
    )
    if not students:
        return None, _("Choose at least one student.")
    if len(students) > MOST_STUDENTS:
        return None, _("These are more than %(n)s students. Do it in parts.") % {"n": MOST_STUDENTS}
    first = date_of(post.get("first", ""))
    last = date_of(post.get("last", "") or post.get("first", ""))
    if first is None or last is None or last < first:
        return None, _("Say the first and the last day, in this order.")
    if last - first > timedelta(days=MOST_DAYS):
        return None, _("This is more than %(n)s days. Do it in parts.") % {"n": MOST_DAYS}
    code = codes.get(whole_number(post.get("code", "")) or 0)
    if code is None:
        return None, _("Choose a code.")
    return Batch(
        students, first, last, code, " ".join(post.get("comment", "").split())[:LONGEST_COMMENT]
    ), ""
