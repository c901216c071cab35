"""What the forms of the attendance office say."""

from collections.abc import Iterator, Mapping
from datetime import date, time

from openhouse.access.requests import whole_number
from openhouse.attendance.models import AttendanceCode
from openhouse.attendance.office.day import Said, StudentDay, filled_down


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
    comment = " ".join(post.get("comment", "").split())[:200]
    return Said(classes, code("whole"), arrived, left, comment)


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None
