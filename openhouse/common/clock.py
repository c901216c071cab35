"""The only source of today and now.

``OPENHOUSE_TODAY`` moves the clock for demonstrations and tests: a date (``2022-03-01``) keeps
the real time of day, a date with a time (``2022-03-01T10:05``) stands still at that minute.
Times are aware and in the district's time zone; the database stores UTC.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

#: The moment at which what runs was done, where it is told of afterwards.
_THEN: ContextVar[datetime | None] = ContextVar("then", default=None)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside it is *moment*: for what a demonstration's people have done before it was made.

    The database's own clock does not follow.
    """
    before = _THEN.set(moment)
    try:
        yield
    finally:
        _THEN.reset(before)


def now() -> datetime:
    """The present moment in the active time zone.

    Raises ValueError when ``OPENHOUSE_TODAY`` is neither a date nor a date with a time.
    """
    if then := _THEN.get():
        return then
    real = timezone.localtime()
    moved = os.environ.get("OPENHOUSE_TODAY", "").strip()
    if not moved:
        return real
    try:
        if "T" in moved:
            return datetime.fromisoformat(moved).replace(tzinfo=real.tzinfo)
        return datetime.combine(date.fromisoformat(moved), real.time(), real.tzinfo)
    except ValueError as error:
        message = f"OPENHOUSE_TODAY is {moved!r}; expected a date such as 2022-03-01"
        raise ValueError(message) from error


def in_sql(zone: str) -> str:
    """``now`` as the database says it, in the time zone *zone*; "" where nothing moves it."""
    moved = os.environ.get("OPENHOUSE_TODAY", "").strip()
    if not moved:
        return ""
    now()  # or what it raises
    if "T" in moved:
        there = f"TIMESTAMP '{datetime.fromisoformat(moved).isoformat()}'"
    else:
        real = f"(pg_catalog.statement_timestamp() AT TIME ZONE '{zone}')::time"
        there = f"(DATE '{date.fromisoformat(moved).isoformat()}' + {real})"
    return f"SELECT {there} AT TIME ZONE '{zone}'"


def today() -> date:
    """The present date in the active time zone."""
    return now().date()


def zone(name: str) -> ZoneInfo:
    """The time zone called *name* (IANA); raises ``ZoneInfoNotFoundError`` when there is none."""
    return ZoneInfo(name)
