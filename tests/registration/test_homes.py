"""Which home of the records a family's is, and whom to call: a person says so, never the house."""

from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.ledger.models import Change
from openhouse.people.models import Household, HouseholdMember, Person
from openhouse.registration.models import Candidate, Part
from openhouse.registration.office import deciding
from openhouse.registration.posting.hindrances import Stopped, Why
from openhouse.registration.rules.homes import Home, compare_homes
from openhouse.registration.rules.zones import place_of
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import ADDRESS, Applied, again
from tests.registration.test_posting import (
    accept,
    clerk_of,
    district_of,
    dump,
    post,
    undo,
)

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"
ALL = System()
OAK, UPSTAIRS = place_of("77 Oak Street, Apt 1"), place_of("77 Oak St #2")


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (Home(place=OAK, postal_code="65201", members=frozenset({1})), 100, 100),
        (Home(place=OAK, postal_code="65201"), 68, 87),
        (Home(place=UPSTAIRS, postal_code="65201", phones=frozenset({"5735550177"})), 60, 67),
        (Home(place=OAK, postal_code="65203"), 0, 34),
        (Home(place=place_of("9 Elm St"), members=frozenset({1})), 35, 67),
        (Home(place=place_of("9 Elm St"), phones=frozenset({"5735550177"})), 0, 55),
        (Home(place=place_of("9 Elm St"), postal_code="65201"), 0, 0),
        (Home(), 0, 0),
    ],
)
def test_a_home_is_compared_by_address_phone_and_who_lives_there(
    other: Home, least: int, most: int
) -> None:
    said = Home(0, OAK, "65201", frozenset({"5735550177"}), frozenset({1, 2}))
    found = compare_homes(said, other)
    assert least <= found.score <= most, found


@pytest.fixture
def oak(north: Cast, db: None) -> Household:
    """A home of the records in which somebody lives whom the clerk does not see."""
    with in_all(north):
        home = Household.objects.create(
            street="77 Oak St", city="Openfield", postal_code="65201", phone="(573) 555-0177"
        )
        lives = Person.objects.create(given_name="Olga", family_name="Orlova")
        HouseholdMember.objects.create(household=home, person=lives)
    return home


def arrives(cast: Cast, *, contact: bool = True) -> tuple[Applied, Candidate]:
    """A new family at 77 Oak Street, of which nobody has said who it is."""
    applied = Applied(cast, email="new@family.example")
    with in_all(cast):
        Part.objects.visible_to(ALL).filter(pk=applied.home.pk).update(matched_at=None)
    applied.says(applied.home, address=ADDRESS, home_phone="+15735550177")
    people = {
        "guardian": {"adult_given": "Nadia", "adult_family": "Haddad", "adult_lives": True},
        "contact": {"contact_given": "Samira", "contact_family": "Haddad"},
    }
    for kind, said in people.items():
        if kind == "guardian" or contact:
            applied.says(applied.part(kind, matched=False), **said)
    return applied, applied.child(given_name="Lina", family_name="Haddad", matched=False)


def says(client: HouseClient, candidate: Candidate, **sent: Any) -> str:
    answer = client.post(f"{DESK}{candidate.pk}/people/", sent)
    assert answer.status_code == 302
    return words_of(client.get(answer.headers["Location"]))


def test_a_home_that_is_alike_is_proposed_with_what_agrees_and_no_more(
    north: Cast, oak: Household
) -> None:
    _, child = arrives(north)
    page = words_of(HouseClient.signed_in(north.clerk).get(f"{DESK}{child.pk}/people/"))
    assert "same house number and street" in page
    assert "phone ends 0177" in page
    assert "1 person lives there" in page
    assert "Olga" not in page


