"""The counselor's part: what a family says of services is looked at by her, and she says so."""

import pytest

from openhouse.access.viewer import System
from openhouse.people.models import StaffPost
from openhouse.registration.models import Candidate
from openhouse.registration.models_office import Review
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.test_office import DESK, candidate_part, does, returning

pytestmark = pytest.mark.django_db
PART = "The counselor’s part"


def said(north: Cast) -> Candidate:
    """A child of whom a family says something about services."""
    applied, candidate = returning(north)
    applied.says(candidate_part(applied, candidate), services="Speech", reads=False)
    return candidate


def counselor(north: Cast) -> HouseClient:
    """Who kept the office is the school's counselor now."""
    with in_all(north):
        StaffPost.objects.filter(person=north.clerk.id, role="office").update(role="counselor")
    return HouseClient.signed_in(north.clerk)


def seen(north: Cast, candidate: Candidate) -> list[tuple[str, str]]:
    with in_all(north):
        rows = Review.objects.visible_to(System()).filter(candidate=candidate)
        return list(rows.values_list("desk", "note"))


def test_a_counselor_notes_that_she_has_looked_and_the_office_reads_it(north: Cast) -> None:
    candidate, hers = said(north), counselor(north)
    page = words_of(hers.get(f"{DESK}{candidate.pk}/"))
    assert PART in page and "Speech" in page
    assert "Ben Rivera" in words_of(hers.get(DESK, {"missing": "services-unseen"}))
    after = does(hers, candidate, north, "services", note="Meets Ms. Lee in August")
    assert "Your colleagues see that you have looked at it" in after
    assert seen(north, candidate) == [("counselor", "Meets Ms. Lee in August")]
    office = words_of(HouseClient.signed_in(north.admin).get(f"{DESK}{candidate.pk}/"))
    assert "Done by" in office and "Meets Ms. Lee in August" in office
    assert "Ben Rivera" not in words_of(hers.get(DESK, {"missing": "services-unseen"}))
    assert "Ben Rivera" in words_of(hers.get(DESK, {"missing": "services"}))
    assert "It waits for you again" in does(hers, candidate, north, "services again")
    assert seen(north, candidate) == []


def test_where_there_is_a_counselor_no_clerk_says_it_for_her(north: Cast) -> None:
    candidate = said(north)
    with in_all(north):
        school = StaffPost.objects.get(person=north.clerk.id, role="office").school_id
        teacher = north.second_teacher.id
        StaffPost.objects.create(person_id=teacher, school_id=school, role="counselor")
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get(f"{DESK}{candidate.pk}/"))
    assert PART in page and "Note for the school" not in page
    sent = {"act": "services", "revision": candidate.revision}
    assert clerk.post(f"{DESK}{candidate.pk}/decide/", sent).status_code == 404
    assert seen(north, candidate) == []


def test_where_there_is_none_the_office_does(north: Cast) -> None:
    candidate = said(north)
    clerk = HouseClient.signed_in(north.clerk)
    does(clerk, candidate, north, "services")
    assert seen(north, candidate) == [("counselor", "")]


def test_of_whom_nothing_is_said_there_is_no_such_part(north: Cast) -> None:
    applied, candidate = returning(north)
    applied.says(candidate_part(applied, candidate), services="", reads=False)
    assert PART not in words_of(counselor(north).get(f"{DESK}{candidate.pk}/"))


def test_the_enrollment_does_not_wait_for_it(north: Cast) -> None:
    candidate = said(north)
    clerk = HouseClient.signed_in(north.clerk)
    does(clerk, candidate, north, "accept", everything="yes")
    assert "Enrolled. The family is told." in does(clerk, candidate, north, "post")
