"""When a family is reminded of what is still to do (OLR-12). Days are the district's own."""

from datetime import date, timedelta

#: No more often than this of the same matter.
MOST = 6


def next_one(
    since: date, told: int, last_on: date | None, every: int | None, today: date
) -> int | None:
    """Which reminder is due *today*, from 1 on; None: none is.

    *since* is when it became open, *told* how many she has had, the last of them *last_on*;
    *every* so many days one, None: the district sends none.
    """
    if not every or told >= MOST:
        return None
    return told + 1 if max(since, last_on or since) + timedelta(days=every) <= today else None


def is_soon(closes_on: date, before: int | None, begun_on: date, today: date) -> bool:
    """If who has begun and not sent is told that the last day is near: once, in the *before* days
    that lead to it, and not on the day on which she began."""
    if not before:
        return False
    return closes_on - timedelta(days=before) <= today <= closes_on and begun_on < today
