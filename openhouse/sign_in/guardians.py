"""Guardians in batch (ACC-07): who is written to, and the list of those who cannot be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import translation

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System
from openhouse.common.scope import as_the_house
from openhouse.districts.models import District
from openhouse.people.models import Account, ContactPoint, Enrollment, Guardianship, Person
from openhouse.sign_in.activation import make_code
from openhouse.sign_in.models import ActivationCode
from openhouse.sign_in.rules import AROUND, eighteen_ago

EMAIL = ContactPoint.Kind.EMAIL


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A guardian whom no letter reaches; ``shared`` are addresses that others have too."""

    person: int
    name: str
    shared: tuple[str, ...]


def open_ties(today: date, school: int | None = None) -> QuerySet[Guardianship]:
    """Guardianships that open a child today, as ``rules.why_closed`` says it of one of them."""
    near = Enrollment.objects.visible_to(System()).filter(
        Q(starts_on=None) | Q(starts_on__lte=today + AROUND),
        Q(ends_on=None) | Q(ends_on__gte=today - AROUND),
        student_id=OuterRef("student_id"),
        school__portal_open=True,
    )
    if school:
        near = near.filter(school_id=school)
    ties = Guardianship.objects.visible_to(System()).filter(
        Q(starts_on=None) | Q(starts_on__lte=today),
        Q(ends_on=None) | Q(ends_on__gte=today),
        Exists(near),
        portal_access=True,
    )
    ties = ties.exclude(Q(barred=True) & (Q(barred_until=None) | Q(barred_until__gte=today)))
    dependents = District.objects.filter(
        pk=OuterRef("district_id"), adult_students_are_dependents=True
    )
    adult = Q(student__person__born_on__lte=eighteen_ago(today))
    return ties.exclude(adult & ~Exists(dependents))


def without_account(today: date, school: int | None = None) -> QuerySet[Person]:
    """Guardians with a child that is open to them, no account, and no way in so far."""
    return Person.objects.filter(
        ~Exists(Account.objects.filter(person_id=OuterRef("pk"))),
        ~Exists(ActivationCode.objects.filter(person_id=OuterRef("pk"))),
        pk__in=open_ties(today, school).values("person_id"),
    )


def addresses(people: QuerySet[Person]) -> dict[int, list[tuple[str, bool]]]:
    """The e-mail addresses of *people*; each with whether it is one person's alone."""
    filed = ContactPoint.objects.filter(kind=EMAIL).annotate(lower=Lower("value"))
    with as_the_house():  # somebody at another school may share the address
        ids = list(people.values_list("pk", flat=True))
        mine = list(filed.filter(person_id__in=ids).order_by("pk").values_list(
            "person_id", "value", "lower"
        ))  # fmt: skip
        many = filed.values("lower").annotate(owners=Count("person_id", distinct=True))
        shared = set(many.filter(owners__gt=1).values_list("lower", flat=True))
    found: dict[int, list[tuple[str, bool]]] = {}
    for person, value, lower in mine:
        found.setdefault(person, []).append((value, lower not in shared))
    return found


def to_invite(today: date, school: int | None = None) -> list[tuple[int, str]]:
    """Persons with the address that is theirs alone."""
    found = []
    for person, filed in addresses(without_account(today, school)).items():
        own = [value for value, alone in filed if alone]
        if own:
            found.append((person, own[0]))
    return found


def left_out(today: date, school: int | None = None) -> list[LeftOut]:
    """Guardians in reach whom no mail reaches: without an address, or with a shared one."""
    people = without_account(today, school).order_by("family_name", "given_name", "pk")
    filed = addresses(people)
    return [
        LeftOut(person.pk, str(person), tuple(value for value, _ in filed.get(person.pk, [])))
        for person in people
        if not any(alone for _, alone in filed.get(person.pk, []))
    ]


def invite(found: Sequence[tuple[int, str]], district: CurrentDistrict, by: int | None) -> int:
    """Mail each person of *found* her way in, in her language; how many were written to."""
    languages = dict(
        Person.objects.filter(pk__in=[person for person, _ in found]).values_list("pk", "language")
    )
    for person, email in found:
        with translation.override(languages.get(person) or "en"):
            make_code(person, district, by=by, email=email)
    return len(found)
