"""A student's courses of one school and term: what is posted, and the work behind the mark."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connection

from openhouse.common.scope import ALL, Sees
from openhouse.grades.rules import Category, Mark, Piece, Scheme, mark_of

#: The terms of a year of a school. Without a known year: the one that has begun last.
TERMS = """
SELECT t.id, t.parent_id, t.name, t.kind, t.starts_on, t.ends_on, t.visible
FROM districts_term t
WHERE t.school_year_id = coalesce(%(year)s, (
    SELECT y.id FROM districts_schoolyear y WHERE y.school_id = %(school)s
    ORDER BY y.starts_on <= %(today)s DESC, y.starts_on DESC LIMIT 1))
ORDER BY t.starts_on, t.ends_on, t.sequence, t.id
"""

#: What families may see of a date of a section: nothing of a term that the school has hidden.
OPEN_TERM = """
(st.id IS NULL OR st.visible) AND (at.id IS NULL OR at.visible)
AND (at.id IS NOT NULL OR NOT EXISTS (
    SELECT FROM districts_term h
    WHERE h.school_year_id = st.school_year_id AND NOT h.visible
      AND coalesce(a.due_on, a.assigned_on) BETWEEN h.starts_on AND h.ends_on))
"""

#: One student's placements, one row a section: she may have left a course and come back.
SEATS = """
SELECT p.section_id, min(p.starts_on) FILTER (WHERE p.starts_on IS NOT NULL) AS starts_on,
       CASE WHEN bool_or(p.ends_on IS NULL) THEN NULL ELSE max(p.ends_on) END AS ends_on
FROM courses_placement p WHERE p.student_id = %(student)s GROUP BY p.section_id
"""

COURSES = f"""
SELECT s.id, s.name, s.teacher_name, s.room, s.school_id, p.starts_on, p.ends_on,
       coalesce(b.weighted, false), g.steps::text, c.categories::text, m.marks::text
FROM ({SEATS}) p
JOIN courses_section s ON s.id = p.section_id
JOIN districts_school h ON h.id = s.school_id AND h.portal_open
LEFT JOIN districts_term st ON st.id = s.term_id
LEFT JOIN grades_gradebook b ON b.section_id = s.id
LEFT JOIN grades_gradingscale g ON g.id = b.scale_id
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(c.id, c.name, c.weight::text, c.drop_lowest) ORDER BY c.id)
    FROM grades_category c WHERE c.section_id = s.id
) c(categories) ON true
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(k.name, k.kind, m.term_id, t.name, m.letter,
                     m.percent::text, m.comment, m.posted_on) ORDER BY t.ends_on, m.posted_on, m.id)
    FROM grades_postedmark m
    JOIN grades_gradingtask k ON k.id = m.task_id
    LEFT JOIN districts_term t ON t.id = m.term_id
    WHERE m.student_id = %(student)s AND m.section_id = s.id AND (t.id IS NULL OR t.visible)
) m(marks) ON true
WHERE (st.id IS NULL OR st.visible)
  AND (%(section)s::bigint IS NULL OR s.id = %(section)s)
  AND (st.id IS NULL OR daterange(st.starts_on, st.ends_on, '[]') && %(span)s::daterange)
  AND (p.starts_on IS NULL OR p.starts_on <= coalesce(upper(%(span)s::daterange), %(today)s))
  AND (p.ends_on IS NULL OR p.ends_on >= coalesce(lower(%(span)s::daterange), p.ends_on))
ORDER BY s.name, s.id
"""

WORK = f"""
SELECT a.id, a.category_id, a.points, s.points, coalesce(s.flag, ''), a.multiplier, a.counts,
       a.due_on, a.section_id, a.name, a.assigned_on, coalesce(s.text, ''),
       coalesce(s.comment, ''), s.scored_on, c.name, c.weight, c.drop_lowest
