"""What may be handed in, and until when."""

from datetime import date, timedelta
from decimal import Decimal

#: Characters of a text, and bytes of files that a student may send within so many days.
LONGEST = 20_000
MOST_SENT, SENT_WITHIN = 100 * 1024 * 1024, timedelta(days=7)
#: With any other flag a teacher has settled it.
_WAITING = ("", "turned in", "late", "missing", "incomplete")


def is_open(points: Decimal | None, text: str, flag: str) -> bool:
    """If work with this score may be handed in: until its teacher has scored it."""
    return points is None and not text and flag in _WAITING


def is_late(on: date, due_on: date | None) -> bool:
    """If what was handed in on the day *on* came after the day that it was due."""
    return due_on is not None and on > due_on
