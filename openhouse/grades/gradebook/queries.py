"""A section's gradebook in one term: its work, its students, their scores and marks."""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from openhouse.common.rows import array, rows
from openhouse.common.scope import Sees
from openhouse.grades.gradebook.cells import typed
from openhouse.grades.rules.marks import Mark, mark_of
from openhouse.grades.rules.pieces import Piece
from openhouse.grades.rules.scales import Rounding, exact_steps
from openhouse.grades.rules.schemes import Category, Scheme
from openhouse.grades.terms import Calendar, leaves_of
from openhouse.people.guard import seen

_SCHEMES = """
SELECT s.id, coalesce(b.weighted, false), g.steps::text, coalesce(g.rounding, 'tenth'),
       coalesce(b.by_percent, false),
       CASE WHEN b.section_id IS NULL THEN 0 ELSE b.missing_percent END,
       coalesce(b.beyond, false), (
    SELECT jsonb_agg(jsonb_build_array(c.id, c.name, c.weight::text, c.drop_lowest, c.drop_highest,
                                       c.extra) ORDER BY c.id)::text
    FROM grades_category c
    WHERE c.section_id = s.id OR c.id IN (
        SELECT a.category_id FROM grades_assignment a WHERE a.section_id = s.id))
FROM courses_section s
LEFT JOIN grades_gradebook b ON b.section_id = s.id
LEFT JOIN grades_gradingscale g ON g.id = b.scale_id
WHERE s.id = ANY (%s::bigint[])"""
#: As a family's page has it (sql/course_work.sql): work belongs to the term it names, else its day.
_WORK = """
SELECT a.section_id, a.id, a.name, a.short, a.category_id, a.points, a.multiplier, a.counts,
       a.visible, a.never_drop, a.assigned_on, a.due_on, a.due_on IS NULL AND a.assigned_on IS NULL
       AND (a.term_id IS NULL OR a.term_id <> ALL (%(terms)s))
FROM grades_assignment a
WHERE a.section_id = ANY (%(sections)s::bigint[]) AND CASE
    WHEN a.term_id = ANY (%(terms)s) THEN a.term_id = ANY (%(chosen)s)
    ELSE coalesce(coalesce(a.due_on, a.assigned_on) <@ %(span)s::daterange, true) END
ORDER BY coalesce(a.due_on, a.assigned_on) DESC NULLS FIRST, a.id DESC"""
_ROSTER = """
SELECT DISTINCT c.section_id, p.id, coalesce(nullif(p.preferred_name, ''), p.given_name),
       p.family_name
FROM courses_placement c JOIN people_person p ON p.id = c.student_id
WHERE c.section_id = ANY (%s::bigint[]) AND (c.starts_on IS NULL OR c.starts_on <= %s)
  AND (c.ends_on IS NULL OR c.ends_on >= %s)
ORDER BY 4, 3, 2"""
_SCORES = """
SELECT s.student_id, s.assignment_id, s.points, s.flag, s.text, s.comment,
       coalesce(s.scored_on, %s) <@ %s::daterange
FROM grades_score s WHERE s.student_id = ANY (%s) AND s.assignment_id = ANY (%s)"""


@dataclass(frozen=True, slots=True)
class Column:
    """An assignment. ``undated`` belongs to whatever term it was scored in."""

    id: int
    name: str
    short: str
    category: int | None
    points: Decimal | None
    multiplier: Decimal
    counts: bool
    visible: bool
    never_drop: bool
    assigned_on: date | None
    due_on: date | None
    undated: bool


@dataclass(slots=True)
class Cell:
    """What a student has got for an assignment; ``inside`` if it was entered in the term."""

    points: Decimal | None = None
    flag: str = ""
    text: str = ""
    comment: str = ""
    inside: bool = True

    @property
    def typed(self) -> str:
        return typed(self.points, self.flag, self.text)


@dataclass(slots=True)
class Line:
    """A student of the section, with her cells by assignment."""

    id: int
    first: str
    last: str
    cells: dict[int, Cell] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.last}, {self.first}"


