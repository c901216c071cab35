"""What a teacher enters: scores, all of one entry or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from openhouse.common.rows import rows
from openhouse.common.scope import Sees
from openhouse.common.text import is_storable
from openhouse.grades.entry_words import entry_words
from openhouse.grades.gradebook.cells import typed
from openhouse.grades.rules.entries import Entry, EntryError, entry_of
from openhouse.people.guard import seen

#: The most cells of one entry, and the longest comment on one.
MOST_CELLS = 20_000
LONGEST_COMMENT = 1000
Key = tuple[int, int]

#: The work is held, so that nobody removes it before its scores are there.
_HERE = """
SELECT ARRAY(
    SELECT DISTINCT c.student_id FROM courses_placement c
    WHERE c.section_id = %(section)s AND c.student_id = ANY (%(students)s)
      AND (c.starts_on IS NULL OR c.starts_on <= %(today)s)
      AND (c.ends_on IS NULL OR c.ends_on >= %(today)s)), ARRAY(
    SELECT a.id FROM grades_assignment a
    WHERE a.section_id = %(section)s AND a.id = ANY (%(work)s) ORDER BY a.id FOR KEY SHARE)"""
#: In the order of the key, so that two entries never wait for each other in a circle.
_NOW = """
SELECT s.student_id, s.assignment_id, s.points, s.flag, s.text, s.comment
FROM grades_score s
WHERE (s.student_id, s.assignment_id) IN (SELECT * FROM unnest(%s::bigint[], %s::bigint[]))
ORDER BY s.student_id, s.assignment_id FOR UPDATE"""
_CELLS = (
    "unnest(%s::bigint[], %s::bigint[], %s::numeric[], %s::varchar[], %s::varchar[], %s::text[])"
    " AS w (student_id, assignment_id, points, flag, text, comment)"
)
_CHANGE = f"""
UPDATE grades_score s
SET points = w.points, flag = w.flag, text = w.text, comment = w.comment,
    scored_on = CASE WHEN (s.points, s.flag, s.text) IS DISTINCT FROM (w.points, w.flag, w.text)
                THEN %s ELSE s.scored_on END
FROM {_CELLS}
WHERE s.student_id = w.student_id AND s.assignment_id = w.assignment_id"""
_ADD = f"""
INSERT INTO grades_score
    (student_id, assignment_id, points, flag, text, comment, feedback, scored_on)
SELECT w.student_id, w.assignment_id, w.points, w.flag, w.text, w.comment, '', %s FROM {_CELLS}
ON CONFLICT (student_id, assignment_id) DO NOTHING
RETURNING student_id, assignment_id"""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a cell, and what she saw there before; None leaves it as it is.

    ``saw`` None takes the cell whatever stands in it: she has been shown it and keeps hers.
    """

    student: int
    assignment: int
    text: str | None
    saw: str | None
    comment: str | None = None

    @property
    def key(self) -> Key:
        return self.student, self.assignment


@dataclass(slots=True)
class Kept:
    """What became of an entry: kept whole, or nothing of it and why.

    ``refused`` has a sentence for each bad cell, ``meanwhile`` what stands in a cell that somebody
    else has changed since she saw it; ``told`` is why nothing is kept that is of no one cell.
    """

    refused: dict[Key, str] = field(default_factory=dict)
    meanwhile: dict[Key, str] = field(default_factory=dict)
    told: str = ""

    @property
    def whole(self) -> bool:
        return not self.refused and not self.meanwhile and not self.told


class _Overtaken(Exception):
    """Somebody wrote a cell between reading and writing."""


def keep_scores(
    actor: Sees, section: int, cells: Sequence[Typed], today: date, day: date | None = None
) -> Kept:
    """Write what was typed into cells of *section*, all or nothing; four statements at most.

    Only for students who sit in it on *today*, or sat there on *day*, and its own work. That
    *actor* teaches it is the caller's to know (``access.teaching``).
    """
    if not cells:
        return Kept()
    entries, kept = _read(cells)
    look_whether_here(actor, section, cells, day or today, kept)
    if kept.refused:
        return kept
    try:
        with transaction.atomic():
            return _write(cells, entries, today)
    except _Overtaken:  # now it can be read, and is held until the end
        return _write(cells, entries, today)


def _read(cells: Sequence[Typed]) -> tuple[dict[Key, Entry], Kept]:
    entries, kept = {}, Kept()
    for cell in cells:
        try:
            if cell.text is not None:
                entries[cell.key] = entry_of(cell.text)
        except EntryError as fault:
            kept.refused[cell.key] = entry_words(fault, flags=True)
        if cell.comment is not None and len(cell.comment) > LONGEST_COMMENT:
            kept.refused[cell.key] = _("The comment is too long.")
        elif cell.comment is not None and not is_storable(cell.comment):
            kept.refused[cell.key] = _("There are characters in it that cannot be shown.")
    return entries, kept


def look_whether_here(
    actor: Sees, section: int, cells: Sequence[Typed], day: date, kept: Kept
) -> None:
    """Refuse cells of students who sit elsewhere by now, and of work that is not the section's."""
    students = seen(actor, {cell.student for cell in cells})
    work = list({cell.assignment for cell in cells})
    asked = {"section": section, "students": students, "today": day, "work": work}
    sit, known = map(set, rows(_HERE, asked)[0])
    for cell in cells:
        if cell.student not in sit:
            kept.refused[cell.key] = _("This student is not in this class any more.")
        elif cell.assignment not in known:
            kept.refused[cell.key] = _("This assignment is not in this class any more.")


def _write(cells: Sequence[Typed], entries: dict[Key, Entry], today: date) -> Kept:
    now = {(student, work): rest for student, work, *rest in rows(_NOW, _keys(cells))}
    kept = Kept()
    change: list[Sequence[Any]] = []
    add: list[Sequence[Any]] = []
    for cell in {cell.key: cell for cell in cells}.values():
        points, flag, text, comment = now.get(cell.key, (None, "", "", ""))
        stands = typed(points, flag, text)
        if cell.saw is not None and cell.saw != stands:
            kept.meanwhile[cell.key] = stands
            continue
        if cell.text is not None and cell.text.strip() != stands:
            entry = entries[cell.key]
            points, flag, text = entry.points, entry.flag, ""
        comment = comment if cell.comment is None else cell.comment.strip()
        line = (*cell.key, points, flag, text, comment)
        (change if cell.key in now else add).append(line)
    if kept.whole:
        _put(_CHANGE, change, today)
        if len(_put(_ADD, add, today)) < len(add):
            raise _Overtaken
    return kept


def _keys(cells: Sequence[Typed]) -> list[list[int]]:
    return [[cell.student for cell in cells], [cell.assignment for cell in cells]]


def _put(statement: str, lines: Sequence[Sequence[Any]], today: date) -> list[Any]:
    if not lines:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, [today, *map(list, zip(*lines, strict=True))])
        return cursor.fetchall() if cursor.description else []
