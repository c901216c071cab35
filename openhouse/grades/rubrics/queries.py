"""Reads of rubrics, and of what was said by them: of one piece of work."""

import json
from dataclasses import dataclass
from decimal import Decimal

from openhouse.access.viewer import System
from openhouse.common.rows import LARGEST_ID, rows
from openhouse.common.scope import Sees, as_the_house
from openhouse.grades.models_work import RubricScore
from openhouse.grades.rules.judging import Judged, judged_of
from openhouse.grades.rules.rubrics import Rubric, rubric_of

_RUBRIC = """
SELECT a.id, a.name, a.points, a.visible, a.rubric::text FROM grades_assignment a
WHERE a.section_id = %s AND a.id = %s"""


#: Of the classes that a teacher has or had, those due last in front.
_HERS = """
SELECT a.id, a.name, n.name, n.number, a.rubric::text
FROM courses_sectionteacher t JOIN courses_section n ON n.id = t.section_id
JOIN grades_assignment a ON a.section_id = n.id AND a.rubric IS NOT NULL
WHERE t.person_id = %s AND a.id <> %s AND (%s = 0 OR a.id = %s)
GROUP BY a.id, n.id ORDER BY coalesce(a.due_on, a.assigned_on) DESC NULLS LAST, a.id DESC LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class Scored:
    """A piece of work with what it is scored by; ``rubric`` is empty where it has none."""

    id: int
    name: str
    points: Decimal | None
    visible: bool
    rubric: Rubric


def rubric_in(section: int, assignment: int) -> Scored | None:
    """A piece of work of *section*; None where it has none such. Whose section it is, is the
    caller's to know."""
    if assignment > LARGEST_ID:
        return None
    found = rows(_RUBRIC, [section, assignment])
    return _scored(*found[0]) if found else None


def rubrics_of_teacher(person: int, besides: int = 0) -> list[tuple[int, str]]:
    """The work with a rubric of the classes that *person* teaches or has taught, with its class,
    to copy one from; not that of *besides*."""
    return [
        (number, f"{name} · {section} {more}".strip())
        for number, name, section, more, _rubric in rows(_HERS, [person, besides, 0, 0])
    ]


def rubric_to_copy(person: int, assignment: int) -> Rubric:
    """The rubric of one of them; empty where it is none of hers."""
    if not 0 < assignment <= LARGEST_ID:
        return ()
    found = rows(_HERS, [person, 0, assignment, assignment])
    return rubric_of(json.loads(found[0][4])) if found else ()


def judged_of_student(viewer: Sees, assignment: int, student: int) -> Judged:
    """What was said of a student's work by its rubric; empty where nothing was."""
    found = RubricScore.objects.visible_to(viewer).filter(
        assignment_id=assignment, student_id=student
    )
    return judged_of(found.values_list("said", flat=True).first())


def judged_in(assignment: int) -> int:
    """How many students' work was scored by its rubric, of those too who have left the class."""
    with as_the_house():
        found = RubricScore.objects.visible_to(System()).filter(assignment_id=assignment)
        return found.count()


def _scored(
    number: int, name: str, points: Decimal | None, visible: bool, rubric: str | None
) -> Scored:
    return Scored(number, name, points, visible, rubric_of(json.loads(rubric or "null")))
