"""The work that Today shows: due now, missing, newly scored."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from openhouse.common.rows import rows
from openhouse.common.scope import ALL, Sees

#: Days that a score counts as new: features.md section 2.9, "recent-score window".
RECENT = timedelta(days=14)
#: The newest scores of a student that Today has room for.
ROWS = 8

WORK = "SELECT * FROM openhouse_today_work(%s::bigint[], %s::date, %s::date, %s)"


@dataclass(frozen=True, slots=True)
class Piece:
    """An assignment as one student has it; ``got`` is None while it is not scored."""

    id: int
    name: str
    due_on: date | None
    possible: Decimal | None
    got: Decimal | None
    text: str
    flag: str
    scored_on: date | None
    section: int
    section_name: str


@dataclass(slots=True)
class Work:
    """One student's work of these days."""

    missing: list[Piece] = field(default_factory=list)
    due_today: list[Piece] = field(default_factory=list)
    due_tomorrow: list[Piece] = field(default_factory=list)
    scored: list[Piece] = field(default_factory=list)


def work_of(viewer: Sees, students: Collection[int], today: date) -> dict[int, Work]:
    """The work of each of *students* that *viewer* may see, in one statement."""
    seen = [i for i in students if viewer.student_ids == ALL or i in viewer.student_ids]
    found: dict[int, Work] = defaultdict(Work)
    for student, *columns in rows(WORK, [seen, today, today - RECENT, ROWS]):
        _sort(found[student], Piece(*columns), today)
    return found


def _sort(work: Work, piece: Piece, today: date) -> None:
    if piece.flag == "missing":
        work.missing.append(piece)
    elif piece.got is not None or piece.text or piece.flag in ("exempt", "dropped", "cheated"):
        work.scored.append(piece)
    elif piece.due_on == today:
        work.due_today.append(piece)
    elif piece.due_on and piece.due_on > today:
        work.due_tomorrow.append(piece)
