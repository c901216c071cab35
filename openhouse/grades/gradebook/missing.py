"""What is missing in the present term: of a school, and of one student (GRD-23)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from openhouse.access.offices import offices_of
from openhouse.access.viewer import Viewer
from openhouse.common.models import running
from openhouse.common.rows import rows
from openhouse.courses.models import Placement
from openhouse.grades.terms import calendar_of, leaves_of
from openhouse.ledger.actions import record
from openhouse.people.models import Enrollment, Student

#: The most lines that are read.
MOST = 50_000
#: As a teacher's own list has it (``options_pages.lacks``), of the work that her gradebook shows.
_LACKING = """
SELECT t.student_id, p.family_name, coalesce(nullif(p.preferred_name, ''), p.given_name),
       n.name, n.teacher_name, a.name, a.due_on, coalesce(s.flag, '') = 'missing'
FROM unnest(%(students)s::bigint[], %(sections)s::bigint[]) AS t (student_id, section_id)
JOIN people_person p ON p.id = t.student_id
JOIN courses_section n ON n.id = t.section_id
JOIN grades_assignment a ON a.section_id = t.section_id
LEFT JOIN grades_score s ON s.student_id = t.student_id AND s.assignment_id = a.id
WHERE CASE WHEN a.term_id = ANY (%(terms)s) THEN a.term_id = ANY (%(chosen)s)
      ELSE coalesce(a.due_on, a.assigned_on, s.scored_on, %(today)s) <@ %(span)s::daterange END
  AND CASE WHEN s.points IS NULL AND coalesce(s.flag, '') = '' AND coalesce(s.text, '') = ''
      THEN a.due_on < %(today)s AND a.counts
      ELSE s.flag = 'missing' AND coalesce(a.due_on <= %(today)s, true) END
ORDER BY 2, 3, 1, n.name, a.due_on, a.id
LIMIT %(most)s"""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A piece of work that a student lacks; ``called`` missing, or else without any entry."""

    student: int
    name: str
    grade: str
    section: str
    teacher: str
    work: str
    due_on: date | None
    called: bool


def grades_at(viewer: Viewer, school: int, on: date) -> dict[int, str]:
    """The grade of each student of a school."""
    found = Enrollment.objects.visible_to(viewer).filter(running(on), school_id=school)
    return dict(found.values_list("student_id", "grade_level"))


def lacking(
    viewer: Viewer, school: int, today: date, *, section: int | None = None, grade: str = ""
) -> list[Lacking]:
    """What is missing at a school, by student; of one *section*, of one *grade* only."""
    sits = Placement.objects.visible_to(viewer).filter(running(today), section__school_id=school)
    if section is not None:
        sits = sits.filter(section_id=section)
    grades = grades_at(viewer, school, today)
    pairs = {
        (student, one)
        for student, one in sits.values_list("student_id", "section_id")
        if not grade or grades.get(student) == grade
    }
    return _found(pairs, school, grades, today)


def lacked_by(viewer: Viewer, student: int, today: date) -> tuple[str, list[Lacking]] | None:
    """A student's name, and what she lacks at the schools of the viewer's office.

    None for a student who is at none of them.
    """
    who = Student.objects.visible_to(viewer).filter(pk=student).select_related("person").first()
    kept = offices_of(viewer)
    there = Enrollment.objects.visible_to(viewer).filter(running(today), student_id=student)
    grades = {
        school: {student: grade}
        for school, grade in there.values_list("school_id", "grade_level")
        if kept is None or school in kept
    }
    if who is None or not grades:
        return None
    sits = Placement.objects.visible_to(viewer).filter(running(today), student_id=student)
    pairs: dict[int, set[tuple[int, int]]] = {}
    for section, school in sits.values_list("section_id", "section__school_id"):
        pairs.setdefault(school, set()).add((student, section))
    found = [
        each
        for school, grade in grades.items()
        for each in _found(pairs.get(school, ()), school, grade, today)
    ]
    return str(who.person), found


def _found(
    pairs: Collection[tuple[int, int]], school: int, grades: dict[int, str], today: date
) -> list[Lacking]:
    calendar = calendar_of(school, None, None, today)
    values = {
        "students": [student for student, _section in pairs],
        "sections": [section for _student, section in pairs],
        "terms": [term.id for term in leaves_of(calendar.every)],
        "chosen": list(calendar.chosen.leaves) if calendar.chosen else [],
        "span": calendar.span,
        "today": today,
        "most": MOST,
    }
    return [
        Lacking(number, f"{last}, {first}", grades.get(number, ""), *more)
        for number, last, first, *more in rows(_LACKING, values)
    ]


def note_saved(viewer: Viewer, said: Iterable[tuple[str, Any]], many: int) -> None:
    """A line of the ledger about a file of *many* lines, and of what it is."""
    after = {name: value for name, value in said if value}
    record("missing_work.exported", actor=viewer.person_id, after=after | {"lines": many})
