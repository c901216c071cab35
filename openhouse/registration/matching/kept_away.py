"""Whom a court keeps from a child: who of an application or of a home is, or may be, such a one.

Posting stops at such a one (``posting/hindrances``); before that he hears nothing about the child.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from openhouse.access.ties import barred, open_ties
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.people.models import ContactPoint, Guardianship, HouseholdMember, Person
from openhouse.registration.matching.facts import Said, said_of
from openhouse.registration.models import Application, Candidate, Part
from openhouse.registration.rules.alike import may_be_called, plain_point


@dataclass(frozen=True, slots=True)
class KeptAway:
    """If he may be who reads at the *address* of the link; and which *persons* he may be."""

    address: bool = False
    persons: frozenset[int] = frozenset()


def kept_from_home(
    home: int | None, application: int = 0, children: Collection[int] = ()
) -> set[int]:  # fmt: skip
    """Whom a court order keeps today from a child of the home with this id, of *application* or
    among *children*. Whatever the records say of where he lives, nobody there shares an application
    with him. Read by the house."""
    there = HouseholdMember.objects.filter(household=home or 0).values("person_id")
    inside = Candidate.objects.visible_to(System()).filter(application=application)
    orders = Guardianship.objects.visible_to(System()).filter(
        Q(student_id__in=there)
        | Q(student_id__in=inside.values("student_id"))
        | Q(student_id__in=list(children)),
        barred(clock.today()),
    )
    return set(orders.values_list("person_id", flat=True))


def kept_away_from(application: Application, student: int | None) -> KeptAway:
    """Of *application*, whom a court order keeps today from *student*, or who has his name, phone
    or e-mail and no tie of her own. One statement where there is no order. By the house.
    """
    ties = Guardianship.objects.visible_to(System()).filter(student_id=student or 0)
    kept = [tie.person for tie in ties.filter(barred(clock.today())).select_related("person")]
    if not kept:
        return KeptAway()
    them = {person.pk for person in kept}
    points = ContactPoint.objects.filter(person__in=them).values_list("value", flat=True)
    reached = {plain_point(each) for each in points}
    seeing = open_ties(System(), clock.today()).filter(student_id=student or 0)
    hers = set(seeing.values_list("person_id", flat=True))
    adults = _adults(application)
    found = [each for each in adults if _is_one(each, kept, reached, hers)]
    return KeptAway(
        plain_point(application.email) in reached
        or any(each in found for each in _at_the_address(application, adults)),
        frozenset(them | {each.part.person_id for each in found if each.part.person_id}),
    )


def kept_at_the_address(application: Application, students: Collection[int]) -> set[int]:
    """Those of *students* from whom a court keeps, or may keep, who reads at the address of the
    link. One statement where there is no order, however many they are. By the house."""
    orders = Guardianship.objects.visible_to(System()).filter(
        barred(clock.today()), student_id__in=students
    )
    ordered = set(orders.values_list("student_id", flat=True))
    return {student for student in ordered if kept_away_from(application, student).address}


def _adults(application: Application) -> list[Said]:
    parts = Part.objects.visible_to(System()).filter(application=application, removed_at=None)
    said = said_of([application], parts.order_by("pk")).values()
    return [each for each in said if each.part.kind == Part.Kind.GUARDIAN]


def _is_one(
    each: Said, kept: list[Person], reached: Collection[str], hers: Collection[int]
) -> bool:
    number = each.part.person_id
    if number in hers:
        return False
    ways = {plain_point(way) for way in (*each.who.emails, *each.who.phones)}
    given, family = each.who.given, each.who.family
    return bool(ways & set(reached)) or any(
        number == one.pk
        or may_be_called(given, family, given_name=one.given_name, family_name=one.family_name)
        for one in kept
    )


def _at_the_address(application: Application, adults: list[Said]) -> list[Said]:
    """Who says that the address of the link is hers; where nobody does, each of them."""
    mail = application.email.strip().lower()
    if not mail:
        return []
    return [each for each in adults if mail in each.who.emails] or adults
