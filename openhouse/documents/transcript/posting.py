"""Posting marks to transcripts: repeatable, adds the new, overwrites nothing (DOC-09, ADM-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from openhouse.access.offices import offices_of
from openhouse.access.viewer import Viewer
from openhouse.common.rows import rows
from openhouse.common.scope import Sees
from openhouse.documents.transcript import sql
from openhouse.documents.transcript.holding import hold_transcripts
from openhouse.documents.transcript.queries import decided_now
from openhouse.documents.transcript.rules import Level, Scale
from openhouse.ledger.actions import because
from openhouse.people.guard import within
from openhouse.people.queries import names_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A task of a term at a school, with how many marks teachers have posted to it."""

    school: int
    school_name: str
    term: int
    term_name: str
    ends_in: int
    task: int
    task_name: str
    marks: int

    @property
    def key(self) -> str:
        return f"{self.school}-{self.term}-{self.task}"


@dataclass(frozen=True, slots=True)
class Counted:
    """What posting would do to one course, in numbers of marks."""

    name: str
    new: int
    there: int
    differs: int
    full: int
    without: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A line and the later mark of its teacher."""

    line: int
    student: int
    student_name: str
    course: str
    term: str
    was: tuple[str, Decimal | None]
    now: tuple[str, Decimal | None]


def choices_of(viewer: Viewer, today: date) -> list[Choice]:
    """What can be posted at the schools whose office *viewer* keeps, newest first."""
    said = {"schools": offices_of(viewer), "students": within(viewer), "today": today}
    return [Choice(*row) for row in rows(sql.CHOICES, said)]


def _said(viewer: Sees, school: int, term: int | None, task: int | None) -> dict[str, Any]:
    scale = decided_now().scale
    return {
        "school": school,
        "term": term,
        "task": task,
        "students": within(viewer),
    } | _worths(scale)


def _worths(scale: Scale) -> dict[str, list[Any]]:
    """What ``rules.Scale`` says of each mark at each level, as columns of the table ``scale``."""
    marks = [*dict.fromkeys([*scale.values, *scale.passes])]
    cells = [(mark, level) for mark in marks for level in Level]
    return {
        "letters": [mark for mark, _level in cells],
        "levels": [level.value for _mark, level in cells],
        "values": [scale.value(mark) for mark, _level in cells],
        "weighted": [scale.weighted(mark, level) for mark, level in cells],
        "passed": [scale.passed(mark) for mark, _level in cells],
        "every_level": [level.value for level in Level],
        "most": [scale.most(level) for level in Level],
    }


def counts_of(viewer: Viewer, choice: Choice) -> list[Counted]:
    """What posting would do, course by course."""
    said = _said(viewer, choice.school, choice.term, choice.task)
    return [Counted(*row) for row in rows(sql.COUNTS, said)]


def post(actor: Viewer, choice: Choice, now: datetime) -> int:
    """Add a line for each mark that has none yet; how many there were. One statement.

    Who writes at the same moment waits, so no course gives more credit than it is worth.
    """
    said = _said(actor, choice.school, choice.term, choice.task) | {"now": now}
    with transaction.atomic(), because("posted to the transcript"):
        hold_transcripts()
        return _run(sql.ADD, said)


def differences_of(viewer: Viewer, student: int | None = None) -> list[Difference]:
    """Lines whose mark has changed since, at the schools of the viewer's office; at most 500 each.

    With *student* hers alone.
    """
    found: list[Difference] = []
    for school in _schools(viewer):
        said = _said(viewer, school, None, None)
        if student is not None:
            said["students"] = [student]
        found += [
            Difference(line, who, "", course, term, (mark, percent), (letter, now))
            for line, who, course, term, mark, percent, letter, now in rows(sql.DIFFERENCES, said)
        ]
    names = names_of({each.student for each in found})
    return [_named(each, names) for each in found]


def _named(each: Difference, names: dict[int, str]) -> Difference:
    name = names.get(each.student, "")
    return Difference(each.line, each.student, name, each.course, each.term, each.was, each.now)


def _schools(viewer: Viewer) -> Sequence[int]:
    """Schools with posted lines, of those whose office *viewer* keeps."""
    kept = offices_of(viewer)
    found = rows(
        "SELECT DISTINCT school_id FROM documents_transcriptline WHERE origin = 'posted'"
        " AND school_id IS NOT NULL AND section_id IS NOT NULL"
        " AND (%(students)s::bigint[] IS NULL OR student_id = ANY (%(students)s)) ORDER BY 1",
        {"students": within(viewer)},
    )
    return [school for (school,) in found if kept is None or school in kept]


def accept(actor: Viewer, lines: Sequence[int]) -> int:
    """Take the later marks into these lines; how many were another still."""
    return _settle(actor, lines, sql.ACCEPT, "a later mark was accepted")


def leave(actor: Viewer, lines: Sequence[int]) -> int:
    """Leave these lines as they are: their later marks are no difference any more."""
    return _settle(actor, lines, sql.LEAVE, "a later mark was left out")


def _settle(actor: Viewer, lines: Sequence[int], statement: str, reason: str) -> int:
    done = 0
    with transaction.atomic(), because(reason):
        hold_transcripts()
        for school in _schools(actor):
            done += _run(statement, _said(actor, school, None, None) | {"lines": list(lines)})
    return done


def _run(statement: str, said: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, said)
        return int(cursor.rowcount)
