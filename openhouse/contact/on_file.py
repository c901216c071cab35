"""What stands in the records of somebody's phones, addresses and homes."""

from django.db.models import Q

from openhouse.common.scope import Sees, as_the_house
from openhouse.people.models import (
    ContactPoint,
    Guardianship,
    Household,
    HouseholdMember,
    Person,
    Student,
)

NAMES = ("given_name", "family_name")
#: Who lives at an address that changed: all of the home, or this person, who moved out.
TOGETHER, ALONE = "together", "alone"
HOME = ("street", "city", "state", "postal_code", "phone")


def points_of(person: int) -> list[ContactPoint]:
    """Phones, then e-mail addresses of *person*, as they stand in the records."""
    return list(ContactPoint.objects.filter(person_id=person).order_by("-kind", "pk"))


def homes_of(person: int) -> list[Household]:
    """The homes of *person*, those of the longest standing first."""
    return list(Household.objects.filter(members__person_id=person).order_by("pk"))


def parts_of(homes: list[Household]) -> list[tuple[str, Household | None]]:
    """Each home with what its fields begin with: "home" the first, "home<id>" another.

    Somebody without one has a first home to be written down.
    """
    others: list[tuple[str, Household | None]] = [(f"home{home.pk}", home) for home in homes[1:]]
    return [("home", homes[0] if homes else None), *others]


def shares(home: Household, person: int) -> bool:
    """If somebody else lives there, in reach of the desk or not."""
    with as_the_house():
        return HouseholdMember.objects.filter(household=home).exclude(person_id=person).exists()


def others_at_home(viewer: Sees, home: Household, person: int) -> list[str]:
    """Guardians and students in reach who live there too: a new address becomes theirs."""
    ties = Guardianship.objects.visible_to(viewer).values("person_id")
    students = Student.objects.visible_to(viewer).values("pk")
    members = HouseholdMember.objects.filter(household=home).exclude(person_id=person)
    people = Person.objects.filter(Q(pk__in=ties) | Q(pk__in=students))
    found = people.filter(pk__in=members.values("person_id")).order_by("given_name", "pk")
    return [str(each) for each in found]
