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
