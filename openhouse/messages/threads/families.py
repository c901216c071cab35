"""With whom at home the school begins: a student that is somebody's to write about, and who of the
adults reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openhouse.access.offices import offices_of
from openhouse.access.ties import open_ties
from openhouse.access.viewer import System, Viewer
from openhouse.common.models import running
from openhouse.common.rows import LARGEST_ID
from openhouse.common.scope import as_the_house
from openhouse.messages.threads.who import Addressee, students_taught
from openhouse.people.models import Enrollment, HouseholdMember
from openhouse.people.words import relation_words

#: Students that a search shows, at most, and words of it that are looked for.
MOST, MOST_WORDS = 30, 5


@dataclass(frozen=True, slots=True)
class Whom:
    """A student about whom the school writes, by a key, and as whose conversation it is kept."""

    key: str
    words: str
    student: int
    to: Addressee


def whom_of(viewer: Viewer, key: str, today: date) -> Whom | None:
    """Whom *key* names, if that is hers to write about: a student in a class that she teaches, or
    of a school whose office she keeps."""
    taught = students_taught(viewer, today).get(key) if "teacher" in viewer.roles else None
    if taught:
        return Whom(key, *taught)
    kind, _dash, number = key.partition("-")
    if kind[:1] != "s" or not (kind[1:].isdecimal() and number.isdecimal()):
        return None
    school, student = int(kind[1:]), int(number)
    if max(school, student) > LARGEST_ID:
        return None
    found = _kept(viewer, Q(school_id=school, student_id=student), today)
    return found[0] if found else None


def whom_called(viewer: Viewer, text: str, today: date) -> list[Whom]:
    """The students of her offices' schools whose name or number has each word of *text*."""
    called = Q()
    for word in text.split()[:MOST_WORDS]:
        person = "student__person__"
        called &= (
            Q(**{f"{person}given_name__icontains": word})
            | Q(**{f"{person}preferred_name__icontains": word})
            | Q(**{f"{person}family_name__icontains": word})
            | Q(student__number=word)
        )
    return _kept(viewer, called, today) if called else []


def _kept(viewer: Viewer, which: Q, today: date) -> list[Whom]:
    schools = offices_of(viewer)
    there = Q() if schools is None else Q(school_id__in=schools)
    found = (
        Enrollment.objects.visible_to(viewer)
        .filter(running(today), there, which)
        .select_related("student__person", "school")
        .order_by("student__person__family_name", "student__person__given_name", "pk")
    )
    return [
        Whom(
            f"s{one.school_id}-{one.student_id}",
            f"{one.student.person}, {one.school.name}",
            one.student_id,
            Addressee(one.school_id, one.school.name),
        )
        for one in found[:MOST]
    ]


def homes_of(adults: Sequence[tuple[int, str]]) -> dict[int, list[tuple[int, str]]]:
    """Of *adults* those who live together, by the id of their household, where others do not.

    Each is an adult to whom the child opens: a partner who sees nothing of it is not among them.
    """
    words, found = dict(adults), dict[int, list[tuple[int, str]]]()
    with as_the_house():
        lives = HouseholdMember.objects.filter(person_id__in=words).order_by("household_id", "pk")
        for home, person in lives.values_list("household_id", "person_id"):
            found.setdefault(home, []).append((person, words[person]))
    return {home: those for home, those in found.items() if 1 < len(those) < len(words)}


def lives_with(viewer: Viewer, student: int, today: date) -> list[int]:
    """The other adults of *viewer*'s home to whom the child opens."""
    homes = homes_of(adults_of(student, today)).values()
    hers = [{person for person, _words in those} for those in homes]
    me = viewer.person_id
    return sorted(set().union(*(those for those in hers if me in those)) - {me})


def adults_of(student: int, today: date) -> list[tuple[int, str]]:
    """Who at home reads about the student, by id: "Marta Rivera, Mother"."""
    with as_the_house():
        ties = open_ties(System(), today).filter(student_id=student).select_related("person")
        return [
            (
                one.person_id,
                ", ".join(filter(None, (str(one.person), relation_words(one.relation)))),
            )
            for one in ties.order_by("pk")
        ]
