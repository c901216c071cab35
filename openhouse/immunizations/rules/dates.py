"""Ages and intervals as the schedule writes them: "16 months + 4 weeks" (CDSi section 3.4)."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_PART = re.compile(r"([+-]?)\s*(\d+)\s*(year|month|week|day)s?")
_MONTHS = {"year": 12, "month": 1}
_DAYS = {"week": 7, "day": 1}


class Span(NamedTuple):
    """So many months, then so many days; either may be below zero."""

    months: int
    days: int


@lru_cache(maxsize=1024)
def span(text: str) -> Span | None:
    """Read "12 months - 4 days"; None where the schedule says nothing."""
    if not text.strip():
        return None
    months = days = 0
    for sign, number, unit in _PART.findall(text):
        count = -int(number) if sign == "-" else int(number)
        months += count * _MONTHS.get(unit, 0)
        days += count * _DAYS.get(unit, 0)
    return Span(months, days)


@lru_cache(maxsize=1 << 17)
def after(day: date, length: Span) -> date:
    """The day that lies ``length`` after ``day``.

    Months first, then days; a day that its month does not have becomes the first of the next
    month (CALCDT-5, CALCDT-6): Aug 31 and six months is Mar 1. What lies beyond the calendar, as
    after a birthday that stands for none (9999-12-31), is its last day.
    """
    months = day.year * 12 + day.month - 1 + length.months
    year, month = divmod(months, 12)
    try:
        try:
            moved = date(year, month + 1, day.day)
        except ValueError:
            moved = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        return moved + timedelta(days=length.days)
    except (ValueError, OverflowError):
        return date.max


def is_within(day: date, birth: date, begin: Span | None, end: Span | None) -> bool:
    """Whether ``day`` lies in an age range; the end is the first day outside."""
    if begin is not None and day < after(birth, begin):
        return False
    return end is None or day < after(birth, end)
