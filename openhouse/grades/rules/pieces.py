"""A piece of work as one student has it, and what its flag makes of it (GRD-05 to GRD-12)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
#: Days that a score counts as new: features.md section 2.9, "recent-score window".
RECENT = timedelta(days=14)
#: Counts as nothing earned, whatever is entered.
COUNT_AS_ZERO = frozenset({"missing", "cheated"})
#: Never counted, whatever is entered.
NEVER_COUNT = frozenset({"exempt", "dropped"})
#: No word of a teacher's: her school shows no scores now, so what became of it is not said.
CLOSED = "closed"
#: On the to-do list while no score is entered; turned in, cheated, exempt and dropped are not.
TO_DO = frozenset({"", "missing", "late", "incomplete"})


@dataclass(slots=True)
class Piece:
    """One assignment as one student has it. ``possible`` zero is extra credit; points in points."""

    id: int
    category: int | None
    possible: Decimal | None
    got: Decimal | None
    flag: str = ""
    multiplier: Decimal = ONE
    counts: bool = True
    due_on: date | None = None
    never_drop: bool = False


class Flagged(Protocol):
    """Anything with a flag and a day that it is due."""

    @property
    def flag(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...


class Outside(StrEnum):
    """Why a piece is no part of the mark."""

    PRACTICE = "practice"
    NO_POINTS = "no points"
    EXEMPT = "exempt"
    DROPPED = "dropped"
    NOT_DUE = "not due"
    WAITS = "waits"
    BLANK = "blank"


def not_due_yet(piece: Flagged, today: date) -> bool:
    """If *piece* was called missing before its day: nothing can be missing by then."""
    return piece.flag == "missing" and piece.due_on is not None and piece.due_on > today


def is_to_do(flag: str, *, scored: bool) -> bool:
    """If the student still has something to do: not scored, and no flag that settles it."""
    return not scored and flag in TO_DO


def worth(
    piece: Piece, today: date, missing: Decimal | None = ZERO
) -> tuple[Decimal, Decimal] | None:
    """Points earned and possible with the multiplier applied; None where *piece* does not count.

    *missing* is the percent that missing work earns in this class, None where it waits.
    """
    flag, possible, got = piece.flag, piece.possible, piece.got
    if not piece.counts or possible is None or flag in NEVER_COUNT:
        return None
    if flag in COUNT_AS_ZERO:
        if not possible or not_due_yet(piece, today):
            return None
        got = ZERO
        if flag == "missing" and missing != ZERO:
            if missing is None:
                return None
            got = possible * missing / HUNDRED
    if got is None:
        return None
    times = piece.multiplier
    return (got, possible) if times == ONE else (got * times, possible * times)


def outside(piece: Piece, today: date, missing: Decimal | None = ZERO) -> Outside | None:
    """Why *piece* does not count; None where ``worth`` counts it."""
    if worth(piece, today, missing) is not None:
        return None
    if not piece.counts:
        return Outside.PRACTICE
    if piece.flag in NEVER_COUNT:
        return Outside(piece.flag)
    if piece.possible is None:
        return Outside.NO_POINTS
    if not_due_yet(piece, today):
        return Outside.NOT_DUE
    return Outside.WAITS if piece.flag == "missing" and piece.possible else Outside.BLANK
