"""To whom a message goes: students by what it says of them, then the adults whom each opens to.

Portal access is per guardianship and child (``access.ties.open_ties``): who is barred, or has no
access to a child, gets nothing about it.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from openhouse.access.ties import open_ties
from openhouse.access.viewer import System
from openhouse.attendance.queries import marks_on
from openhouse.attendance.rules import DayValue
from openhouse.common.models import running
from openhouse.common.scope import Sees, as_the_house
from openhouse.courses.models import Placement
from openhouse.grades.models import Score
from openhouse.notifications.ways import ways_of
from openhouse.people.guard import seen
from openhouse.people.models import Account, Enrollment, Guardianship, Person, Student
from openhouse.people.words import relation_words

CLASS, MISSING, SCHOOL, ABSENT, DISTRICT, STUDENT = (
    "class", "missing", "school", "absent", "district", "student",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whom:
    """The students of a class, of a school or some grades of it, absent today, …, or one."""

    who: str
    school: int | None = None
    section: int | None = None
    student: int | None = None
    grades: tuple[str, ...] = ()
    #: Pieces of missing work, at least.
    least: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"grades": list(self.grades)}


def whom_from(said: Mapping[str, Any]) -> Whom:
    """The same, from what a message keeps."""
    return Whom(**{**said, "grades": tuple(said["grades"])})


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person who gets it: for which students, by which ways; without any, in the portal alone,
    if she has an account that was used."""

    person: int
    name: str
    students: tuple[int, ...]
    ways: tuple[str, ...]
    has_account: bool

    @property
    def reached(self) -> bool:
        return bool(self.ways)


def students_of(viewer: Sees, whom: Whom, today: date) -> set[int]:
    """The ids of the students on a day."""
    if whom.who in (CLASS, MISSING):
        placed = Placement.objects.visible_to(viewer).filter(running(today), section=whom.section)
        there = set(placed.values_list("student_id", flat=True))
        return there if whom.who == CLASS else there & _missing(viewer, whom, there)
    enrolled = Enrollment.objects.visible_to(viewer).filter(running(today))
    if whom.who == STUDENT:
        enrolled = enrolled.filter(student_id=whom.student)
    if whom.school is not None:
        enrolled = enrolled.filter(school_id=whom.school)
    if whom.grades:
        enrolled = enrolled.filter(grade_level__in=whom.grades)
    found = set(enrolled.values_list("student_id", flat=True))
    if whom.who != ABSENT:
        return found
    marks = marks_on(viewer, found, today)
    return {student for student, mark in marks.items() if mark.value is DayValue.ABSENT}


def _missing(viewer: Sees, whom: Whom, students: Collection[int]) -> set[int]:
    """Who has so much work that is called missing in the class."""
    scores = Score.objects.visible_to(viewer).filter(
        student_id__in=students, flag=Score.Flag.MISSING, assignment__section=whom.section
    )
    counted = scores.values("student_id").annotate(many=Count("assignment_id"))
    return {row["student_id"] for row in counted if row["many"] >= whom.least}


def people_of(
    viewer: Sees, students: Collection[int], today: date, *, students_too: bool
) -> dict[int, tuple[int, ...]]:
    """By each person who gets it her students among these: guardians, and who has an account.

    The ties are read as the house, of students whom *viewer* sees: the wall's look at each of five
    thousand rows among five thousand ids takes seconds.
    """
    ids = seen(viewer, students)
    found: dict[int, list[int]] = {}
    with as_the_house():
        ties = open_ties(System(), today).filter(student_id__in=ids).order_by("student_id")
        for person, student in ties.values_list("person_id", "student_id"):
            found.setdefault(person, []).append(student)
    if students_too:
        for student in _with_account(ids):
            found.setdefault(student, []).append(student)
    return {person: tuple(dict.fromkeys(theirs)) for person, theirs in found.items()}


def _with_account(persons: Collection[int]) -> set[int]:
    """Those who have an account that is open and was used; the house knows that of anybody."""
    with as_the_house():
        used = Account.objects.filter(person_id__in=persons, is_active=True)
        return set(used.exclude(settled_at=None).values_list("person_id", flat=True))


def labels(viewer: Sees, people: Mapping[int, tuple[int, ...]], *, by_name: bool) -> dict[int, str]:
    """How each of *people* is called, in the order of a list.

    An office knows the adults by name. A teacher knows her students: "Ben Rivera (Mother)".
    """
    if by_name:
        rows = Person.objects.filter(pk__in=people)
        return {one.pk: str(one) for one in rows.order_by("family_name", "given_name", "pk")}
    students = {student for theirs in people.values() for student in theirs}
    known = Student.objects.visible_to(viewer).filter(pk__in=students).select_related("person")
    place = {
        one.pk: (number, str(one.person))
        for number, one in enumerate(known.order_by("person__family_name", "person__given_name"))
    }
    ties = Guardianship.objects.visible_to(viewer).filter(student_id__in=students)
    related = {(person, student): relation for person, student, relation in
               ties.values_list("person_id", "student_id", "relation")}  # fmt: skip
    ordered = sorted(people, key=lambda one: (place[people[one][0]], one))
    return {one: _label(one, people[one], place, related) for one in ordered}


def _label(
    person: int,
    students: tuple[int, ...],
    place: Mapping[int, tuple[int, str]],
    related: Mapping[tuple[int, int], str],
) -> str:
    names = ", ".join(place[student][1] for student in students)
    relation = relation_words(related.get((person, students[0]), ""))
    return f"{names} ({relation})" if relation else names


def addressees(
    viewer: Sees, people: Mapping[int, tuple[int, ...]], kind: str, *, by_name: bool
) -> list[Addressee]:
    """Each of *people* with the ways by which she is reached, in the order of ``labels``."""
    ways, used = ways_of(people, kind), _with_account(people)
    return [
        Addressee(
            person,
            name,
            people[person],
            tuple(dict.fromkeys(way.way for way in ways.get(person, []))),
            person in used,
        )
        for person, name in labels(viewer, people, by_name=by_name).items()
    ]