@dataclass(slots=True)
class Book:
    """A section's gradebook in a term, newest work first, students by name."""

    section: int
    calendar: Calendar
    scheme: Scheme
    columns: Sequence[Column]
    lines: Sequence[Line]

    def mark(self, line: Line, today: date) -> Mark:
        """Her mark in progress, from what her family sees: hidden work is no part of it."""
        return mark_of(self._pieces(line), self.scheme, today)

    def _pieces(self, line: Line) -> Iterator[Piece]:
        for column in self.columns:
            cell = line.cells.get(column.id)
            if cell is None or not column.visible or (column.undated and not cell.inside):
                continue
            yield Piece(
                column.id,
                column.category,
                column.points,
                cell.points,
                cell.flag,
                column.multiplier,
                column.counts,
                column.due_on,
                column.never_drop,
            )

    @property
    def digest(self) -> str:
        """Changes whenever a cell, an assignment or the roster does."""
        said = [
            (line.id, [(key, c.typed, c.comment) for key, c in sorted(line.cells.items())])
            for line in self.lines
        ]
        return hashlib.sha256(repr((said, self.columns)).encode()).hexdigest()[:16]


def book_of(
    viewer: Sees,
    section: int,
    calendar: Calendar,
    today: date,
    *,
    only: Collection[int] | None = None,
    day: date | None = None,
) -> Book:
    """The gradebook of *section* in the calendar's term; *only* these students. Four statements.

    On it are who sits in the section today, or sat there on *day*.
    """
    (book,) = books_of(viewer, [section], calendar, today, only=only, day=day)
    return book


def books_of(
    viewer: Sees,
    sections: Sequence[int],
    calendar: Calendar,
    today: date,
    *,
    only: Collection[int] | None = None,
    day: date | None = None,
) -> list[Book]:
    """The same of several sections whose terms are the calendar's, by four statements for all."""
    roster = rows(_ROSTER, [array(sections), day or today, day or today])
    mine = set(seen(viewer, [number for _section, number, *_ in roster]))
    lines: dict[int, dict[int, Line]] = {section: {} for section in sections}
    for section, number, *name in roster:
        if number in mine and (only is None or number in only):
            lines[section][number] = Line(number, *name)
    columns = _columns(sections, calendar)
    home = {column.id: section for section, those in columns.items() for column in those}
    students = {number for those in lines.values() for number in those}
    values = [today, calendar.span, list(students), list(home)]
    for student, assignment, *cell in rows(_SCORES, values):
        if line := lines[home[assignment]].get(student):
            line.cells[assignment] = Cell(*cell)
    schemes = _schemes(sections)
    return [
        Book(one, calendar, schemes.get(one, Scheme()), columns[one], list(lines[one].values()))
        for one in sections
    ]


def _columns(sections: Sequence[int], calendar: Calendar) -> dict[int, list[Column]]:
    chosen = list(calendar.chosen.leaves) if calendar.chosen else []
    terms = [term.id for term in leaves_of(calendar.every)]
    values = {
        "sections": array(sections), "terms": terms, "chosen": chosen, "span": calendar.span,
    }  # fmt: skip
    found: dict[int, list[Column]] = {section: [] for section in sections}
    for section, *column in rows(_WORK, values):
        found[section].append(Column(*column))
    return found


def _schemes(sections: Sequence[int]) -> dict[int, Scheme]:
    """How each of *sections* computes its marks."""
    return {section: _scheme(*said) for section, *said in rows(_SCHEMES, [array(sections)])}


def _scheme(
    weighted: bool, steps: str, rounding: str, by_percent: bool, missing: Decimal | None,
    beyond: bool, categories: str | None,
) -> Scheme:  # fmt: skip
    return Scheme(
        tuple(_category(part) for part in json.loads(categories or "[]")),
        weighted,
        exact_steps(json.loads(steps or "[]")),
        Rounding(rounding),
        by_percent,
        missing,
        beyond,
    )


def _category(part: list[Any]) -> Category:
    number, name, weight, lowest, highest, extra = part
    return Category(number, name, Decimal(weight) if weight else None, lowest, highest, extra)
