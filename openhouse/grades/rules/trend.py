"""How a mark came to be what it is over the weeks of a term."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from openhouse.grades.rules.marks import mark_of
from openhouse.grades.rules.pieces import Piece
from openhouse.grades.rules.schemes import Scheme

WEEK = timedelta(days=7)
#: The most weeks that are looked at: those of a whole year.
MOST = 60


@dataclass(frozen=True, slots=True)
class Point:
    """The mark at the end of a day, in percent."""

    on: date
    percent: Decimal


def trend(
    work: Sequence[tuple[Piece, date | None]], scheme: Scheme, starts_on: date, today: date
) -> list[Point]:
    """The mark at the end of each week from *starts_on* on, and as it is *today*.

    *work* has each piece with the day it was scored. A piece belongs to the mark from that day on;
    one without, from the day it was due; one without either, always. Scores are taken as they stand
    now: what was corrected since is not told. Weeks before the first mark have no point.
    """
    weeks = max(min((today - starts_on).days // 7, MOST), 0)
    days = [today - WEEK * back for back in range(weeks, -1, -1)]
    found = []
    for day in days:
        known = [piece for piece, scored in work if _since(piece, scored) <= day]
        percent = mark_of(known, scheme, day).percent
        if percent is not None:
            found.append(Point(day, percent))
    return found


def _since(piece: Piece, scored_on: date | None) -> date:
    return scored_on or piece.due_on or date.min
