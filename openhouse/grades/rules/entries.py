"""What a teacher types into a cell of the gradebook: points, a flag by its key, or both."""

import re
from dataclasses import dataclass
from decimal import Decimal

#: The flag of each key, for one letter typed alone or behind the points: "8L".
KEYS = {
    "t": "turned in",
    "l": "late",
    "m": "missing",
    "i": "incomplete",
    "c": "cheated",
    "x": "exempt",
    "d": "dropped",
}
#: The longest text of a cell, and the most points that the table keeps: nine digits, three of them
#: behind the point.
LONGEST = 40
MOST = Decimal(10) ** 6
PLACES = 3
#: Above this many times the points of the work a score is asked about. Extra credit is legal.
FAR_OVER = Decimal("1.5")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_CELL = re.compile(r"(?P<points>[^a-z%]*?)\s*(?P<key>[a-z]?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell as it is kept: ``points`` None is blank."""

    points: Decimal | None
    flag: str = ""


class EntryError(ValueError):
    """A cell that cannot be kept; ``kind`` says why, ``instead`` what may be meant.

    ``long``, ``comma``, ``fraction``, ``percent``, ``words``, ``negative``, ``large``, ``places``.
    """

    def __init__(self, kind: str, instead: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.instead = instead


def entry_of(text: str) -> Entry:
    """Read a cell. Raises EntryError; nothing is guessed where two readings are possible."""
    said = text.strip()
    if len(said) > LONGEST:
        raise EntryError("long")
    if re.fullmatch(r"\d+,\d+", said):
        thousands = re.fullmatch(r"\d+,\d{3}", said)
        raise EntryError("comma", said.replace(",", "" if thousands else "."))
    fraction = re.fullmatch(r"(\d+(?:\.\d+)?)\s*/\s*\d+(?:\.\d+)?", said)
    if fraction:
        raise EntryError("fraction", fraction[1])
    if said.endswith("%"):
        raise EntryError("percent")
    cell = _CELL.fullmatch(said)
    if cell is None or (cell["key"] and cell["key"].lower() not in KEYS):
        raise EntryError("words")
    return Entry(_points(cell["points"]), KEYS.get(cell["key"].lower(), ""))


def is_far_over(points: Decimal | None, possible: Decimal | None) -> bool:
    """If a score is so far over the points of its work that it may be a slip of the hand."""
    return points is not None and possible is not None and 0 < possible * FAR_OVER < points


def _points(text: str) -> Decimal | None:
    if not text:
        return None
    number = _NUMBER.fullmatch(text)
    if number is None:
        raise EntryError("words")
    points = Decimal(text)
    if points < 0:
        raise EntryError("negative")
    if points >= MOST:
        raise EntryError("large")
    exponent = points.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -PLACES:
        raise EntryError("places")
    return abs(points)
