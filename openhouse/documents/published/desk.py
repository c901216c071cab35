"""What a school publishes: an office for its school, a teacher for a class of hers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict

from openhouse.access.offices import offices_of, schools_kept
from openhouse.access.requests import whole_number
from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.models import running
from openhouse.common.rows import LARGEST_ID
from openhouse.courses.models import Section
from openhouse.courses.queries import SectionOfTeacher
from openhouse.districts.models import School, SchoolYear
from openhouse.documents.models import PublishedEdition, PublishedFile, PublishedReceipt
from openhouse.documents.published.actions import Target
from openhouse.people.models import Enrollment
from openhouse.people.queries import home_first

#: Documents on a page, and what a search for whom it is finds, at most.
MOST, MOST_FOUND = 200, 40


@dataclass(frozen=True, slots=True)
class Desk:
    """Who publishes: an office, or the teacher of *section*."""

    viewer: Viewer
    section: SectionOfTeacher | None = None

    def url(self, page: str = "", *numbers: int) -> str:
        """The address of a page of hers: "", "new", "file", …; of "" without a number the list."""
        name = "document" if numbers or page else "documents"
        name = f"{name}-{page}" if page else name
        if self.section is None:
            return address(f"school-{name}", *numbers)
        return address(f"class-{name}", self.section.id, *numbers)

    @property
    def files(self) -> QuerySet[PublishedFile]:
        """The documents that are hers to see."""
        found = PublishedFile.objects.visible_to(self.viewer)
        if self.section is not None:
            return found.filter(section_id=self.section.id)
        schools = offices_of(self.viewer)
        return found if schools is None else found.filter(school_id__in=schools)

    @property
    def newest(self) -> list[PublishedFile]:
        found = self.files.select_related("school", "section", "student__person")
        return list(found.order_by("-published_at", "-pk")[:MOST])

    def file(self, number: int) -> PublishedFile | None:
        """One of them; None for any other."""
        if number > LARGEST_ID:
            return None
        found = self.files.select_related("school", "section", "student__person", "school_year")
        return found.filter(pk=number).first()


def answered(desk: Desk, files: Collection[PublishedFile]) -> Mapping[int, int]:
    """By the document's id for how many students somebody has read or signed its edition."""
    done = PublishedReceipt.objects.visible_to(desk.viewer).filter(
        published__in=[file.pk for file in files],
        state__in=(PublishedReceipt.State.READ, PublishedReceipt.State.SIGNED),
        edition__number=F("published__edition"),
    )
    counted = done.values("published").annotate(many=Count("student_id", distinct=True))
    return {row["published"]: row["many"] for row in counted}


def edition_of(file: PublishedFile, number: int | None = None) -> PublishedEdition | None:
    """An edition of it with the content, the newest where none is named; None for no such one."""
    editions = PublishedEdition.objects.filter(published=file)
    return editions.filter(number=file.edition if number is None else number).first()


def editions_of(file: PublishedFile) -> list[PublishedEdition]:
    """All of them without their content, the newest first."""
    found = PublishedEdition.objects.filter(published=file).defer("content")
    return list(found.order_by("-number"))


def year_of(school: int, on: date) -> SchoolYear | None:
    """The school year of a day: the one it lies in, else the last that began, else the first."""
    years = SchoolYear.objects.filter(school_id=school).order_by("-starts_on")
    return years.filter(starts_on__lte=on).first() or years.last()


def schools_of(desk: Desk) -> list[School]:
    """The schools that she may publish to as a whole."""
    return list(schools_kept(desk.viewer))


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody or some class that a search found, and the words of its address."""

    name: str
    small: str
    query: str


def found_for(desk: Desk, text: str, today: date) -> list[Found]:
    """Classes and students of her schools, by name; at most ``MOST_FOUND`` of each."""
    schools = [school.pk for school in schools_of(desk)]
    sections = Section.objects.filter(
        running(today, at="term__"), running(today), school_id__in=schools
    ).select_related("school")
    students = Enrollment.objects.visible_to(desk.viewer).filter(
        running(today), school_id__in=schools
    )
    who = "student__person__"
    for word in text.split()[:4]:
        sections = sections.filter(Q(name__icontains=word) | Q(teacher_name__icontains=word))
        students = students.filter(
            Q(**{f"{who}given_name__icontains": word})
            | Q(**{f"{who}family_name__icontains": word})
            | Q(**{f"{who}preferred_name__icontains": word})
        )
    classes = [
        Found(
            one.name, " · ".join(filter(None, [one.teacher_name, one.number])), f"section={one.pk}"
        )
        for one in sections.order_by("name", "number", "pk")[:MOST_FOUND]
    ]
    named = students.select_related("student__person", "school")
    ordered = named.order_by(f"{who}family_name", f"{who}given_name", "pk")[:MOST_FOUND]
    people = {
        one.student_id: Found(str(one.student.person), one.school.name, f"student={one.student_id}")
        for one in ordered
    }
    return [*classes, *people.values()]


@dataclass(frozen=True, slots=True)
class Addressee:
    """For whom a document is, and how that is called."""

    target: Target
    name: str


def addressee(desk: Desk, said: QueryDict, today: date) -> Addressee | None:
    """Whom the address names: a class, a student or a school that is hers; None for nobody."""
    if desk.section is not None:
        return _addressed(desk.section.school, desk.section.name, today, section=desk.section.id)
    schools = {school.pk: school.name for school in schools_of(desk)}
    section, student, school = (
        whole_number(said.get(name, "")) for name in ("section", "student", "school")
    )
    if section is not None:
        of = Section.objects.filter(pk=section, school_id__in=schools).first()
        return _addressed(of.school_id, of.name, today, section=of.pk) if of else None
    if student is not None:
        enrolled = Enrollment.objects.visible_to(desk.viewer).filter(
            running(today), student_id=student, school_id__in=schools
        )
        her = enrolled.select_related("student__person").order_by(*home_first(today)).first()
        if her is None:
            return None
        name = str(her.student.person)
        return _addressed(her.school_id, name, today, student=her.student_id)
    return _addressed(school, schools[school], today) if school in schools else None


def _addressed(
    school: int | None, name: str, today: date, *, section: int | None = None,
    student: int | None = None
) -> Addressee | None:  # fmt: skip
    year = year_of(school or 0, today)
    return Addressee(Target(school or 0, year.pk, section, student), name) if year else None
