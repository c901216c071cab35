"""When staff are told of a message, and how days of the week are kept. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

#: Conversations about one child that one person has begun and that wait for an answer.
MOST_WAITING = 8
#: Bytes of files that somebody of a family may send, and within how long.
MOST_SENT, SENT_WITHIN = 50 * 1024 * 1024, timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """On which days of the week (Monday is 1) and between which hours staff are told."""

    days: frozenset[int]
    from_time: time
    until_time: time


def days_of(text: str) -> frozenset[int]:
    """ "12345" as days of the week."""
    return frozenset(int(sign) for sign in text if sign in "1234567")


def days_text(days: Collection[int]) -> str:
    """The other way round, in order."""
    return "".join(str(day) for day in sorted(set(days)))


def told_at(now: datetime, hours: OfficeHours) -> datetime | None:
    """When staff are told of what is written at *now*, on the district's clocks; None: at once.

    The next hour at which the office is open. Where the clocks are set forward over it, it comes
    as that hour would have been.
    """
    if now.isoweekday() in hours.days and hours.from_time <= now.time() < hours.until_time:
        return None
    for ahead in range(8):
        day = (now + timedelta(ahead)).date()
        opens = datetime.combine(day, hours.from_time, tzinfo=now.tzinfo)
        if day.isoweekday() in hours.days and opens > now:
            return opens
    return None  # no day of the week is named: nobody waits for ever
