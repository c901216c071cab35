"""Whom an address, a template or a kept search names, if that is the sender's to write to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from openhouse.access.desks import schools_of
from openhouse.access.offices import offices_of
from openhouse.access.requests import whole_number
from openhouse.common.models import running
from openhouse.courses.models import Section
from openhouse.messages.sending.desk import Desk, students_in
from openhouse.messages.sending.whom import CLASS, DISTRICT, SCHOOL, STUDENT, Whom
from openhouse.messages.wording import language_name
from openhouse.people.models import Enrollment
from openhouse.people.queries import home_first
from openhouse.people.words import grade_words, in_order

#: How much missing work is much, and below which percent a mark is failing.
MUCH, FAILING = 3, 60
#: What of an address says to whom.
NAMED = frozenset(
    {"school", "section", "student", "absent", "missing", "below", "class", "all", "search"}
)


@dataclass(frozen=True, slots=True)
class Target:
    """To whom a message is to go, how the class, school or student is called, and whose it is."""

    whom: Whom
    name: str
    school: int | None

    @property
    def words(self) -> str:
        """ "Algebra II, 3 or more missing", "Hillside, 7th grade, who read Spanish"."""
        return ", ".join([self.name, *narrowing(self.whom)])


def narrowing(whom: Whom) -> list[str]:
    """What is asked beyond class or school, in words."""
    said = [grade_words(level) for level in whom.grades]
    if whom.absent:
        said.append(_("absent today"))
    if whom.least:
        said.append(_("%(many)s or more missing") % {"many": whom.least})
    if whom.below:
        said.append(_("mark below %(percent)s\u00a0%%") % {"percent": whom.below})
    if whom.language:
        said.append(_("who read %(language)s") % {"language": language_name(whom.language)})
    return said


def asked(desk: Desk, said: QueryDict) -> Whom | None:
    """What an address asks for, whoever may; None where it names nobody."""
    student, section, school, absent, least, below = (
        whole_number(said.get(name, ""))
        for name in ("student", "section", "school", "absent", "missing", "below")
    )
    more = Whom(
        CLASS, grades=tuple(said.getlist("grades")), least=min(least or 0, 100),
        absent=bool(absent), below=min(below or 0, 100), language=said.get("language", "")[:10],
    )  # fmt: skip
    if student is not None:
        return Whom(STUDENT, student=student)
    if desk.section is not None:
        wanted = said.get("class") or least or below or absent or section == desk.section.id
        return replace(more, section=desk.section.id, grades=()) if wanted else None
    if section is not None:
        return replace(more, section=section, grades=())
    if school is not None or absent is not None:
        return replace(more, who=SCHOOL, school=absent if school is None else school)
    if said.get("all"):
        return Whom(DISTRICT, language=more.language)
    return None


def target(desk: Desk, whom: Whom, today: date) -> Target | None:
    """The same with its name, if that is hers to write to; None for anybody else."""
    if desk.section is not None:
        return _of_the_class(desk, whom, today)
    schools = {school.pk: school.name for school in schools_of(desk)}
    if whom.who == STUDENT:
        return _of_a_student(desk, whom, schools, today)
    if whom.who == CLASS and whom.section is not None:
        found = Section.objects.filter(pk=whom.section, school_id__in=schools).first()
        return Target(whom, found.name, found.school_id) if found else None
    if whom.who == SCHOOL and whom.school in schools:
        return Target(whom, schools[whom.school], whom.school)
    if whom.who == DISTRICT and offices_of(desk.viewer) is None:
        return Target(whom, _("The whole district"), None)
    return None


def is_of(desk: Desk, whom: Whom) -> bool:
    """If it may be hers to write to, as far as that can be told without looking."""
    if desk.section is not None:
        return whom.who in (CLASS, STUDENT)
    kept = offices_of(desk.viewer)
    return kept is None or (whom.who != DISTRICT and whom.school in (None, *kept))


def as_query(whom: Whom) -> str:
    """The same as an address says it."""
    said: list[tuple[str, object]] = [
        ("section", whom.section), ("school", whom.school), ("student", whom.student),
        ("all", whom.who == DISTRICT), ("missing", whom.least), ("below", whom.below),
        ("absent", whom.absent), ("language", whom.language),
        *(("grades", level) for level in whom.grades),
    ]  # fmt: skip
    return urlencode([(name, 1 if one is True else one) for name, one in said if one])


def _of_the_class(desk: Desk, whom: Whom, today: date) -> Target | None:
    """Of her class or one of its students; what was kept of another class is asked of this one."""
    section = desk.section
    assert section is not None
    if whom.who == STUDENT:
        found = next((one for one in students_in(desk, today) if one.pk == whom.student), None)
        return Target(whom, str(found.person), section.school) if found else None
    if whom.who != CLASS:
        return None
    return Target(replace(whom, section=section.id), section.name, section.school)


def _of_a_student(desk: Desk, whom: Whom, schools: dict[int, str], today: date) -> Target | None:
    enrolled = Enrollment.objects.visible_to(desk.viewer).filter(
        running(today), student_id=whom.student, school_id__in=schools
    )
    found = enrolled.select_related("student__person").order_by(*home_first(today)).first()
    if found is None:
        return None
    return Target(whom, str(found.student.person), found.school_id)


def narrower(one: Target, grades: Sequence[str], language: str) -> Target:
    """The same for certain grades of a school and one language alone, as a form says it."""
    grades = grades if one.whom.who == SCHOOL else ()
    return replace(one, whom=replace(one.whom, grades=tuple(grades), language=language))


def grades_at(desk: Desk, one: Target, today: date) -> list[str]:
    """The grades of a whole school that it goes to, the youngest first; of others none."""
    if one.whom.who != SCHOOL:
        return []
    there = Enrollment.objects.visible_to(desk.viewer).filter(running(today), school=one.school)
    levels = set(there.values_list("grade_level", flat=True)) - {""}
    return in_order(levels)
