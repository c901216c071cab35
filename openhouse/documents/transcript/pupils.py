"""Whose transcript it is: name, numbers, school and grade, for an office and for a paper."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openhouse.common.scope import Sees
from openhouse.people.models import Enrollment, Student
from openhouse.people.queries import home_first


@dataclass(frozen=True, slots=True)
class Pupil:
    """A student as the head of a transcript has her."""

    id: int
    name: str
    given_name: str
    middle_name: str
    family_name: str
    number: str
    state_id: str
    born_on: date | None
    school: int | None = None
    school_name: str = ""
    grade_level: str = ""
    year: int | None = None


def pupil_of(viewer: Sees, student: int, today: date) -> Pupil | None:
    """The student, at the school that counts first today; None where she is not the viewer's."""
    found = Student.objects.visible_to(viewer).select_related("person").filter(pk=student).first()
    if found is None:
        return None
    stays = Enrollment.objects.visible_to(viewer).filter(
        Q(starts_on=None) | Q(starts_on__lte=today), student_id=student
    )
    stay = stays.select_related("school").order_by(*home_first(today)).first()
    who = found.person
    return Pupil(
        id=found.pk,
        name=_whole_name(who),
        given_name=who.given_name,
        middle_name=who.middle_name,
        family_name=who.family_name,
        number=found.number,
        state_id=found.state_id,
        born_on=who.born_on,
        school=stay.school_id if stay else None,
        school_name=stay.school.name if stay else "",
        grade_level=stay.grade_level if stay else "",
        year=stay.school_year_id if stay else None,
    )


def _whole_name(person: object) -> str:
    """The name as it stands in the record: a transcript does without a preferred one."""
    parts = (
        getattr(person, name) for name in ("given_name", "middle_name", "family_name", "suffix")
    )
    return " ".join(part for part in parts if part)


def pupils_named(viewer: Sees, text: str) -> list[tuple[int, str, str]]:
    """Id, name and number of at most 30 students with this in their name or as their number."""
    rows = Student.objects.visible_to(viewer)
    for word in text.split()[:5]:
        rows = rows.filter(
            Q(person__given_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(number=word)
        )
    found = rows.select_related("person").order_by("person__family_name", "person__given_name")
    return [(each.pk, str(each.person), each.number) for each in found[:30]]
