"""Minutes present, and what a day comes to by the district's rule."""

from datetime import date, time
from typing import Any

import pytest

from openhouse.attendance.lessons import Lesson
from openhouse.attendance.rules import Mark
from openhouse.attendance.whole_days import DaySum, WholeDayRule, day_sum, is_missed

ON = date(2026, 10, 6)
LESSONS = (
    Lesson(1, 10, 1, time(8, 0), time(9, 0)),
    Lesson(1, 20, 2, time(9, 10), time(10, 10)),
    Lesson(1, 30, 3, time(10, 20), time(12, 20)),
)


def mark(status: str, excuse: str = "excused", **more: Any) -> Mark:
    return Mark(ON, status, excuse, "", **{"school": 1} | more)


@pytest.mark.parametrize(
    ("marks", "present", "missed"),
    [
        ([], 240, 0),
        ([mark("absent")], 0, 3),
        ([mark("absent", section=10, period=1)], 180, 1),
        ([mark("absent", section=10), mark("absent", section=30)], 60, 2),
        ([mark("absent", "exempt")], 240, 0),
        ([mark("tardy", arrived_at=time(8, 20))], 220, 0),
        ([mark("tardy", arrived_at=time(9, 30))], 160, 1),
        ([mark("early release", left_at=time(11, 20))], 180, 0),
        ([mark("early release", left_at=time(7, 0))], 0, 3),
        ([mark("tardy", arrived_at=time(8, 20), left_at=time(12, 10))], 210, 0),
        ([mark("absent", school=2)], 240, 0),
        # The office says that she was there: the teacher's mark does not count.
        (
            [
                mark("present", "exempt", section=10, period=1),
                mark("absent", "unknown", section=10, period=1, taken_by="teacher"),
            ],
            240,
            0,
        ),
    ],
)
def test_minutes_fall_by_what_was_missed(marks: list[Mark], present: int, missed: int) -> None:
    assert day_sum(LESSONS, marks) == DaySum(240, present, 3, missed)


def test_classes_without_times_are_counted_and_have_no_minutes() -> None:
    lessons = (Lesson(1, 10), Lesson(1, 20))
    assert day_sum(lessons, [mark("absent", section=10)]) == DaySum(0, 0, 2, 1)


@pytest.mark.parametrize(
    ("total", "rule", "expected"),
    [
        (DaySum(240, 120, 4, 1), WholeDayRule("minutes", 50), True),
        (DaySum(240, 121, 4, 3), WholeDayRule("minutes", 50), False),
        (DaySum(240, 240, 4, 2), WholeDayRule("periods", 50), True),
        (DaySum(240, 0, 4, 1), WholeDayRule("periods", 50), False),
        (DaySum(0, 0, 4, 2), WholeDayRule("minutes", 50), True),
        (DaySum(240, 1, 4, 3), WholeDayRule("minutes", 100), False),
        (DaySum(), WholeDayRule(), False),
    ],
)
def test_a_day_is_missed_from_the_districts_share_on(
    total: DaySum, rule: WholeDayRule, *, expected: bool
) -> None:
    assert is_missed(total, rule) is expected
