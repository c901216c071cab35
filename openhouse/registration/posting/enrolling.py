"""A child's enrollment for the year: what is made, and what ends so that it may begin."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from openhouse.access.viewer import System
from openhouse.common.locks import alone_in_the_district
from openhouse.common.rows import rows
from openhouse.districts.models import School, SchoolYear
from openhouse.people.models import Enrollment, Student
from openhouse.registration.rules.years import year_words

#: Of 52 weeks, so that a year that is made of another begins and ends on the same weekday.
A_YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Plan:
    """What enrolling a child means. ``year`` may not be saved yet; ``there`` is an enrollment that
    is the one already. Those that end do so on the day before ``starts_on``; those that would
    begin only then are taken away.
    """

    year: SchoolYear
    starts_on: date
    there: Enrollment | None
    ends: tuple[Enrollment, ...]
    never_begin: tuple[Enrollment, ...]

    @property
    def last_day(self) -> date:
        """The last day at another school."""
        return self.starts_on - timedelta(days=1)

    @property
    def elsewhere(self) -> list[Enrollment]:
        """Enrollments at another school that this one takes the place of."""
        here = self.year.school_id
        return [each for each in (*self.ends, *self.never_begin) if each.school_id != here]


def year_of(school: int, ends_in: int) -> SchoolYear | None:
    """The school's year that ends in *ends_in*: as it is, or, not saved, made of its newest one.

    Decision 0035: the days of the newest year moved by whole weeks, until the real ones come.
    """
    years = SchoolYear.objects.filter(school_id=school)
    found = years.filter(ends_in=ends_in).first()
    if found is not None:
        return found
    last = years.filter(ends_in__lt=ends_in).order_by("-ends_in").first()
    if last is None:
        return None
    moved = A_YEAR * (ends_in - last.ends_in)
    return SchoolYear(
        school_id=school,
        ends_in=ends_in,
        name=year_words(ends_in),
        starts_on=last.starts_on + moved,
        ends_on=last.ends_on + moved,
    )


def plan_of(student: int | None, school: School, ends_in: int, today: date) -> Plan | None:
    """What enrolling *student* (None: a new one) means; None where the school knows no year.

    In the midst of a year she begins today. Single classes at another school stay as they are.
    """
    year = year_of(school.pk, ends_in)
    if year is None:
        return None
    starts_on = max(year.starts_on, today)
    running = Enrollment.objects.visible_to(System()).filter(
        Q(ends_on=None) | Q(ends_on__gte=starts_on), primary=True, student_id=student or 0
    )
    there, ends, never = None, [], []
    for each in running.select_related("school").order_by("pk"):
        if each.school_id == school.pk and _of_year(each, year):
            there = there or each
        elif each.starts_on and each.starts_on >= starts_on:
            never.append(each)
        else:
            ends.append(each)
    return Plan(year, starts_on, there, tuple(ends), tuple(never))


def _of_year(each: Enrollment, year: SchoolYear) -> bool:
    if each.school_year_id and not year._state.adding:
        return each.school_year_id == year.pk
    return each.starts_on is not None and year.starts_on <= each.starts_on <= year.ends_on


def enroll(plan: Plan, student: Student, grade_level: str) -> None:
    """Write the *plan*: the year where it is missing, what ends, and the enrollment itself."""
    if plan.year._state.adding:
        plan.year.save()
    for each in plan.never_begin:
        each.delete()
    for each in plan.ends:
        each.ends_on = plan.last_day
        each.save(update_fields=["ends_on"])
    if plan.there is not None:
        if plan.there.grade_level != grade_level:
            plan.there.grade_level = grade_level
            plan.there.save(update_fields=["grade_level"])
        return
    Enrollment(
        student=student,
        school_id=plan.year.school_id,
        school_year=plan.year,
        grade_level=grade_level,
        starts_on=plan.starts_on,
        ends_on=plan.year.ends_on,
    ).save(force_insert=True)


def next_number() -> str:
    """A student number that nobody has: the next after the highest, as long as that one is.

    Two who post at once wait for each other here. A district without numbers gets none.
    """
    alone_in_the_district("student numbers")
    found = rows(
        "SELECT number FROM people_student WHERE number ~ '^[0-9]{1,15}$'"
        " ORDER BY number::bigint DESC LIMIT 1"
    )
    return str(int(found[0][0]) + 1).rjust(len(found[0][0]), "0") if found else ""
