"""Days in a row."""

from datetime import date

from openhouse.common.runs import runs


def test_a_weekend_does_not_break_a_vacation_and_a_week_does() -> None:
    days = [date(2026, 12, day) for day in (23, 24, 25, 28, 31)]
    days.append(date(2027, 1, 6))
    found = runs(days, lambda on: on, lambda on: "")
    assert [len(run) for run in found] == [5, 1]


def test_days_that_differ_stay_apart() -> None:
    days = [(date(2026, 10, 7), "Early release"), (date(2026, 10, 8), "Fair")]
    assert len(runs(days, lambda day: day[0], lambda day: day[1])) == 2
    assert runs([], lambda day: day, lambda day: day) == []
