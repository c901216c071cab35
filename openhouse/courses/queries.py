"""Sections as their teachers see them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from openhouse.common.scope import Sees
from openhouse.courses.models import Placement, SectionTeacher


@dataclass(frozen=True, slots=True)
class Taught:
    """A section with the number of students in it today."""

    id: int
    name: str
    school_name: str
    room: str
    students: int


def _on(day: date, prefix: str = "") -> Q:
    return (Q(**{f"{prefix}starts_on__isnull": True}) | Q(**{f"{prefix}starts_on__lte": day})) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    )


def sections_taught(viewer: Sees, person: int, on: date) -> list[Taught]:
    """The sections that *person* teaches on a day, by name."""
    sections = list(
        SectionTeacher.objects.filter(_on(on), _on(on, "section__"), person_id=person)
        .order_by("section__name", "section__number")
        .values_list("section_id", "section__name", "section__school__name", "section__room")
    )
    counts = dict(
        Placement.objects.visible_to(viewer)
        .filter(_on(on), section_id__in=[row[0] for row in sections])
        .values_list("section_id")
        .annotate(students=Count(F("student_id"), distinct=True))
    )
    return [Taught(*row, students=counts.get(row[0], 0)) for row in sections]