FROM ({SEATS}) p
JOIN courses_section n ON n.id = p.section_id
LEFT JOIN districts_term st ON st.id = n.term_id
JOIN grades_assignment a ON a.section_id = p.section_id AND a.visible
LEFT JOIN districts_term at ON at.id = a.term_id
LEFT JOIN grades_category c ON c.id = a.category_id
LEFT JOIN grades_score s ON s.student_id = %(student)s AND s.assignment_id = a.id
WHERE p.section_id = ANY(%(sections)s)
  AND CASE WHEN a.term_id = ANY(%(terms)s) THEN a.term_id = ANY(%(chosen)s)
      ELSE coalesce(a.due_on, a.assigned_on, s.scored_on, %(today)s) <@ %(span)s::daterange END
  AND (s.student_id IS NOT NULL OR a.due_on IS NULL OR a.due_on
       BETWEEN coalesce(p.starts_on, a.due_on) AND coalesce(p.ends_on, a.due_on))
  AND {OPEN_TERM}
ORDER BY coalesce(a.due_on, a.assigned_on, s.scored_on) DESC NULLS FIRST, a.id DESC
"""


@dataclass(slots=True)
class Work(Piece):
    """An assignment with all that a family reads of it. ``text`` is a mark without a number."""

    section: int = 0
    name: str = ""
    assigned_on: date | None = None
    text: str = ""
    comment: str = ""
    scored_on: date | None = None
    category_name: str | None = None
    category_weight: Decimal | None = None
    category_drops: int | None = None

    @property
    def scored(self) -> bool:
        return self.got is not None or bool(self.text)


@dataclass(frozen=True, slots=True)
class Posted:
    """A mark that the teacher submitted."""

    task: str
    kind: str
    term: int | None
    term_name: str | None
    letter: str
    percent: Decimal | None
    comment: str
    posted_on: date | None


@dataclass(slots=True)
class Course:
    """A student's course in the chosen term. ``left_on`` is set where she is in it no longer."""

    id: int
    name: str
    teacher_name: str
    room: str
    school: int
    starts_on: date | None
    left_on: date | None
    scheme: Scheme
    posted: tuple[Posted, ...]
    work: list[Work] = field(default_factory=list)

    def mark(self, today: date) -> Mark:
        """The mark in progress, with its proof."""
        return mark_of(self.work, self.scheme, today)

    @property
    def last_entry_on(self) -> date | None:
        return max((work.scored_on for work in self.work if work.scored_on), default=None)

    @property
    def is_bare(self) -> bool:
        """If there is nothing to say about it: no work, no mark."""
        return not (self.work or self.posted)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the year. ``leaves`` are ids of the shortest terms in it, or its own."""

    id: int
    parent: int | None
    name: str
    kind: str
    starts_on: date
    ends_on: date
    visible: bool
    leaves: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The terms of a year that families may see and that have begun, and the chosen one.

    A day between two terms belongs to the one that ends next, so that no work falls between.
    Without any term, ``chosen`` is None and everything belongs to the year.
    """

    shown: tuple[Term, ...] = ()
    chosen: Term | None = None
    every: tuple[Term, ...] = ()

    @property
    def span(self) -> str:
        """The chosen term's days as a PostgreSQL daterange, open at the ends of the year."""
        if self.chosen is None:
            return "[,]"
        leaves = _leaves(self.every)
        inside = [term for term in leaves if term.id in self.chosen.leaves]
        first, last = leaves.index(inside[0]), leaves.index(inside[-1])
        after = f"({leaves[first - 1].ends_on}" if first else "("
        until = f"{leaves[last].ends_on}]" if last + 1 < len(leaves) else ")"
        return f"{after},{until}"


def _leaves(terms: tuple[Term, ...]) -> list[Term]:
    """The shortest terms: those that no other is part of."""
    parents = {term.parent for term in terms}
    return [term for term in terms if term.id not in parents]


