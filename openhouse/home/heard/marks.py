"""The mark in progress behind a new score, before and after it, as its family may see it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from openhouse.access.viewer import Family
from openhouse.grades.queries import Course, courses_of
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
    if course is None:
        return fact
    now = course.mark(today)
    said = fact.change.before or {}
    points = said.get("points")
    was = [
        replace(work, got=None if points is None else Decimal(str(points)),
                flag=str(said.get("flag") or ""))
        if work.id == fact.change.about else work
        for work in course.work
    ]  # fmt: skip
    before = replace(course, work=was).mark(today)
    return replace(fact, moved=Moved(before.percent, now.percent, before.letter, now.letter))