def test_a_child_is_written_into_the_home_that_a_person_has_linked(
    north: Cast, oak: Household
) -> None:
    applied, child = arrives(north)
    clerk = HouseClient.signed_in(north.clerk)
    assert "Linked to a home of the records." in says(
        clerk, child, part=applied.home.pk, choice=f"home-{oak.pk}"
    )
    with in_all(north):
        (line,) = Change.objects.filter(kind="registration.linked")
    assert line.after["home"] == oak.pk
    assert "house.same" in line.after["agrees"]
    assert "Saved." in says(clerk, child, choice="all-new")
    assert "Everybody is decided." in words_of(clerk.get(f"{DESK}{child.pk}/people/"))
    revision = accept(north, child)
    before = dump(north)
    deciding.post(clerk_of(north), child.pk, revision, district_of(north), checked=True)
    with in_all(north):
        assert Household.objects.filter(street__startswith="77 Oak").count() == 1
        there = HouseholdMember.objects.filter(household=oak).values_list(
            "person__given_name", flat=True
        )
        assert set(there) == {"Olga", "Nadia", "Lina"}
        oak.refresh_from_db()
        assert oak.street == "77 Oak Street", "what the family says was taken"
    undo(north, child)
    assert dump(north) == before


def test_a_home_that_was_not_proposed_is_not_linked(north: Cast, oak: Household) -> None:
    applied, child = arrives(north)
    clerk = HouseClient.signed_in(north.clerk)
    other = north.rows["first_home"].pk
    said = says(clerk, child, part=applied.home.pk, choice=f"home-{other}")
    assert "not proposed any more" in said
    for part in (again(north, child).pk, 0):
        assert "Saved." not in says(clerk, child, part=part, choice=f"home-{oak.pk}")


def test_which_home_it_is_is_taken_back_and_decided_once(north: Cast, oak: Household) -> None:
    applied, child = arrives(north)
    clerk, home = HouseClient.signed_in(north.clerk), applied.home.pk
    says(clerk, child, part=home, choice=f"home-{oak.pk}")
    assert "Somebody has decided this already" in says(clerk, child, part=home, choice="new")
    assert "same house number and street" in says(clerk, child, part=home, choice="undo")
    assert "A new home." in says(clerk, child, part=home, choice="new")
    with in_all(north):
        part = Part.objects.visible_to(ALL).get(pk=home)
    assert part.household_id is None
    assert part.matched_at


def test_all_are_new_of_whom_nobody_is_alike_and_the_others_wait(
    north: Cast, oak: Household
) -> None:
    _, child = arrives(north)
    with in_all(north):
        known = Person.objects.create(given_name="Samira", family_name="Haddad")
        HouseholdMember.objects.create(household=oak, person=known)
        Part.objects.visible_to(ALL).filter(kind="contact").update(matched_at=None)
    clerk = HouseClient.signed_in(north.clerk)
    says(clerk, child, choice="all-new")
    with in_all(north):
        parts = Part.objects.visible_to(ALL).filter(application=child.application_id)
        decided = {each.kind for each in parts if each.matched_at}
    assert decided == {"guardian", "student"}, "a contact and a home are like somebody's"


def test_a_child_is_posted_only_once_home_and_contacts_are_told_apart(
    north: Cast, oak: Household
) -> None:
    _applied, child = arrives(north)
    clerk = HouseClient.signed_in(north.clerk)
    assert "3 people to be matched · home to be matched" in words_of(clerk.get(DESK))
    revision = accept(north, child)
    with pytest.raises(Stopped) as why:
        deciding.post(clerk_of(north), child.pk, revision, district_of(north))
    found = [(each.why, each.name) for each in why.value.found]
    assert (Why.UNMATCHED, "Samira Haddad") in found
    assert (Why.HOME, "") in found
    page = words_of(clerk.get(f"{DESK}{child.pk}/"))
    assert "Say which home it is: one on file, or a new one." in page


def test_a_family_that_says_no_address_is_asked_for_no_home(north: Cast) -> None:
    applied = Applied(north, email="new@family.example")
    child = applied.child(given_name="Lina", family_name="Haddad")
    with in_all(north):
        Part.objects.visible_to(ALL).filter(pk=applied.home.pk).update(matched_at=None)
    assert post(north, child).state == "posted"


def test_the_home_of_a_family_that_comes_back_is_known(north: Cast) -> None:
    applied = Applied(north, "mother", home="first_home")
    applied.says(applied.home, address=ADDRESS)
    child = applied.child("ben")
    with in_all(north):
        Part.objects.visible_to(ALL).filter(pk=applied.home.pk).update(matched_at=None)
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get(f"{DESK}{child.pk}/people/"))
    assert "Known from the start: a home of the records." in page
    assert "Somebody has decided" in says(clerk, child, part=applied.home.pk, choice="new")
    assert post(north, child).state == "posted"
