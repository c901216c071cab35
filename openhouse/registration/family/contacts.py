"""Whom to call in an emergency, as far as it is a home's to know."""

from django.db.models import Q

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.people.models import Guardianship, Household, HouseholdMember
from openhouse.registration.models import Application, ApplicationMember, Part

MOST_CONTACTS = 10


def add_contacts(
    application: Application, home: Household | None, children: list[int], adults: list[int]
) -> None:
    """Whom to call of those on file, as far as they are this home's to know: who lives in it, whom
    it has named before, or anybody where the children have no other home.
    """
    ties = Guardianship.objects.visible_to(System()).filter(
        running(clock.today()), student_id__in=children, barred=False, legal_guardian=False,
        portal_access=False,
    )  # fmt: skip
    elsewhere = (
        Guardianship.objects.visible_to(System())
        .filter(student_id__in=children)
        .exclude(person_id__in=adults)
        .exclude(legal_guardian=False, portal_access=False)
    )
    if elsewhere.exists():
        there = HouseholdMember.objects.filter(household=home).values("person_id")
        lives_here = Q(person_id__in=there) if home else Q()
        ties = ties.filter(lives_here | Q(person_id__in=_named_before(application)))
    ordered = ties.order_by("call_order", "pk").values_list("person_id", flat=True)
    persons = [each for each in dict.fromkeys(ordered) if each not in adults]
    Part.objects.visible_to(System()).bulk_create(
        Part(application=application, kind=Part.Kind.CONTACT, position=position, person_id=person)
        for position, person in enumerate(persons[:MOST_CONTACTS])
    )


def _named_before(application: Application) -> list[int]:
    """Whom the home of *application* has named before, in what an adult of it could read."""
    mine = ApplicationMember.objects.filter(person_id=application.person_id or 0)
    rows = Part.objects.visible_to(System()).filter(
        kind=Part.Kind.CONTACT, removed_at=None, person__isnull=False,
        application__household=application.household_id, application__sent_at__isnull=False,
        application__in=mine.values("application"),
    )  # fmt: skip
    return [part.person_id for part in rows if part.person_id]
