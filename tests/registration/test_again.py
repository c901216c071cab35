"""Taken back and said otherwise: nothing of the first posting is left, and the next is whole."""

from typing import Any

import pytest
from django.db.models import QuerySet

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.people.models import Guardianship, Household, HouseholdMember, Person
from openhouse.registration.models import ApplicationMember, Candidate, Part
from openhouse.registration.models_office import TakenOut
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import Applied, again, new_family

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"
ALL = System()


def _does(client: HouseClient, cast: Cast, child: Candidate, act: str, **sent: str) -> str:
    revision = again(cast, child).revision
    answer = client.post(
        f"{DESK}{child.pk}/decide/", {"act": act, "revision": revision} | sent, follow=True
    )
    return words_of(answer)


def _rows(cast: Cast) -> list[Any]:
    tables = (Person, Household, HouseholdMember, Guardianship, ApplicationMember)
    with in_all(cast):
        return [sorted(QuerySet(table).values_list(), key=str) for table in tables]


def test_linked_to_the_wrong_person_it_is_taken_back_and_written_anew(
    north: Cast, client_of: Any
) -> None:
    applied, (child,) = new_family(north)
    client = client_of(north.clerk)
    _does(client, north, child, "accept", everything="yes")
    before = _rows(north)
    with in_all(north):
        mother = QuerySet(Part).get(application=applied.application, kind="guardian")
        QuerySet(Part).filter(pk=mother.pk).update(person=north.mother.id)
    assert "Enrolled" in _does(client, north, child, "post", checked="yes")
    lina = again(north, child).student_id
    with in_all(north):
        tied = QuerySet(Guardianship).get(student=lina, legal_guardian=True)
        assert (tied.person_id, tied.portal_access) == (north.mother.id, False)
    _does(client, north, child, "undo")
    assert _rows(north) == before
    with in_all(north):
        QuerySet(Part).filter(pk=mother.pk).update(person=None)
    assert "Enrolled" in _does(client, north, child, "post", checked="yes")
    with in_all(north):
        ties = QuerySet(Guardianship).filter(student=again(north, child).student_id)
        assert {str(tie.person) for tie in ties} == {"Nadia Haddad", "Samira Haddad"}
        assert not ties.filter(person=north.mother.id).exists()


def test_a_guardian_who_was_taken_out_is_back_and_parts_again(north: Cast, client_of: Any) -> None:
    applied = Applied(north, "mother", home="first_home")
    applied.adult("mother")
    gone = applied.part("guardian", "father", removed_at=clock.now())
    child = applied.child("ana", school="high", state="accepted")
    with in_all(north):
        ApplicationMember(application=applied.application, person_id=north.father.id).save(
            force_insert=True
        )
    client, before = client_of(north.admin), _rows(north)
    says = {"part": str(gone.pk), "says": "ends", "ends_on": clock.today().isoformat()}
    _does(client, north, child, "taken out", **says)
    for _ in range(2):
        assert "Enrolled" in _does(client, north, child, "post")
        with in_all(north):
            tie = QuerySet(Guardianship).get(student=north.ana.id, person=north.father.id)
            members = QuerySet(ApplicationMember).filter(application=applied.application)
            assert tie.ends_on == clock.today() and not tie.portal_access
            assert [one.person_id for one in members] == [north.mother.id]
        _does(client, north, child, "undo")
        assert _rows(north) == before
    with in_all(north):
        assert TakenOut.objects.visible_to(ALL).filter(candidate=child).count() == 1
