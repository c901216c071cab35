"""A student's work of all courses: missing, to do, newly scored, week by week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from openhouse.common.rows import array, rows
from openhouse.common.scope import Sees
from openhouse.grades.queries import TOLD, Work
from openhouse.grades.rules.pieces import RECENT, is_to_do
from openhouse.people.guard import seen

#: Past weeks that are shown before anybody asks for more.
WEEKS = 1
_MISSING = "SELECT student_id, name FROM openhouse_missing_work(%s::bigint[], %s, %s, %s, %s)"
_MISSING_BY_CLASS = """
SELECT m.student_id, n.id, n.name, count(*)
FROM openhouse_missing_work(%s::bigint[], NULL, %s, %s, %s) m
JOIN grades_assignment a ON a.id = m.id JOIN courses_section n ON n.id = a.section_id
GROUP BY m.student_id, n.id, n.name ORDER BY m.student_id, n.name, n.id
"""
_WORK = "SELECT " + TOLD + ", course FROM openhouse_student_work(%s, %s, %s, %s)"
_OF_EACH = (
    "SELECT student, " + TOLD + ", course FROM unnest(%s::bigint[]) AS one (student)"
    " CROSS JOIN LATERAL openhouse_student_work(student, %s, %s, %s) WITH ORDINALITY"
    " ORDER BY student, ordinality"
)


@dataclass(slots=True)
class CourseWork(Work):
    """A piece of work with its course's name."""

    course: str = ""

    @property
    def on(self) -> date | None:
        """The day it belongs to: when it is due, else when it was scored."""
        return self.due_on or self.scored_on


@dataclass(frozen=True, slots=True)
class Week:
    """The work of a week; ``monday`` None is work without a day."""

    monday: date | None
    work: tuple[CourseWork, ...]


def monday_of(on: date) -> date:
    """The Monday of the week of *on*."""
    return on - timedelta(days=on.weekday())


def work_of_courses(viewer: Sees, student: int, today: date, weeks: int) -> list[CourseWork]:
    """The work of *weeks* past weeks and all to come, newest first, in one statement.

    With it, whatever its date: what is missing, still to be done, or newly scored (``RECENT``).
    """
    if not seen(viewer, [student]):
        return []
    since = monday_of(today) - timedelta(weeks=weeks)
    values = [student, since, today - RECENT, today]
    return [CourseWork(*row) for row in rows(_WORK, values)]


def work_of_each(
    viewer: Sees, students: Iterable[int], today: date, weeks: int
) -> dict[int, list[CourseWork]]:
    """The same of each of *students* whom *viewer* may see, in one statement."""
    ids = seen(viewer, students)
    found: dict[int, list[CourseWork]] = {one: [] for one in ids}
    values = [array(ids), monday_of(today) - timedelta(weeks=weeks), today - RECENT, today]
    for student, *row in rows(_OF_EACH, values) if ids else ():
        found[student].append(CourseWork(*row))
    return found


def missing_at_home(
    viewer: Sees,
    students: Iterable[int],
    today: date,
    *,
    section: int | None = None,
    school: int | None = None,
) -> dict[int, list[str]]:
    """By student the names of what her family reads as missing, the oldest first.

    Of all present courses, or those of a school, or one. In one statement; who lacks nothing is
    left out.
    """
    values = [array(seen(viewer, students)), section, school, today - RECENT, today]
    found: dict[int, list[str]] = {}
    for student, name in rows(_MISSING, values):
        found.setdefault(student, []).append(name)
    return found


def missing_by_class(
    viewer: Sees, students: Iterable[int], today: date, school: int
) -> list[tuple[int, int, str, int]]:
    """The same counted: student, class, its name, how many pieces; of the classes of a school."""
    values = [array(seen(viewer, students)), school, today - RECENT, today]
    return [(student, *more) for student, *more in rows(_MISSING_BY_CLASS, values)]


def missing(work: Iterable[CourseWork]) -> list[CourseWork]:
    """What is missing, newest first."""
    return [piece for piece in work if piece.flag == "missing"]


def to_do(work: Iterable[CourseWork]) -> list[CourseWork]:
    """What has no score and no flag that settles it, but is not called missing."""
    return [
        piece
        for piece in work
        if piece.flag != "missing" and is_to_do(piece.flag, scored=piece.scored)
    ]


def newly_scored(work: Iterable[CourseWork], today: date) -> list[CourseWork]:
    """What got its score lately (``RECENT``), newest score first."""
    found = [
        piece
        for piece in work
        if piece.scored and piece.scored_on and today - RECENT <= piece.scored_on <= today
    ]
    return sorted(found, key=lambda piece: (piece.scored_on, piece.id), reverse=True)


def by_week(
    work: Iterable[CourseWork], *, scored: bool = False, reverse: bool = False
) -> list[Week]:
    """*work* by the week of its day (of its score, if *scored*), in time's order or *reverse*."""
    weeks: dict[date | None, list[CourseWork]] = {}
    for piece in work:
        on = piece.scored_on if scored else piece.on
        weeks.setdefault(monday_of(on) if on else None, []).append(piece)
    dated = sorted((monday for monday in weeks if monday), reverse=reverse)
    order: list[date | None] = [*dated, None] if None in weeks else [*dated]
    return [Week(monday, _in_week(weeks[monday], reverse=reverse)) for monday in order]


def _in_week(work: list[CourseWork], *, reverse: bool) -> tuple[CourseWork, ...]:
    return tuple(work if reverse else reversed(work))
