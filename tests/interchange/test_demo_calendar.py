"""The demonstration's school year, on every day somebody may start it."""

import itertools
from datetime import date, timedelta

import pytest

from openhouse.interchange.demo.calendar import Year, first_day

EVERY_THIRD_DAY = [date(2026, 1, 1) + timedelta(3 * step) for step in range(500)]


@pytest.mark.parametrize("today", EVERY_THIRD_DAY[::25])
def test_terms_lie_inside_the_year_and_do_not_overlap(today: date) -> None:
    year = Year(today)
    quarters = [year.terms[key] for key in ("Q1", "Q2", "Q3", "Q4")]
    for term in year.terms.values():
        assert year.starts_on <= term.starts_on < term.ends_on <= year.ends_on
        if term.parent:
            parent = year.terms[term.parent]
            assert parent.starts_on <= term.starts_on
            assert term.ends_on <= parent.ends_on
    assert all(one.ends_on < other.starts_on for one, other in itertools.pairwise(quarters))


def test_each_day_belongs_to_a_year_that_has_begun() -> None:
    for today in EVERY_THIRD_DAY:
        year = Year(today)
        assert year.starts_on <= today < first_day(year.start + 1)
        assert year.past


def test_the_first_day_of_a_year_is_a_school_day() -> None:
    for start in range(2024, 2040):
        year = Year(first_day(start))
        assert [day.on for day in year.past] == [year.starts_on]


def test_a_year_has_about_175_school_days_and_none_at_a_weekend() -> None:
    for start in range(2024, 2040):
        days = Year(date(start, 11, 1)).school_days
        assert 168 <= len(days) <= 186
        assert all(day.on.weekday() < 5 for day in days)


@pytest.mark.parametrize("today", ["2026-11-24", "2026-11-26", "2026-12-23", "2026-10-03"])
def test_the_next_school_day_is_one_with_school(today: str) -> None:
    year = Year(date.fromisoformat(today))
    school = {day.on for day in year.school_days}
    for weekday in (None, 1, 3):
        found = year.next_after(year.planned_on, weekday)
        assert found in school
        assert found > year.planned_on
    assert year.on_or_before(year.planned_on) in school


def test_after_the_last_day_there_is_no_next_school_day() -> None:
    year = Year(date(2026, 7, 1))
    assert year.next_after(year.planned_on) is None
    assert year.next_after(year.planned_on, 3) is None
