"""To whom a message goes: the adults to whom each of the students opens, and by which ways.

Portal access is per guardianship and child (``access.ties.hearers_of``): who is barred, or has no
access to a child, gets nothing about it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from openhouse.access.ties import hearers_of
from openhouse.access.viewer import System, Viewer
from openhouse.common.rows import among, array, rows
from openhouse.common.scope import Sees, as_the_house
from openhouse.notifications.kinds import Kind
from openhouse.notifications.ways import Way, ways_of
from openhouse.people.guard import seen
from openhouse.people.models import Account, ContactPoint, Guardianship, Person, Student
from openhouse.people.words import relation_words

_LANGUAGES = """
SELECT p.id, split_part(coalesce(nullif(a.language, ''), nullif(p.language, ''), %s), '-', 1)
FROM unnest(%s::bigint[]) AS asked (id)
JOIN people_person p ON p.id = asked.id LEFT JOIN people_account a ON a.person_id = p.id
"""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person who gets it: for which students, by which ways; without any, in the portal alone,
    if she has an account that was used."""

    person: int
    name: str
    students: tuple[int, ...]
    ways: tuple[str, ...]
    has_account: bool
    language: str = ""

    @property
    def reached(self) -> bool:
        return bool(self.ways)


def people_of(
    viewer: Sees, students: Collection[int], today: date, *, students_too: bool, language: str = ""
) -> dict[int, tuple[int, ...]]:
    """By each person who gets it her students among these: guardians, and who has an account.

    With a *language* only who reads it.

    The ties are read as the house, of students whom *viewer* sees: the wall's look at each of five
    thousand rows among five thousand ids takes seconds.
    """
    ids = seen(viewer, students)
    with as_the_house():
        found = hearers_of(System(), today, students=ids)
    if not students_too:
        found = {person: tuple(s for s in those if s != person) for person, those in found.items()}
    reads = _readers(found, language) if language else found.keys()
    return {person: theirs for person, theirs in found.items() if theirs and person in reads}


def _readers(persons: Collection[int], language: str) -> set[int]:
    """Who of them reads it."""
    with as_the_house():
        return {person for person, code in languages_of(persons).items() if code == language}


def languages_of(persons: Collection[int]) -> dict[int, str]:
    """What each reads: what she has chosen, else what the records say; read as the house.

    Of whom nobody knows reads what the portal speaks at first.
    """
    return dict(rows(_LANGUAGES, [settings.LANGUAGE_CODE, array(persons)]))


def phones_of(persons: Collection[int]) -> dict[int, list[str]]:
    """Whom an office can call where nothing reaches her: the phones on file, by person.

    It may read those of the adults of its students; of anybody else there is none.
    """
    found: dict[int, list[str]] = {}
    if persons:
        phones = ContactPoint.objects.filter(person_id__in=persons, kind=ContactPoint.Kind.PHONE)
        for person, value in phones.order_by("pk").values_list("person_id", "value"):
            found.setdefault(person, []).append(value)
    return found


def names_of(viewer: Viewer, students: Collection[int]) -> dict[int, str]:
    """The names of *students* whom *viewer* sees."""
    found = Student.objects.visible_to(viewer).filter(pk__in=students).select_related("person")
    return {one.pk: str(one.person) for one in found}


def _with_account(persons: Collection[int]) -> set[int]:
    """Those who have an account that is open and was used; read as the house."""
    used = Account.objects.filter(among("people_account.person_id", persons), is_active=True)
    return set(used.exclude(settled_at=None).values_list("person_id", flat=True))


def labels(viewer: Sees, people: Mapping[int, tuple[int, ...]], *, by_name: bool) -> dict[int, str]:
    """How each of *people* is called, in the order of a list.

    An office knows the adults by name. A teacher knows her students: "Ben Rivera (Mother)".
    """
    if by_name:
        with as_the_house():
            return _by_name(people)
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


def _by_name(people: Collection[int]) -> dict[int, str]:
    """What each is called to whom a student of the office's opens; the house knows that."""
    found = Person.objects.filter(among("people_person.id", people))
    ordered = found.order_by("family_name", "given_name", "pk")
    # as a person says her name, but of plain values: a hundred thousand objects take longer
    named = ordered.values_list("pk", "preferred_name", "given_name", "family_name")
    return {pk: f"{preferred or given} {family}" for pk, preferred, given, family in named}


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
    viewer: Sees, people: Mapping[int, tuple[int, ...]], kind: str, only: Collection[str], *,
    by_name: bool,
) -> list[Addressee]:  # fmt: skip
    """Each of *people* with the ways by which she is reached, in the order of ``labels``."""
    ways = ways_for(people, kind, only)
    with as_the_house():
        used, reads = _with_account(people), languages_of(people)
        named = _by_name(people) if by_name else {}
    return [
        Addressee(
            person,
            name,
            people[person],
            tuple(dict.fromkeys(way.way for way in ways.get(person, []))),
            person in used,
            reads.get(person, ""),
        )
        for person, name in (named or labels(viewer, people, by_name=by_name)).items()
    ]


def ways_for(persons: Collection[int], kind: str, only: Collection[str]) -> dict[int, list[Way]]:
    """By which ways each is reached; by *only* these, but an emergency by every one."""
    found = ways_of(persons, kind)
    if not only or kind == Kind.EMERGENCY:
        return found
    return {one: [way for way in ways if way.way in only] for one, ways in found.items()}
