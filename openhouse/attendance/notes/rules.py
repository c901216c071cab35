"""What a note of a family may say. Pure.

Sources: features.md ATT-07 (inside the school day, at most 5 minutes back), ATT-08.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from openhouse.attendance.lessons import DAYS

#: Bytes of files that one person may send with notes, within so many days: a letter a day.
MOST_SENT, SENT_WITHIN = 50 * 1024 * 1024, timedelta(days=7)

#: A time may lie so far back: who stands at the school's door has just arrived.
MINUTES_BACK = timedelta(minutes=5)
#: The longest that one note may reach, and how far ahead it may begin.
LONGEST = timedelta(days=60)
FARTHEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Filed:
    """A note as a family sends it; ``at`` is the local time of coming or leaving."""

    kind: str
    first_on: date
    last_on: date
    at: time | None = None


def fault_in_days(filed: Filed, today: date, taught: Sequence[date]) -> str:
    """What is wrong with the days of a note, as a key; "" where nothing is.

    *taught* are the school days from the first to the last of the note. "order", "past", "long",
    "far", "no-school".
    """
    if filed.last_on < filed.first_on:
        return "order"
    if filed.first_on < today:
        return "past"
    if filed.last_on - filed.first_on > LONGEST:
        return "long"
    if filed.first_on - today > FARTHEST:
        return "far"
    return "" if taught else "no-school"


def fault_in_time(filed: Filed, now: datetime, hours: tuple[time, time] | None) -> str:
    """What is wrong with the time of a note, as a key; "" where nothing is.

    *now* is local; *hours* are the beginning and the end of the school day, where they are known.
    "missing", "outside", "past".
    """
    if filed.kind == DAYS:
        return ""
    if filed.at is None:
        return "missing"
    if hours and not hours[0] <= filed.at <= hours[1]:
        return "outside"
    if filed.first_on == now.date():
        wall_clock = now.replace(tzinfo=None)
        if datetime.combine(filed.first_on, filed.at) < wall_clock - MINUTES_BACK:
            return "past"
    return ""