def calendar_of(school: int, year: int | None, chosen: int | None, today: date) -> Calendar:
    """The terms to choose from and the chosen one: *chosen* if it may be, else the present one."""
    with connection.cursor() as cursor:
        cursor.execute(TERMS, {"school": school, "year": year, "today": today})
        every = tuple(Term(*row) for row in cursor.fetchall())
    leaves = _leaves(every)
    begun = [term for term in leaves if term.visible and term.starts_on <= today]
    shown = [*map(_alone, begun), *_wide(every, begun)]
    if not shown:
        first = next((term for term in leaves if term.visible), None)
        return Calendar((), _alone(first) if first else None, every)
    now = next((term for term in shown if term.ends_on >= today), shown[len(begun) - 1])
    picked = next((term for term in shown if term.id == chosen), now)
    return Calendar(tuple(shown), picked, every)


def _alone(term: Term) -> Term:
    return replace(term, leaves=(term.id,))


def _wide(every: tuple[Term, ...], begun: list[Term]) -> list[Term]:
    """The longer terms with more than one begun part, each with those parts; no two the same."""
    parents = {term.id: term.parent for term in every}
    parts: dict[int, list[int]] = {}
    for leaf in begun:
        above = leaf.parent
        while above is not None:
            parts.setdefault(above, []).append(leaf.id)
            above = parents.get(above)
    found: dict[tuple[int, ...], Term] = {}
    for term in sorted(every, key=lambda term: term.ends_on - term.starts_on):
        leaves = tuple(parts.get(term.id, ()))
        if term.visible and len(leaves) > 1:
            found.setdefault(leaves, replace(term, leaves=leaves))
    return list(found.values())


def courses_of(
    viewer: Sees, student: int, calendar: Calendar, today: date, section: int | None = None
) -> list[Course]:
    """The courses of *student* in the chosen term, by name, with their work; or only *section*.

    Two statements. Empty where the student is not the viewer's to see.
    """
    if viewer.student_ids != ALL and student not in viewer.student_ids:
        return []
    values: dict[str, Any] = {
        "student": student, "section": section, "span": calendar.span, "today": today,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(COURSES, values)
        courses = {row[0]: _course(row, today) for row in cursor.fetchall()}
        values["sections"] = list(courses)
        values["terms"] = [term.id for term in _leaves(calendar.every)]
        values["chosen"] = list(calendar.chosen.leaves) if calendar.chosen else []
        cursor.execute(WORK, values)
        for row in cursor.fetchall():
            work = Work(*row)
            courses[work.section].work.append(work)
    for course in courses.values():
        course.scheme = _with_shared(course)
    return list(courses.values())


def _course(row: tuple[Any, ...], today: date) -> Course:
    number, name, teacher, room, school, starts_on, ends_on, weighted, steps, parts, marks = row
    scheme = Scheme(
        tuple(
            Category(part, title, Decimal(weight) if weight else None, drops)
            for part, title, weight, drops in json.loads(parts or "[]")
        ),
        weighted,
        _scale(tuple((letter, str(least)) for letter, least in json.loads(steps or "[]"))),
    )
    posted = tuple(
        Posted(
            *mark[:5],
            Decimal(mark[5]) if mark[5] else None,
            mark[6],
            date.fromisoformat(mark[7]) if mark[7] else None,
        )
        for mark in json.loads(marks or "[]")
    )
    left = ends_on if ends_on and ends_on < today else None
    return Course(number, name, teacher, room, school, starts_on, left, scheme, posted)


@lru_cache(maxsize=256)
def _scale(steps: tuple[tuple[str, str], ...]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((letter, Decimal(least)) for letter, least in steps)


def _with_shared(course: Course) -> Scheme:
    """The scheme with the categories that belong to no section but that its work names."""
    known = {category.id for category in course.scheme.categories}
    more = {
        work.category: Category(
            work.category, work.category_name or "", work.category_weight, work.category_drops or 0
        )
        for work in course.work
        if work.category is not None and work.category not in known
    }
    if not more:
        return course.scheme
    return replace(course.scheme, categories=(*course.scheme.categories, *more.values()))
