"""Writing a child down opens nothing that was in the records before, unless a clerk has read it."""

import re
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.people.models import ContactPoint, Guardianship, HouseholdMember
from openhouse.registration.models import Candidate
from openhouse.registration.models_office import Posting
from openhouse.sign_in.models import ActivationCode
from tests.cast import Cast, in_all
from tests.registration.applying import SENT, Applied, again

pytestmark = pytest.mark.django_db
ALL = System()
DESK = "/north/office/registration/"


def _stranger(cast: Cast, student: str = "ben", **said: Any) -> tuple[Applied, Candidate]:
    """Somebody unknown has registered a child of the records, whom an office has found there."""
    applied = Applied(cast, email="stranger@example.org")
    adult = applied.adult(
        **{"adult_given": "Otto", "adult_family": "Kern", "adult_email": "stranger@example.org"}
        | said
    )
    ties = {str(adult.pk): {"relation": "Father", "lives_with": True}}
    return applied, applied.child(student, state="accepted", ties=ties)


def _page(client: Any, candidate: Candidate) -> str:
    page = client.get(f"{DESK}{candidate.pk}/").content.decode()
    return re.sub(r" ZQ\w+", "", page)


def _post(client: Any, cast: Cast, candidate: Candidate, **more: str) -> str:
    sent = {"act": "post", "revision": again(cast, candidate).revision, **more}
    answer = client.post(f"{DESK}{candidate.pk}/decide/", sent, follow=True)
    return re.sub(r" ZQ\w+", "", answer.content.decode())


def _is_written(cast: Cast, candidate: Candidate) -> bool:
    with in_all(cast):
        return Posting.objects.visible_to(ALL).filter(candidate=candidate).exists()


def test_a_stranger_sees_a_known_child_only_after_a_clerk_has_read_it(
    north: Cast, client_of: Any
) -> None:
    _applied, candidate = _stranger(north)
    client = client_of(north.clerk)
    page = _page(client, candidate)
    assert "Otto Kern (stranger@example.org) will read all that the school shows families" in page
    assert "1 adult sees the child today" in page
    assert "say that you have checked it" in _post(client, north, candidate)
    assert not _is_written(north, candidate)
    with in_all(north):
        assert not ActivationCode.objects.filter(sent_to="stranger@example.org").exists()
    assert "Enrolled. The family is told." in _post(client, north, candidate, checked="yes")
    with in_all(north):
        ties = Guardianship.objects.visible_to(ALL).filter(student=north.ben.id)
        assert ties.exclude(pk__lt=100_000).filter(portal_access=True).count() == 1


def test_so_does_who_shares_an_application_and_has_no_tie_to_the_child(
    north: Cast, client_of: Any
) -> None:
    applied = Applied(north, "father", home="second_home")
    applied.adult("father")
    candidate = applied.child("ben", state="accepted")
    page = _page(client_of(north.clerk), candidate)
    assert re.search(r"Hugo Santos \([^)]*\) will read all", page)
    assert "say that you have checked" in _post(client_of(north.clerk), north, candidate)


def test_of_ones_own_child_and_of_a_new_one_nothing_is_asked(north: Cast, client_of: Any) -> None:
    applied = Applied(north, "mother", home="first_home")
    applied.adult("mother")
    candidate = applied.child("ben", state="accepted")
    client = client_of(north.clerk)
    assert "opens what is there already" not in _page(client, candidate)
    assert "Enrolled. The family is told." in _post(client, north, candidate)


def test_to_move_into_a_home_that_an_office_found_is_read_first(
    north: Cast, client_of: Any
) -> None:
    applied, candidate = _stranger(north, "")
    with in_all(north):
        type(applied.home).objects.visible_to(ALL).filter(pk=applied.home.pk).update(
            household=north.rows["first_home"].pk, matched_at=SENT
        )
    applied.says(candidate.part, given_name="New", family_name="Kern", born_on="2010-05-01")
    client = client_of(north.clerk)
    assert "Otto Kern (stranger@example.org) will read where the home" in _page(client, candidate)
    assert "say that you have checked" in _post(client, north, candidate)


def test_whom_a_court_keeps_from_the_child_is_not_moved_into_her_home(
    north: Cast, client_of: Any
) -> None:
    applied = Applied(north, email="nils@example.org")
    adult = applied.adult("barred", adult_lives=True)
    ties = {str(adult.pk): {"relation": "Father", "lives_with": True}}
    candidate = applied.child("leo", state="accepted", ties=ties)
    with in_all(north):
        type(applied.home).objects.visible_to(ALL).filter(pk=applied.home.pk).update(
            household=north.rows["third_home"].pk, matched_at=SENT
        )
    page = _post(client_of(north.clerk), north, candidate, checked="yes")
    assert "Enrolled. The family is told." in page
    with in_all(north):
        assert not HouseholdMember.objects.filter(person=north.barred.id).exists()


@pytest.mark.parametrize(
    "said", [{"adult_email": "Nils@Example.org"}, {"adult_cell": "+15735550123"}]
)
def test_whom_a_court_keeps_away_is_known_by_his_phone_and_email_whatever_he_is_called(
    north: Cast, client_of: Any, said: dict[str, str]
) -> None:
    with in_all(north):
        for kind, value in (("email", "nils@example.org"), ("phone", "573-555-0123")):
            ContactPoint.objects.create(person_id=north.barred.id, kind=kind, value=value)
    _applied, candidate = _stranger(north, "leo", **said)
    client = client_of(north.clerk)
    assert "A court order keeps somebody" in _page(client, candidate)
    _post(client, north, candidate, checked="yes")
    assert not _is_written(north, candidate)


def test_nor_by_a_child_of_his_own_who_was_written_down_first(north: Cast, client_of: Any) -> None:
    applied, candidate = _stranger(north)
    own = applied.child("", state="sent", given_name="Own", family_name="Kern",
                        born_on="2010-05-01")  # fmt: skip
    client = client_of(north.clerk)
    place = f"{DESK}{own.pk}/decide/"
    sent = {"act": "accept", "revision": own.revision, "everything": "yes"}
    client.post(place, sent)
    assert "Enrolled. The family is told." in _post(client, north, own)
    assert "Otto Kern (stranger@example.org) will read all" in _page(client, candidate)
    assert "say that you have checked" in _post(client, north, candidate)
    assert not _is_written(north, candidate)
