"""A student's courses in a term: what is posted, and the work behind the mark in progress.

The statements are functions of the database, under ``sql/``; they run inside the wall.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from openhouse.common.rows import LARGEST_ID, array, rows
from openhouse.common.scope import Sees
from openhouse.grades.rules.confidence import Confidence, confidence_of
from openhouse.grades.rules.marks import Mark, mark_of
from openhouse.grades.rules.pieces import ZERO, Piece
from openhouse.grades.rules.scales import Rounding, Steps, exact_steps
from openhouse.grades.rules.schemes import Category, Scheme
from openhouse.grades.terms import EVER, Calendar, Term, leaves_of
from openhouse.people.guard import seen

#: As ``sql/course_books.sql`` shows posted marks to families: of open schools, sections and terms.
_POSTED_LATELY = """
SELECT m.student_id, s.id, s.name, m.percent, m.letter, m.posted_on
FROM unnest(%s::bigint[]) AS one (id)
JOIN grades_postedmark m ON m.student_id = one.id AND m.posted_on BETWEEN %s AND %s
JOIN courses_section s ON s.id = m.section_id AND s.school_id = %s
JOIN districts_school h ON h.id = s.school_id AND h.portal_open
LEFT JOIN districts_term st ON st.id = s.term_id
LEFT JOIN districts_term t ON t.id = m.term_id
WHERE (st.id IS NULL OR st.visible) AND (t.id IS NULL OR t.visible AND t.starts_on <= %s)
ORDER BY m.student_id, s.id, m.posted_on, m.id
"""
_BOOKS = "SELECT * FROM openhouse_course_books(%s, %s, %s, %s)"
#: What a mark and its proof need of a piece of work, in the order of the fields of ``Work``.
COUNTED = (
    "id, category_id, possible, points, flag, multiplier, counts, due_on, never_drop, section_id,"
    ' "text", scored_on, category, category_weight, category_drops, category_highest,'
    " category_extra"
)
#: The same with what a family reads of it. A list of courses does without: it says only marks.
TOLD = (
    COUNTED + ", name, assigned_on, comment, feedback, missing_percent, handed_in_here, has_rubric"
)
_WORK = " FROM openhouse_course_work(%s, %s, %s, %s, %s, %s)"


@dataclass(slots=True)
class Work(Piece):
    """An assignment with all that a family reads of it. ``text`` is a mark without a number."""

    section: int = 0
    text: str = ""
    scored_on: date | None = None
    category_name: str | None = None
    category_weight: Decimal | None = None
    category_drops: int | None = None
    category_highest: int | None = None
    category_extra: bool | None = None
    name: str = ""
    assigned_on: date | None = None
    comment: str = ""
    feedback: str = ""
    #: What missing work earns in its class; None where it does not count until it is scored.
    missing: Decimal | None = ZERO
    handed_in_here: bool = False
    has_rubric: bool = False

    @property
    def has_page(self) -> bool:
        """If there is more to read of it than its row says: what is asked, and handed in."""
        return self.handed_in_here or self.has_rubric

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
    #: Not what the gradebook computed.
    by_hand: bool
    #: The grading task.
    task_id: int = 0


@dataclass(slots=True)
class Course:
    """A student's course in the chosen term. ``left_on`` is set where she is in it no longer."""

    id: int
    name: str
    teacher_name: str
    room: str
    school: int
    left_on: date | None
    taught_from: date | None
    taught_until: date | None
    shows_marks: bool
    shows_work: bool
    scheme: Scheme
    posted: tuple[Posted, ...]
    work: list[Work] = field(default_factory=list)

    def mark(self, today: date) -> Mark:
        """The mark in progress, with its proof."""
        return mark_of(self.work, self.scheme, today)

    @property
    def last_entry_on(self) -> date | None:
        return max((work.scored_on for work in self.work if work.scored_on), default=None)

    def confidence(self, mark: Mark, calendar: Calendar, today: date) -> Confidence:
        """How much *mark* is to be trusted: what counts, beside what the term will bring."""
        counting = [work for work in self.work if work.counts and work.possible]
        due = [w for w in counting if w.scored or (w.due_on is not None and w.due_on <= today)]
        elapsed = calendar.elapsed(today)
        return confidence_of(mark, len(counting), len(due), elapsed, self.last_entry_on, today)

    def is_taught_in(self, term: Term) -> bool:
        """If some day of *term* is a day of the term that the course is taught in."""
        return (self.taught_from is None or self.taught_from <= term.ends_on) and (
            self.taught_until is None or self.taught_until >= term.starts_on
        )

    @property
    def is_bare(self) -> bool:
        """If there is nothing to say about it: no work, no mark."""
        return not (self.work or self.posted)


