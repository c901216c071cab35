"""Nor does a change between registrations let anybody see a child before a clerk has read who."""

from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.people.models import Guardianship, HouseholdMember, Person
from openhouse.registration.models import Candidate, Part
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.changing import adds, begun, child_at, chooses, says, sends, turn_on
from tests.registration.test_changes_office import does, elementary_clerk, see_papers
from tests.registration.test_family import page_of

pytestmark = pytest.mark.django_db
ALL = System()
DESK = "/north/office/registration/"


@pytest.fixture
def clerk(north: Cast) -> HouseClient:
    turn_on(north)
    return HouseClient.signed_in(north.clerk)


def _joined(cast: Cast, client: HouseClient, *, legal: str, is_anew: bool = True) -> Candidate:
    """A family has told of somebody who has joined it, who is new to the records."""
    number = begun(client)
    chooses(client, cast, number, "joined")
    adult = adds(client, cast, number, "guardian")
    says(
        client, page_of(number, adult, "guardians"), adult, guardian_given_name="Otto",
        guardian_family_name="Kern", guardian_relation="Stepfather", legal_guardian=legal,
        cell_phone="573 555 0101", email="otto@example.org", guardian_language="en",
        receives_mail="yes",
    )  # fmt: skip
    assert sends(client, number).status_code == 302
    with in_all(cast):
        who = None if is_anew else cast.father.id
        parts = Part.objects.visible_to(ALL).filter(pk=adult.pk)
        parts.update(matched_at=clock.now(), person=who)
    found = child_at(cast, number, "high")
    see_papers(cast, found.application)
    return found


def test_a_clerk_reads_who_will_see_the_children_and_says_that_she_has_checked_it(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    ben = _joined(north, client_of(north.mother), legal="yes")
    page = words_of(clerk.get(f"{DESK}{ben.pk}/"))
    assert "Otto Kern (otto@example.org) will read all that the school shows families of" in page
    assert "Otto Kern (otto@example.org) will read where the home" in page
    assert "The same holds for 1 more child of this home, at another school" in page
    assert "say that you have checked it" in does(clerk, north, ben, "take", everything="yes")
    with in_all(north):
        assert not Person.objects.filter(family_name="Kern").exists()
    done = does(clerk, north, ben, "take", everything="yes", checked="yes")
    assert "Written into the records" in done
    with in_all(north):
        ties = Guardianship.objects.visible_to(ALL).filter(person__family_name="Kern")
        assert [(tie.portal_access, tie.relation) for tie in ties] == [(True, "Stepfather")] * 2


def test_who_reads_both_children_is_told_of_no_other(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    ben = _joined(north, client_of(north.mother), legal="yes")
    page = words_of(HouseClient.signed_in(north.admin).get(f"{DESK}{ben.pk}/"))
    assert "will read all that the school shows" in page and "The same holds" not in page
    ana = child_at(north, ben.application_id, "elementary")
    page = words_of(elementary_clerk(north).get(f"{DESK}{ana.pk}/"))
    assert "will read all that the school shows" in page and "The same holds for 1 more" in page


def test_who_becomes_no_legal_guardian_is_not_asked_about(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    ben = _joined(north, client_of(north.mother), legal="no")
    assert "opens what is there already" not in words_of(clerk.get(f"{DESK}{ben.pk}/"))
    assert "Written into the records" in does(clerk, north, ben, "take", everything="yes")


def test_where_it_stays_as_on_file_nothing_is_opened(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    ben = _joined(north, client_of(north.mother), legal="yes")
    with in_all(north):
        part = Part.objects.visible_to(ALL).get(
            application=ben.application_id, kind="guardian", person=None
        )
    does(clerk, north, ben, "field", part=str(part.pk), key="legal_guardian", says="keep")
    assert "opens what is there already" not in words_of(clerk.get(f"{DESK}{ben.pk}/"))
    does(clerk, north, ben, "take", everything="yes")
    with in_all(north):
        ties = Guardianship.objects.visible_to(ALL).filter(person__family_name="Kern")
        assert [tie.portal_access for tie in ties] == [False, False]


def test_whom_an_office_found_in_the_records_moves_into_the_home_only_if_that_was_checked(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    ben = _joined(north, client_of(north.mother), legal="no", is_anew=False)
    page = words_of(clerk.get(f"{DESK}{ben.pk}/"))
    assert "will read where the home in the records is" in page
    assert "say that you have checked it" in does(clerk, north, ben, "take", everything="yes")
    there = HouseholdMember.objects.filter(
        household=north.rows["first_home"], person=north.father.id
    )
    with in_all(north):
        assert not there.exists()
    does(clerk, north, ben, "take", everything="yes", checked="yes")
    with in_all(north):
        assert there.exists()
