"""The mark in progress behind a new score, before and after it, as its family may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from openhouse.access.viewer import Family
from openhouse.grades.queries import Course, Work, courses_of
from openhouse.grades.terms import calendar_of
from openhouse.home.heard.facts import Fact, Moved
from openhouse.people.models import Enrollment
from openhouse.people.queries import home_first


def courses_now(student: int, today: date) -> dict[int, Course]:
    """The courses of *student* that show a mark, with their work, by section.

    Read under the scope of somebody who may see her.
    """
    hers = Family(frozenset({student}))
    rows = Enrollment.objects.visible_to(hers).filter(student_id=student)
    home = rows.order_by(*home_first(today)).values_list("school_id", "school_year_id").first()
    if home is None:
        return {}
    found = courses_of(hers, student, calendar_of(*home, None, today), today)
    return {course.id: course for course in found if course.shows_marks}


def with_mark(fact: Fact, courses: dict[int, Course], today: date) -> Fact:
    """*fact* with what its score has done to the mark of its course."""
    course = courses.get(fact.change.section or 0)
    return replace(fact, moved=moved(course, [fact], today)) if course else fact


def moved(course: Course, facts: Sequence[Fact], today: date) -> Moved:
    """The mark of *course* as it would be without the scores of *facts*, and as it is."""
    before = {fact.change.about: fact.change.before or {} for fact in facts}
    was = [_as_it_was(work, before[work.id]) if work.id in before else work for work in course.work]
    then, now = replace(course, work=was).mark(today), course.mark(today)
    return Moved(then.percent, now.percent, then.letter, now.letter)


def _as_it_was(work: Work, said: Mapping[str, Any]) -> Work:
    points = said.get("points")
    got = None if points is None else Decimal(str(points))
    return replace(work, got=got, flag=str(said.get("flag") or ""))
