"""Whose families a message goes to: students by a class or a school, and by what is so of them.

It says no names: who they are is found anew each time that it is asked.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import batched
from typing import Any

from django.db.models import QuerySet

from openhouse.access.viewer import System
from openhouse.attendance.queries import marks_on
from openhouse.attendance.rules import DayValue
from openhouse.common.models import running
from openhouse.common.scope import Sees, as_the_house
from openhouse.courses.models import Placement, Section
from openhouse.grades.assignments import missing_at_home
from openhouse.grades.gradebook.queries import books_of
from openhouse.grades.rules.marks import Mark
from openhouse.grades.terms import calendar_of
from openhouse.people.guard import seen
from openhouse.people.models import Enrollment

CLASS, SCHOOL, DISTRICT, STUDENT = "class", "school", "district", "student"
#: Gradebooks that are read at once: a school's at once would be all its scores in memory.
AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Whom:
    """A class, a school, the district or one student; then of these only who fits all the rest."""

    who: str
    school: int | None = None
    section: int | None = None
    student: int | None = None
    grades: tuple[str, ...] = ()
    #: Pieces of missing work, at least.
    least: int = 0
    #: If only who is absent on the day.
    absent: bool = False
    #: A mark in progress that is below so many percent; 0: whatever it is.
    below: int = 0
    #: Only adults who read this language (MSG-10); empty: all.
    language: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"grades": list(self.grades)}


def whom_from(said: Mapping[str, Any]) -> Whom:
    """The same, from what a message keeps."""
    found = Whom(**{**said, "grades": tuple(said["grades"])})
    # as they were kept before what is asked of students stood for itself
    old: dict[str, dict[str, Any]] = {
        "missing": {"who": CLASS},
        "absent": {"who": SCHOOL, "absent": True},
    }
    return replace(found, **old.get(found.who, {}))


def students_of(viewer: Sees, whom: Whom, today: date) -> set[int]:
    """The ids of the students on a day."""
    found = _there(viewer, whom, today)
    if whom.least:
        found &= _missing(viewer, whom, found, today)
    if whom.below:
        found &= _below(viewer, whom, found, today)
    if whom.absent:
        marks = marks_on(viewer, found, today)
        found = {one for one, mark in marks.items() if mark.value is DayValue.ABSENT}
    return found


def most_of(whom: Whom, today: date) -> int:
    """How many students are looked through for it, as the enrollments count them at once."""
    if whom.who in (CLASS, STUDENT):
        return 0
    with as_the_house():
        return _enrolled(whom, today).count()


def _there(viewer: Sees, whom: Whom, today: date) -> set[int]:
    if whom.who == CLASS:
        placed = Placement.objects.visible_to(viewer).filter(running(today), section=whom.section)
        return set(placed.values_list("student_id", flat=True))
    # as the house, and then of those whom *viewer* sees: to compare the rows of a large school
    # with the ids of a large school takes longer than all else
    with as_the_house():
        found = list(_enrolled(whom, today).values_list("student_id", flat=True))
    return set(seen(viewer, found))


def _enrolled(whom: Whom, today: date) -> QuerySet[Enrollment]:
    """Of a student, a school, a grade or all; for the house."""
    enrolled = Enrollment.objects.visible_to(System()).filter(running(today))
    if whom.who == STUDENT:
        enrolled = enrolled.filter(student_id=whom.student)
    if whom.school is not None:
        enrolled = enrolled.filter(school_id=whom.school)
    if whom.grades:
        enrolled = enrolled.filter(grade_level__in=whom.grades)
    return enrolled


def _missing(viewer: Sees, whom: Whom, students: Collection[int], today: date) -> set[int]:
    """Who lacks so much as her family reads it, in the class or in all classes of the school."""
    lacks = missing_at_home(
        viewer, students, today, section=whom.section,
        school=None if whom.section is not None else whom.school,
    )  # fmt: skip
    return {student for student, work in lacks.items() if len(work) >= whom.least}


def _below(viewer: Sees, whom: Whom, students: Collection[int], today: date) -> set[int]:
    """Whose mark in progress is below the percent, in the class or in a class of the school."""
    one = whom.section
    sections = _classes(viewer, whom, students, today) if one is None else [one]
    return {
        student
        for part in batched(sections, AT_ONCE)
        for marks in marks_of(viewer, part, today)
        for student, mark in marks.items()
        if mark.percent is not None and mark.percent < whom.below
    }


def _classes(viewer: Sees, whom: Whom, students: Collection[int], today: date) -> list[int]:
    """The classes of the school in which any of *students* sits."""
    sits = Placement.objects.visible_to(viewer).filter(running(today), student_id__in=students)
    sits = sits.filter(running(today, at="section__term__"), section__school=whom.school)
    return list(sits.values_list("section_id", flat=True).distinct())


def marks_in(viewer: Sees, section: int, today: date) -> dict[int, Mark]:
    """The mark in progress of each student of a class; none where families do not see it."""
    return next(marks_of(viewer, [section], today), {})


def marks_of(viewer: Sees, sections: Collection[int], today: date) -> Iterator[dict[int, Mark]]:
    """The same of several classes, one after the other; four statements a school."""
    return (marks for _section, marks in marks_by_class(viewer, sections, today))


def marks_by_class(
    viewer: Sees, sections: Collection[int], today: date, only: Collection[int] | None = None
) -> Iterator[tuple[int, dict[int, Mark]]]:
    """The same, each with the class; of *only* these students, or of all."""
    shown = Section.objects.filter(pk__in=sections, school__shows_in_progress_marks=True)
    schools: dict[int, list[int]] = {}
    for section, school in shown.values_list("pk", "school_id"):
        schools.setdefault(school, []).append(section)
    for school, its in schools.items():
        calendar = calendar_of(school, None, None, today)
        for book in books_of(viewer, its, calendar, today, only=only):
            yield book.section, {line.id: book.mark(line, today) for line in book.lines}
