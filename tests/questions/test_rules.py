"""By when a question is answered, and which lines are about it."""

from datetime import date
from typing import Any

import pytest

from openhouse.questions.rules import ATTENDANCE, MARK, SCORE, About, due_day, is_about

FRIDAY = date(2026, 10, 9)
MONDAY, TUESDAY, WEDNESDAY = (date(2026, 10, day) for day in (12, 13, 14))


@pytest.mark.parametrize(
    ("school_days", "days", "due"),
    [
        ([MONDAY, TUESDAY, WEDNESDAY], 3, WEDNESDAY),
        ([TUESDAY, WEDNESDAY], 2, WEDNESDAY),  # Monday is a holiday
        ([FRIDAY, MONDAY], 1, MONDAY),
        ([MONDAY], 2, TUESDAY),  # the calendar ends
        ([], 1, MONDAY),
    ],
)
def test_it_is_due_after_so_many_school_days(school_days: Any, days: int, due: date) -> None:
    assert due_day(FRIDAY, school_days, days) == due


@pytest.mark.parametrize(
    ("about", "kind", "number", "said", "is_it"),
    [
        (About(SCORE, 1, 7), "score.changed", 7, {"points": 3}, True),
        (About(SCORE, 1, 7), "score.changed", 8, {"points": 3}, False),
        (About(SCORE, 1, 7), "mark.changed", 7, {}, False),
        (About(MARK, 1, 5, 2), "mark.changed", 1, {"task_id": 5, "term_id": 2}, True),
        (About(MARK, 1, 5, 2), "mark.changed", 1, {"task_id": 5, "term_id": 3}, False),
        (About(MARK, 1, 5), "mark.posted", 1, {"task_id": 5}, True),
        (About(ATTENDANCE, on=FRIDAY), "attendance.marked", 9, {"on": "2026-10-09"}, True),
        (About(ATTENDANCE, on=FRIDAY), "attendance.marked", 9, {"on": "2026-10-08"}, False),
    ],
)
def test_a_line_is_about_the_same_thing(
    about: About, kind: str, number: int, said: dict[str, Any], is_it: bool
) -> None:
    assert is_about(about, kind, number, said) is is_it
