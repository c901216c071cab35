"""Until when a roll is the teacher's, and where the office's mark stands in its place."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from openhouse.attendance.lessons import Lesson
from openhouse.attendance.rules import Mark
from openhouse.attendance.taking.rules import (
    Closing,
    Line,
    Said,
    closes_at,
    is_open,
    locks,
    outcome,
)

ZONE = ZoneInfo("America/Chicago")
ON = date(2026, 10, 6)
LESSON = Lesson(1, 10, 100, time(9, 35), time(11, 0))


@pytest.mark.parametrize(
    ("on", "ends_at", "rule", "expected"),
    [
        (ON, time(11, 0), Closing(True, 15), datetime(2026, 10, 6, 16, 15, tzinfo=UTC)),
        (ON, time(11, 0), Closing(False), datetime(2026, 10, 7, 5, 0, tzinfo=UTC)),
        (ON, None, Closing(True, 15), datetime(2026, 10, 7, 5, 0, tzinfo=UTC)),
        # The clocks go back: the day has 25 hours; forward: 23.
        (date(2026, 11, 1), None, Closing(), datetime(2026, 11, 2, 6, 0, tzinfo=UTC)),
        (date(2027, 3, 14), None, Closing(), datetime(2027, 3, 15, 5, 0, tzinfo=UTC)),
        # A class that ends half an hour before they do, and 45 minutes to correct it.
        (
            date(2026, 11, 1),
            time(0, 30),
            Closing(True, 120),
            datetime(2026, 11, 1, 7, 30, tzinfo=UTC),
        ),
    ],
)
def test_a_roll_closes_as_the_district_says_whatever_the_clocks_do(
    on: date, ends_at: time | None, rule: Closing, expected: datetime
) -> None:
    assert closes_at(on, ends_at, rule, ZONE) == expected


def test_a_roll_that_nobody_has_taken_stays_open_and_a_taken_one_closes() -> None:
    closes = datetime(2026, 10, 6, 15, 5, tzinfo=UTC)
    before, after = closes - timedelta(minutes=1), closes + timedelta(days=1)
    assert is_open(None, closes, after)
    assert is_open(before, closes, before)
    assert not is_open(before, closes, closes)


def mark(status: str, **more: Any) -> Mark:
    return Mark(ON, status, "excused", "Ill", **{"school": 1} | more)


@pytest.mark.parametrize(
    ("office", "is_locked"),
    [
        (mark("absent"), True),
        (mark("absent", school=2), False),
        (mark("present"), False),
        (mark("present", section=10, period=100), True),
        (mark("absent", section=10), True),
        (mark("absent", section=10, period=101), False),
        (mark("absent", section=11, period=100), False),
        (mark("tardy", arrived_at=time(11, 0)), True),
        (mark("tardy", arrived_at=time(10, 0)), False),
        (mark("tardy"), False),
        (mark("early release", left_at=time(9, 35)), True),
        (mark("early release", left_at=time(10, 0)), False),
    ],
)
def test_the_office_locks_the_classes_that_its_mark_is_about(
    office: Mark, *, is_locked: bool
) -> None:
    assert locks(office, LESSON) is is_locked


HERE, ABSENT, LATE = Said(), Said("absent"), Said("tardy")


@pytest.mark.parametrize(
    ("line", "kept", "what"),
    [
        (Line(HERE, HERE), HERE, "keep"),
        (Line(HERE, HERE), ABSENT, "keep"),
        (Line(HERE, ABSENT), HERE, "write"),
        (Line(HERE, ABSENT), ABSENT, "keep"),
        (Line(HERE, ABSENT), LATE, "conflict"),
        (Line(ABSENT, HERE), ABSENT, "write"),
        (Line(HERE, Said("present", "Cough")), HERE, "write"),
    ],
)
def test_a_line_that_two_changed_is_neither_ones_alone(line: Line, kept: Said, what: str) -> None:
    assert outcome(line, kept) == what
