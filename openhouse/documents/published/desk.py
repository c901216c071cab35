"""What a school publishes: an office for its school, a teacher for a class of hers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet
from django.http import QueryDict

from openhouse.access.desks import SchoolDesk, schools_of
from openhouse.access.offices import offices_of
from openhouse.access.requests import whole_number
from openhouse.common.models import running
from openhouse.common.rows import LARGEST_ID
from openhouse.courses.models import Section
from openhouse.districts.models import SchoolYear
from openhouse.documents.models import PublishedEdition, PublishedFile, PublishedReceipt
from openhouse.documents.published.actions import Target
from openhouse.people.models import Enrollment
from openhouse.people.queries import home_first

#: Documents on a page, at most.
MOST = 200


@dataclass(frozen=True, slots=True)
class Desk(SchoolDesk):
    """Who publishes: an office, or the teacher of *section*."""

    noun = "document"

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
