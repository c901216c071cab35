"""What Today shows of grades: work due now, missing, newly scored; marks newly posted."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal

from openhouse.common.rows import array, rows
from openhouse.common.scope import Sees
from openhouse.grades.rules.pieces import COUNT_AS_ZERO, NEVER_COUNT, RECENT, ZERO, is_to_do
from openhouse.people.guard import seen

#: The newest scores of a student that Today has room for.
ROWS = 8
DAY = timedelta(1)
#: The flag of a posted mark among the pieces of work.
POSTED = "posted"

WORK = "SELECT * FROM openhouse_today_work(%s::bigint[], %s::date, %s::date, %s)"


@dataclass(frozen=True, slots=True)
class Piece:
    """An assignment as one student has it; ``got`` is None while it is not scored.

    With the flag ``posted`` it is a posted mark: ``name`` is its task, ``got`` its percent, and
    ``term`` the name of its term.
    """

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
    term: str = ""
    #: What missing work earns in its class; None where it does not count until it is scored.
    missing: Decimal | None = ZERO

    @property
    def scored(self) -> bool:
        return self.got is not None or bool(self.text)

    @property
    def is_to_do(self) -> bool:
        """If there is still something to hand in, and it is not late."""
        return self.flag != "missing" and is_to_do(self.flag, scored=self.scored)


@dataclass(slots=True)
class Work:
    """One student's work of these days."""

    missing: list[Piece] = field(default_factory=list)
    due_today: list[Piece] = field(default_factory=list)
    due_tomorrow: list[Piece] = field(default_factory=list)
    scored: list[Piece] = field(default_factory=list)
    posted: list[Piece] = field(default_factory=list)
    #: Till when her school holds scores and marks back today; None: it does not now.
    shut: time | None = None


def work_of(viewer: Sees, students: Collection[int], today: date) -> dict[int, Work]:
    """The work of each of *students* that *viewer* may see, in one statement."""
    found: dict[int, Work] = defaultdict(Work)
    values = [array(seen(viewer, students)), today, today - RECENT, ROWS]
    for student, *columns in rows(WORK, values):
        _sort(found[student], Piece(*columns), today)
    return found


def _sort(work: Work, piece: Piece, today: date) -> None:
    if piece.flag == POSTED:
        work.posted.append(piece)
    elif piece.flag == "missing":
        work.missing.append(piece)
    elif piece.scored or piece.flag in COUNT_AS_ZERO:
        work.scored.append(piece)
    elif piece.flag in NEVER_COUNT:
        return  # Excused without a score: nothing to do, and no score to show.
    elif piece.due_on == today:
        work.due_today.append(piece)
    elif piece.due_on == today + DAY:  # handed in before its time, a later one is here as well
        work.due_tomorrow.append(piece)
