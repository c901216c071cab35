"""Whose absence a rule of an office tells of, and who has not been told of it yet (ATT-12)."""

from collections.abc import Collection, Mapping
from datetime import date

from openhouse.attendance.queries import marks_on
from openhouse.attendance.rules import DayMark
from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.districts.models import Day, Period
from openhouse.messages.models_rules import AttendanceRule
from openhouse.messages.sending.whom import SCHOOL, Whom
from openhouse.notifications.calm.days import Day as ChildsDay
from openhouse.notifications.calm.days import told_days
from openhouse.people.models import Enrollment

type People = dict[int, tuple[int, ...]]


def whom_of(rule: AttendanceRule) -> Whom:
    """The school, grades and language that it is for."""
    return Whom(SCHOOL, school=rule.school_id, grades=tuple(rule.grades), language=rule.reads)


def students_of_rule(viewer: Sees, rule: AttendanceRule, on: date) -> set[int]:
    """Who is marked as the rule asks. Whose home has told the school of it is told nothing
    (``attendance.notices.without_who_told``)."""
    enrolled = Enrollment.objects.visible_to(viewer).filter(running(on), school=rule.school_id)
    if rule.grades:
        enrolled = enrolled.filter(grade_level__in=rule.grades)
    there = set(enrolled.values_list("student_id", flat=True))
    other = Period.objects.filter(bell_schedule__school=rule.school_id, instructional=False)
    breaks = set(other.values_list("pk", flat=True))
    return {
        student for student, day in marks_on(viewer, there, on).items() if fits(rule, day, breaks)
    }


def fits(rule: AttendanceRule, day: DayMark, breaks: Collection[int]) -> bool:
    """If so many instructional periods, or the whole day, are marked as the rule asks."""
    hers = [
        mark
        for mark in day.marks
        if mark.school == rule.school_id
        and mark.status in rule.statuses
        and mark.excuse in rule.excuses
    ]
    if any(mark.is_whole_day for mark in hers):
        return True
    return sum(mark.period not in breaks for mark in hers) >= rule.least


def is_day_off(school: int, on: date) -> bool:
    """If the school's calendar says that it is no school day."""
    return Day.objects.filter(school_year__school=school, on=on, instructional=False).exists()


def left_of(people: Mapping[int, tuple[int, ...]], days: Collection[ChildsDay]) -> People:
    """Of *people* only the students whose day is among *days*; who has none is left out."""
    known = {(person, student) for person, student, _on in days}
    left = {
        person: tuple(student for student in students if (person, student) in known)
        for person, students in people.items()
    }
    return {person: students for person, students in left.items() if students}


def days_of(people: Mapping[int, tuple[int, ...]], on: date) -> set[ChildsDay]:
    """The day of each child of each person."""
    return {(person, student, on) for person, those in people.items() for student in those}


def not_told(people: Mapping[int, tuple[int, ...]], on: date) -> People:
    """Who has not been told of a day yet, by a notice, another rule or an office (K20)."""
    days = days_of(people, on)
    return left_of(people, days - told_days(days))
