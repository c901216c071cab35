"""Who writes to whom: an office for its schools, the district for all, a teacher for her class."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from openhouse.access.desks import SchoolDesk, schools_of
from openhouse.access.offices import offices_of
from openhouse.access.requests import whole_number
from openhouse.common.addresses import address
from openhouse.common.models import running
from openhouse.common.rows import LARGEST_ID
from openhouse.courses.models import Placement, Section
from openhouse.courses.queries import SectionOfTeacher
from openhouse.messages.models import Message
from openhouse.messages.sending.whom import ABSENT, CLASS, DISTRICT, MISSING, SCHOOL, STUDENT, Whom
from openhouse.notifications.kinds import OF_MESSAGES, Kind
from openhouse.people.models import Enrollment, Student
from openhouse.people.queries import home_first
from openhouse.people.words import in_order

#: Messages on a page, and how much missing work is much.
MOST, MUCH = 200, 3


@dataclass(frozen=True, slots=True)
class Desk(SchoolDesk):
    """Who writes: an office, or the teacher of *section*."""

    noun = "message"

    @property
    def announcements_url(self) -> str:
        if self.section is None:
            return address("school-announcements")
        return address("class-announcements", self.section.id)

    @property
    def messages(self) -> QuerySet[Message]:
        """Those that are hers to see, the newest first."""
        found = Message.objects.visible_to(self.viewer).order_by("-pk")
        if self.section is not None:
            return found.filter(section_id=self.section.id)
        schools = offices_of(self.viewer)
        return found if schools is None else found.filter(school_id__in=schools)

    def message(self, number: int) -> Message | None:
        """One of them; None for any other."""
        return None if number > LARGEST_ID else self.messages.filter(pk=number).first()

    @property
    def kinds(self) -> Sequence[Kind]:
        """What she may send (MSG-04): of a class a teacher's word alone."""
        if self.section is not None:
            return [Kind.TEACHER]
        return [kind for kind in OF_MESSAGES if kind is not Kind.TEACHER]


@dataclass(frozen=True, slots=True)
class Target:
    """To whom a message is to go, how that is called, and whose message it is."""

    whom: Whom
    name: str
    school: int | None


def target(desk: Desk, said: QueryDict, today: date) -> Target | None:
    """Whom the address names, if that is hers to write to; None for nobody."""
    student = whole_number(said.get("student", ""))
    if desk.section is not None:
        return _of_the_class(desk.section, desk, said, student, today)
    schools = {school.pk: school.name for school in schools_of(desk)}
    section, school, absent = (
        whole_number(said.get(name, "")) for name in ("section", "school", "absent")
    )
    if student is not None:
        return _of_a_student(desk, student, schools, today)
    if section is not None:
        found = Section.objects.filter(pk=section, school_id__in=schools).first()
        whom = Whom(CLASS, section=section)
        return Target(whom, found.name, found.school_id) if found else None
    if absent in schools:
        words = _("%(school)s, absent today") % {"school": schools[absent]}
        return Target(Whom(ABSENT, school=absent), words, absent)
    if said.get("all") and offices_of(desk.viewer) is None:
        return Target(Whom(DISTRICT), _("The whole district"), None)
    return (
        Target(Whom(SCHOOL, school=school), schools[school], school) if school in schools else None
    )


def _of_the_class(
    section: SectionOfTeacher, desk: Desk, said: QueryDict, student: int | None, today: date
) -> Target | None:
    if student is not None:
        found = next((one for one in students_in(desk, today) if one.pk == student), None)
        whom = Whom(STUDENT, student=student)
        return Target(whom, str(found.person), section.school) if found else None
    least = whole_number(said.get("missing", ""))
    if least:
        least = min(least, 100)
        words = _("%(class)s, %(many)s or more missing") % {"class": section.name, "many": least}
        return Target(Whom(MISSING, section=section.id, least=least), words, section.school)
    if said.get("class"):
        return Target(Whom(CLASS, section=section.id), section.name, section.school)
    return None


def _of_a_student(desk: Desk, student: int, schools: dict[int, str], today: date) -> Target | None:
    enrolled = Enrollment.objects.visible_to(desk.viewer).filter(
        running(today), student_id=student, school_id__in=schools
    )
    found = enrolled.select_related("student__person").order_by(*home_first(today)).first()
    if found is None:
        return None
    return Target(Whom(STUDENT, student=student), str(found.student.person), found.school_id)


def in_grades(one: Target, grades: Sequence[str], words: str) -> Target:
    """The same, of a school for certain grades alone."""
    if one.whom.who != SCHOOL or not grades:
        return one
    return Target(replace(one.whom, grades=tuple(grades)), f"{one.name}, {words}", one.school)


def students_in(desk: Desk, today: date) -> list[Student]:
    """The students of the teacher's class, by name."""
    section = desk.section.id if desk.section else 0
    there = Placement.objects.visible_to(desk.viewer).filter(running(today), section=section)
    found = Student.objects.visible_to(desk.viewer).select_related("person")
    found = found.filter(pk__in=there.values("student_id"))
    return list(found.order_by("person__family_name", "person__given_name", "pk"))


def grades_at(desk: Desk, one: Target, today: date) -> list[str]:
    """The grades of a whole school that it goes to, the youngest first; of others none."""
    if one.whom.who != SCHOOL:
        return []
    there = Enrollment.objects.visible_to(desk.viewer).filter(running(today), school=one.school)
    levels = set(there.values_list("grade_level", flat=True)) - {""}
    return in_order(levels)
