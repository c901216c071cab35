"""What changed of a family's children, and up to where somebody has read it (HOM-08)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from openhouse.access.enter import overtake, standing
from openhouse.access.viewer import Child, Viewer
from openhouse.common import clock
from openhouse.common.rows import array, from_json, rows
from openhouse.ledger.actions import mark_seen
from openhouse.notifications.calm.days import mark_read
from openhouse.people.guard import seen

#: Days that the page shows first, and those behind it.
DAYS, MORE_DAYS = 14, 90
#: Lines on a page, at most.
MOST = 300
#: Before the first line of any ledger.
EVER = datetime(2000, 1, 1, tzinfo=UTC)
#: What this process has counted, by what it stands on: numbers only; forgotten when there are many.
KNOWN = 5_000
_KNOWN: "dict[bytes, Unread]" = {}


@dataclass(frozen=True, slots=True)
class Changed:
    """One change as a family may read of it; ``before`` and ``after`` are those of its line."""

    student: int
    at: datetime
    kind: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str
    section: int | None
    course: str
    #: The assignment, or the kind of mark.
    work: str
    possible: Any
    status_before: str
    excuse_before: str
    status: str
    excuse: str
    by_teacher: str
    #: Her post, "reader", "student" or "guardian"; empty for the house itself.
    by_post: str
    #: Only of who has or had a post.
    by_name: str
    is_new: bool
    #: The id of what it is about, as its line has it.
    about: int | None = None
    #: The id of its line in the ledger; of a document that of its edition.
    line: int = 0

    @property
    def is_answer(self) -> bool:
        """If it is the answer to a question of hers."""
        return self.kind.startswith("question.")

    @property
    def is_document(self) -> bool:
        """If the school has published something."""
        return self.kind.startswith("document.")

    @property
    def is_paper(self) -> bool:
        """If the school has issued a paper, or corrected one."""
        return self.kind.startswith("paper.") or self.kind == "health.issued"

    @property
    def said(self) -> dict[str, Any]:
        """The newest that the line says."""
        return self.after or self.before or {}


def changes_of(
    viewer: Viewer, children: Sequence[Child], days: int = DAYS, course: int | None = None
) -> list[Changed]:
    """What changed of *children* in so many days, today included; newest first.

    With *course*, a section's id, only what is of that one.
    """
    since = midnight(clock.today() - timedelta(days - 1))
    found = _found(viewer, children, since)
    return [change for change in found if course in (None, change.section)]


def changes_of_score(viewer: Viewer, child: Child, assignment: int) -> list[Changed]:
    """Everything that was ever done to what *child* has got for an assignment; newest first."""
    return _found(viewer, [child], EVER, assignment)


def changes_of_day(viewer: Viewer, child: Child, on: date) -> list[Changed]:
    """Everything that was ever done to the attendance of *child* on a day; newest first."""
    return _found(viewer, [child], EVER, None, on)


def changes_of_mark(
    viewer: Viewer, child: Child, section: int, task: int, term: int | None
) -> list[Changed]:
    """Everything that was ever done to a mark posted for *child*; newest first."""
    return _found(viewer, [child], EVER, mark=(section, task, term))


def _found(
    viewer: Viewer,
    children: Sequence[Child],
    since: datetime,
    work: int | None = None,
    on: date | None = None,
    mark: tuple[int | None, int | None, int | None] = (None, None, None),
) -> list[Changed]:
    ids = seen(viewer, [child.id for child in children])
    found = rows(
        "SELECT * FROM openhouse_changes(%s, %s, %s, %s, %s, %s, %s, false, %s, %s, %s)",
        [array(ids), viewer.person_id, clock.today(), since, MOST, work, on, *mark],
    )
    return [changed_from(row) for row in found]


def changed_from(row: Sequence[Any]) -> Changed:
    """A change from a row of ``openhouse_changes``."""
    student, at, kind, before, after, *more = row
    return Changed(
        student, timezone.localtime(at), kind, from_json(before), from_json(after), *more
    )


@dataclass(frozen=True, slots=True)
class Unread:
    """How many changes of the last days a reader has not read, by the child's id.

    ``answers``: how many of them are answers to questions of hers; ``cards``: the ids of the papers
    that are new to her.
    """

    by_child: Mapping[int, int]
    answers: Mapping[int, int] = field(default_factory=dict)
    cards: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.by_child.values())

    def of(self, children: Iterable[Child]) -> int:
        return sum(self.by_child.get(child.id, 0) for child in children)


def unread(viewer: Viewer) -> Unread:
    """What *viewer* has not read, of all her children; nothing outside of a family's own pages.

    Every page shows it, so it may stand on nothing that the tag of an unchanged page leaves out:
    the children and their stamps, up to where she has read, and the day. As long as these are the
    same it is not counted again: a family opens several pages in a row.
    """
    if viewer.hat != "family" or viewer.look or not viewer.children:
        return Unread({})
    key = standing() and hashlib.blake2b(f"{standing()}{clock.today()}".encode()).digest()
    if key and key in _KNOWN:
        return _KNOWN[key]
    found = _unread(viewer)
    if key:
        if len(_KNOWN) >= KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = found
    return found


def _unread(viewer: Viewer) -> Unread:
    ids = seen(viewer, [child.id for child in viewer.children])
    since = midnight(clock.today() - timedelta(DAYS - 1))
    found = rows(
        "SELECT student, count(*), count(*) FILTER (WHERE kind LIKE 'question.%%'),"
        " array_agg(about) FILTER (WHERE kind LIKE 'paper.%%')"
        " FROM openhouse_changes(%s, %s, %s, %s, %s, NULL, NULL, true) GROUP BY student",
        [array(ids), viewer.person_id, clock.today(), since, MOST],
    )
    return Unread(
        {student: many for student, many, _answers, _cards in found},
        {student: answers for student, _many, answers, _cards in found if answers},
        tuple(sorted(paper for _student, _many, _answers, cards in found for paper in cards or ())),
    )


def read_changes(viewer: Viewer) -> None:
    """Everything up to now is read; nothing happens while an office looks."""
    if not viewer.look:
        mark_seen(viewer.person_id, without_grades=bool(viewer.shut))
        mark_read(viewer.person_id)
        overtake()


def midnight(on: date) -> datetime:
    """When a day begins in the district."""
    return datetime.combine(on, time(), timezone.get_current_timezone())
