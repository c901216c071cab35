"""School years: how one is called, when registration for it is open, who goes where."""

from collections.abc import Collection
from datetime import date


def year_words(ends_in: int) -> str:
    """ "2027-28" of the year that ends in 2028."""
    return f"{ends_in - 1}-{ends_in % 100:02}"


def is_open(opens_on: date, closes_on: date, late_until: date | None, today: date) -> bool:
    """If a family may send on *today*."""
    return opens_on <= today <= (late_until or closes_on)


def is_late(closes_on: date, today: date) -> bool:
    """If what comes on *today* comes after the last day."""
    return today > closes_on


def school_for(
    grade_level: str, now_at: int | None, offers: Collection[tuple[int, str]]
) -> int | None:
    """Where a child of *grade_level* goes most likely: stays if her school has the grade, or the
    only one that has it; None where the family has to say. *offers*: schools with their grades.
    """
    has = [school for school, grade in offers if grade == grade_level]
    if now_at in has:
        return now_at
    return has[0] if len(set(has)) == 1 else None


def running(today: date) -> int:
    """In which calendar year the school year ends that runs on *today*, or that comes in July."""
    return today.year + (today > last_day(today.year))


def last_day(ends_in: int) -> date:
    """Of a year that ends in *ends_in*, as long as its school has not said its days."""
    return date(ends_in, 6, 30)
