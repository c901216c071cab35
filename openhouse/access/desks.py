"""What somebody does for a school or for a class, and whom she finds by name to do it for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Q

from openhouse.access.offices import schools_kept
from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.models import running
from openhouse.courses.models import Section
from openhouse.courses.queries import SectionOfTeacher
from openhouse.districts.models import School
from openhouse.people.models import Enrollment

#: What a search finds of classes, and of students, at most.
MOST_FOUND = 40


@dataclass(frozen=True, slots=True)
class SchoolDesk:
    """An office, or the teacher of *section*; its pages are called ``school-…`` and ``class-…``."""

    #: What lies on it, as its pages are named: "document".
    noun: ClassVar[str]

    viewer: Viewer
    section: SectionOfTeacher | None = None

    def url(self, page: str = "", *numbers: int) -> str:
        """The address of a page of hers: "new", "file", …; of "" without a number the list."""
        name = self.noun if numbers or page else f"{self.noun}s"
        name = f"{name}-{page}" if page else name
        if self.section is None:
            return address(f"school-{name}", *numbers)
        return address(f"class-{name}", self.section.id, *numbers)


def schools_of(desk: SchoolDesk) -> list[School]:
    """The schools that she acts for as a whole."""
    return list(schools_kept(desk.viewer))


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody or some class that a search found, and the words of its address."""

    name: str
    small: str
    query: str


def found_for(desk: SchoolDesk, text: str, today: date) -> list[Found]:
    """Classes and students of her schools, by name; at most ``MOST_FOUND`` of each."""
    words, schools = text.split()[:4], [school.pk for school in schools_of(desk)]
    return [*_classes(words, schools, today), *_students(desk.viewer, words, schools, today)]


def _classes(words: Collection[str], schools: Collection[int], today: date) -> list[Found]:
    found = Section.objects.filter(
        running(today, at="term__"), running(today), school_id__in=schools
    )
    for word in words:
        found = found.filter(Q(name__icontains=word) | Q(teacher_name__icontains=word))
    return [
        Found(
            one.name, " · ".join(filter(None, [one.teacher_name, one.number])), f"section={one.pk}"
        )
        for one in found.order_by("name", "number", "pk")[:MOST_FOUND]
    ]


def _students(
    viewer: Viewer, words: Collection[str], schools: Collection[int], today: date
) -> list[Found]:
    who = "student__person__"
    found = Enrollment.objects.visible_to(viewer).filter(running(today), school_id__in=schools)
    for word in words:
        found = found.filter(
            Q(**{f"{who}given_name__icontains": word})
            | Q(**{f"{who}family_name__icontains": word})
            | Q(**{f"{who}preferred_name__icontains": word})
        )
    named = found.select_related("student__person", "school")
    ordered = named.order_by(f"{who}family_name", f"{who}given_name", "pk")[:MOST_FOUND]
    people = {
        one.student_id: Found(str(one.student.person), one.school.name, f"student={one.student_id}")
        for one in ordered
    }
    return list(people.values())