def courses_of(viewer: Sees, student: int, calendar: Calendar, today: date) -> list[Course]:
    """The courses of *student* in the chosen term, by name, with their work; two statements.

    The work has what counts, not its name, its day given and the teacher's words. Empty where the
    student is not the viewer's to see.
    """
    if not seen(viewer, [student]):
        return []
    found = [_course(row, today) for row in rows(_BOOKS, [student, None, calendar.span, today])]
    _take_work(found, student, calendar, today, COUNTED)
    return found


def course_of(viewer: Sees, student: int, section: int, today: date) -> Course | None:
    """One course of *student*, without its work; None where she was never placed in it."""
    if not seen(viewer, [student]) or section > LARGEST_ID:
        return None
    found = rows(_BOOKS, [student, section, EVER, today])
    return _course(found[0], today) if found else None


def take_work(viewer: Sees, student: int, course: Course, calendar: Calendar, today: date) -> None:
    """Put the work of the chosen term into *course*."""
    if seen(viewer, [student]):
        _take_work([course], student, calendar, today, TOLD)


def estimate_in(section: int) -> str:
    """How a section's skills are estimated beside its marks; "" where they are not."""
    found = rows("SELECT estimate FROM grades_gradebook WHERE section_id = %s", [section])
    return str(found[0][0]) if found else ""


def work_of(
    viewer: Sees, student: int, course: Course, assignment: int, today: date
) -> Work | None:
    """One piece of work of *course*, of any term; None where the course's page has none such."""
    take_work(viewer, student, course, Calendar(), today)
    return next((work for work in course.work if work.id == assignment), None)


def _take_work(
    courses: Sequence[Course], student: int, calendar: Calendar, today: date, columns: str
) -> None:
    known = {course.id: course for course in courses}
    terms = [term.id for term in leaves_of(calendar.every)]
    chosen = list(calendar.chosen.leaves) if calendar.chosen else []
    values = [student, array(known), array(terms), array(chosen), calendar.span, today]
    for row in rows("SELECT " + columns + _WORK, values):
        work = Work(*row)
        known[work.section].work.append(work)
    for course in courses:
        course.scheme = _with_shared(course)


def _course(row: tuple[Any, ...], today: date) -> Course:
    number, name, teacher, room, school, until, starts, ends, *rest = row
    shows_marks, shows_work, weighted, by_percent, missing, beyond, *last = rest
    scale, rounding, categories, marks = last
    return Course(
        id=number,
        name=name,
        teacher_name=teacher,
        room=room,
        school=school,
        left_on=until if until and until < today else None,
        taught_from=starts,
        taught_until=ends,
        shows_marks=shows_marks,
        shows_work=shows_work,
        scheme=Scheme(
            _categories(categories),
            weighted,
            _scale(scale),
            Rounding(rounding),
            by_percent,
            missing,
            beyond,
        ),
        posted=tuple(_posted(mark) for mark in json.loads(marks)) if marks else (),
    )


def _posted(mark: list[Any]) -> Posted:
    task, kind, term, term_name, letter, percent, comment, posted_on, by_hand, task_id = mark
    exact = Decimal(percent) if percent else None
    on = date.fromisoformat(posted_on) if posted_on else None
    return Posted(task, kind, term, term_name, letter, exact, comment, on, by_hand, task_id)


@lru_cache(maxsize=256)
def _scale(steps: str | None) -> Steps:
    return exact_steps(json.loads(steps or "[]"))


@lru_cache(maxsize=4096)
def _categories(parts: str | None) -> tuple[Category, ...]:
    return tuple(
        Category(number, name, Decimal(weight) if weight else None, lowest, highest, extra)
        for number, name, weight, lowest, highest, extra in json.loads(parts or "[]")
    )


def _with_shared(course: Course) -> Scheme:
    """The scheme with the categories that belong to no section but that its work names."""
    known = {category.id for category in course.scheme.categories}
    more = {
        work.category: Category(
            work.category,
            work.category_name or "",
            work.category_weight,
            work.category_drops or 0,
            work.category_highest or 0,
            bool(work.category_extra),
        )
        for work in course.work
        if work.category is not None and work.category not in known
    }
    if not more:
        return course.scheme
    return replace(course.scheme, categories=(*course.scheme.categories, *more.values()))


def posted_lately(
    viewer: Sees, students: Iterable[int], school: int, since: date, today: date
) -> list[tuple[int, int, str, Decimal | None, str, date]]:
    """The marks posted at a school from *since* to *today*, as families read them, the newest last.

    Each with student, section, its name, percent, letter and the day.
    """
    values = [array(seen(viewer, students)), since, today, school, today]
    return [(student, *more) for student, *more in rows(_POSTED_LATELY, values)]
