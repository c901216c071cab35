"""Months, each named by its first day."""

from datetime import date, timedelta


def month_of(on: date) -> date:
    """The first day of the month that *on* lies in."""
    return on.replace(day=1)


def month_after(month: date) -> date:
    """The month that follows."""
    return month_of(month.replace(day=28) + timedelta(days=4))


def month_before(month: date) -> date:
    """The month that comes before."""
    return month_of(month.replace(day=1) - timedelta(days=1))


def last_day(month: date) -> date:
    """The last day of the month."""
    return month_after(month) - timedelta(days=1)
