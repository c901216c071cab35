"""Sections as their teachers see them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from django.db.models import Count, F, Q
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
    return sections_and_ended(viewer, person, on)[0]


def sections_and_ended(viewer: Sees, person: int, on: date) -> tuple[list[Taught], list[Taught]]:
    """The same, and those that she taught to a last day that has just been; two statements."""
    there = Q(*(_not_over(on, bound) for bound in _BOUNDS))
    ties = (
        SectionTeacher.objects.annotate(over=_OVER)
        .filter(there | _just_ended(on), person_id=person)
        .order_by("section__name", "section__number")
        .values_list(
            *("over", "section_id", "section__name", "section__school__name", "section__room"),
            *(f"{bound}starts_on" for bound in _BOUNDS),
        )
    )
    known = [
        (over, section, name, school, room, max((d for d in starts if d and d > on), default=None))
        for over, section, name, school, room, *starts in ties
    ]
    ended = [row[1:] for row in known if row[0] and row[0] < on]
    coming = [row[1:] for row in known if not (row[0] and row[0] < on)]
    day = min((begins or on for *_, begins in coming), default=on)
    sections = [row for row in coming if (row[-1] or on) <= day]
    sits = Q(running(day), section_id__in=[row[0] for row in sections])
    sat = Q(ends_on=None) | Q(ends_on__gte=F("over"))
    counts = dict(
        Placement.objects.visible_to(viewer)
        .annotate(over=_OVER)
        .filter(sits | Q(sat, section_id__in=[row[0] for row in ended]))
        .values_list("section_id")
        .annotate(students=Count(F("student_id"), distinct=True))
    )
    now, before = (
        [Taught(*row, students=counts.get(row[0], 0)) for row in found]
        for found in (sections, ended)
    )
    return now, before


#: The last day of a section that somebody teaches: its own or its term's, whichever comes first.
_OVER = Least("section__ends_on", "section__term__ends_on")


def _just_ended(on: date) -> Q:
    """Ties, annotated with ``over``, to sections that have just ended, taught to that day."""
    return Q(Q(ends_on=None) | Q(ends_on__gte=F("over")), over__lt=on, over__gte=on - JUST_ENDED)


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


def section_of_teacher(person: int, section: int, on: date) -> SectionOfTeacher | None:
    """The section with this id, where *person* teaches it on that very day; else None.

    She who taught it to its last day has it for ``JUST_ENDED`` more.
    """
    fields = ("section_id", "section__name", "section__number", "section__school_id")
    term = ("section__term__school_year_id", "section__term__starts_on", "section__term__ends_on")
    ties = SectionTeacher.objects.annotate(over=_OVER).filter(
        running(on) | _just_ended(on), person_id=person, section_id=section
    )
    # a tie that still runs comes before one that has ended
    found = ties.order_by(F("ends_on").desc(nulls_first=True))
    row = found.values_list(*fields, *term, "over").first()
    if row is None:
        return None
    here = SectionOfTeacher(*row)
    is_lately = here.over_on is not None and here.over_on >= on - JUST_ENDED
    return here if is_lately else replace(here, over_on=None)
