"""Sections as their teachers see them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Least

from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.courses.models import Placement, SectionTeacher

#: How long a class that has ended stays its teacher's: the last marks are posted then
#: (``access/sql/enter.sql`` has the same of its students).
JUST_ENDED = timedelta(30)
#: What bounds the days of a teacher's section: her tie to it, its own days, those of its term.
_BOUNDS = ("", "section__", "section__term__")


@dataclass(frozen=True, slots=True)
class Taught:
    """A section with the number of students in it; ``begins_on`` is None once it has begun."""

    id: int
    name: str
    school_name: str
    room: str
    begins_on: date | None
    students: int


def _not_over(day: date, bound: str) -> Q:
    return Q(**{f"{bound}ends_on__isnull": True}) | Q(**{f"{bound}ends_on__gte": day})


def has_taught(person: int, on: date) -> bool:
    """If *person* taught a section that was over before *on*."""
    ties = SectionTeacher.objects.filter(person_id=person)
    return ties.filter(section__term__ends_on__lt=on).exists()


def sections_taught(viewer: Sees, person: int, on: date) -> list[Taught]:
    """The sections that *person* teaches on a day, by name.

    On a day without any, as in summer, those of the first day that brings one.
    """
    ties = (
        SectionTeacher.objects.filter(*(_not_over(on, bound) for bound in _BOUNDS))
        .filter(person_id=person)
        .order_by("section__name", "section__number")
        .values_list(
            *("section_id", "section__name", "section__school__name", "section__room"),
            *(f"{bound}starts_on" for bound in _BOUNDS),
        )
    )
    known = [
        (section, name, school, room, max((d for d in starts if d and d > on), default=None))
        for section, name, school, room, *starts in ties
    ]
    day = min((begins or on for *_, begins in known), default=on)
    sections = [row for row in known if (row[-1] or on) <= day]
    counts = dict(
        Placement.objects.visible_to(viewer)
        .filter(running(day), section_id__in=[row[0] for row in sections])
        .values_list("section_id")
        .annotate(students=Count(F("student_id"), distinct=True))
    )
    return [Taught(*row, students=counts.get(row[0], 0)) for row in sections]


class Days(Protocol):
    """Anything from a day to a day, both included."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class SectionOfTeacher:
    """A section that somebody teaches today; ``year`` is the school year of its term.

    ``starts_on`` and ``ends_on`` are its term's days, ``over_on`` is the last of its own, unless
    that is longer ago than ``JUST_ENDED``.
    """

    id: int
    name: str
    number: str
    school: int
    year: int | None
    starts_on: date | None
    ends_on: date | None
    over_on: date | None = None

    def day(self, today: date) -> date:
        """The day whose roster counts: *today*, or the last one of a class that has ended."""
        return min(today, self.over_on or today)

    def is_taught_in(self, term: Days) -> bool:
        """If some day of *term* is a day of the term that the section is taught in."""
        return (self.starts_on is None or self.starts_on <= term.ends_on) and (
            self.ends_on is None or self.ends_on >= term.starts_on
        )


#: The last day of a tie's section: its own or its term's, whichever comes first.
_OVER = Least("section__ends_on", "section__term__ends_on")


def _just_ended(person: int, on: date) -> QuerySet[SectionTeacher]:
    """Her ties to sections that have just ended, where she taught them to that day."""
    ties = SectionTeacher.objects.annotate(over=_OVER).filter(person_id=person)
    lasted = ties.filter(Q(ends_on=None) | Q(ends_on__gte=F("over")))
    return lasted.filter(over__lt=on, over__gte=on - JUST_ENDED)


def section_of_teacher(person: int, section: int, on: date) -> SectionOfTeacher | None:
    """The section with this id, where *person* teaches it on that very day; else None.

    She who taught it to its last day has it for ``JUST_ENDED`` more.
    """
    fields = ("section_id", "section__name", "section__number", "section__school_id")
    term = ("section__term__school_year_id", "section__term__starts_on", "section__term__ends_on")
    now = SectionTeacher.objects.annotate(over=_OVER).filter(running(on), person_id=person)
    for ties in (now, _just_ended(person, on)):
        found = ties.filter(section_id=section).values_list(*fields, *term, "over").first()
        if found:
            here = SectionOfTeacher(*found)
            is_lately = here.over_on is not None and here.over_on >= on - JUST_ENDED
            return here if is_lately else replace(here, over_on=None)
    return None


def sections_just_ended(viewer: Sees, person: int, on: date) -> list[Taught]:
    """The sections that *person* taught to a last day that has just been, by name."""
    ties = _just_ended(person, on).order_by("section__name", "section__number")
    known = list(
        ties.values_list("section_id", "section__name", "section__school__name", "section__room")
    )
    sat = (
        Placement.objects.visible_to(viewer)
        .annotate(over=_OVER)
        .filter(
            Q(ends_on=None) | Q(ends_on__gte=F("over")), section_id__in=[row[0] for row in known]
        )
    )
    counts = dict(
        sat.values_list("section_id").annotate(students=Count(F("student_id"), distinct=True))
    )
    return [Taught(*row, begins_on=None, students=counts.get(row[0], 0)) for row in known]
