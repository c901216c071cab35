"""An address that opens somebody's account is hers to change, whoever fills in for her home."""

from hashlib import sha256
from typing import Any

import pytest
from django.db.models import QuerySet

from openhouse.people.models import Account, ContactPoint
from openhouse.registration.models import ApplicationKey, ApplicationMember, Candidate, Part
from openhouse.registration.models_answers import Answer
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import SENT, Applied, again

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"
HIS = "stranger@else.example"


def _does(cast: Cast, candidate: Candidate, act: str, **sent: Any) -> str:
    clerk = HouseClient.signed_in(cast.clerk)
    data = {"act": act, "revision": again(cast, candidate).revision} | sent
    return words_of(clerk.post(f"{DESK}{candidate.pk}/decide/", data, follow=True))


def _on_file(cast: Cast, value: str) -> bool:
    with in_all(cast):
        return ContactPoint.objects.filter(value=value).exists()


def _shared(cast: Cast, by: str) -> tuple[Applied, Candidate, Part]:
    """The mother's home has sent an application that her grandmother shares; *by* wrote it."""
    applied = Applied(cast, "mother", home="first_home")
    with in_all(cast):
        ApplicationMember(application=applied.application, person_id=cast.grandmother.id).save(
            force_insert=True
        )
    part = applied.adult("grandmother", adult_email="new@home.example")
    with in_all(cast):
        QuerySet(Answer).filter(part=part).update(person=cast.persons[by].id)
    return applied, applied.child("ben", given_name="Ben"), part


@pytest.mark.parametrize(("by", "written"), [("grandmother", True), ("mother", False)])
def test_of_those_who_share_a_home_each_changes_her_own_e_mail_alone(
    north: Cast, by: str, written: bool
) -> None:
    _applied, candidate, part = _shared(north, by)
    page = words_of(HouseClient.signed_in(north.clerk).get(f"{DESK}{candidate.pk}/"))
    assert ("Only she herself changes it" in page) is not written
    _does(north, candidate, "field", part=part.pk, key="adult_email", says="take")
    _does(north, candidate, "accept", everything="yes")
    _does(north, candidate, "post", checked="yes")
    assert again(north, candidate).state == "posted"
    assert _on_file(north, "new@home.example") is written


def _by_link(cast: Cast, person: str) -> tuple[Applied, Candidate, Part]:
    """Who has a link has written down two new children and himself, whom an office has said to be
    *person*: she has an account, and he her name and phone."""
    applied = Applied(cast, email=HIS)
    adult = applied.adult(person, adult_email=HIS)
    with in_all(cast):
        ApplicationKey.objects.create(
            application=applied.application, digest=sha256(b"his").hexdigest(), made_at=SENT,
            ends_on=cast.rows["window"].closes_on,
        )  # fmt: skip
        QuerySet(Account).filter(person=cast.persons[person].id).update(settled_at=SENT)
    child = applied.child(given_name="Quinlan", family_name="Zabriskie", born_on="2011-02-03")
    return applied, child, adult


def test_a_stranger_whom_an_office_takes_for_a_mother_gets_no_way_to_her_account(
    north: Cast,
) -> None:
    applied, candidate, adult = _by_link(north, "mother")
    his = HouseClient()
    link = address("north", "register-link", "his")
    assert "You have an account here now" not in words_of(his.get(link))
    with in_all(north):
        assert not ApplicationMember.objects.filter(application=applied.application).exists()
    _does(north, candidate, "field", part=adult.pk, key="adult_email", says="take")
    _does(north, candidate, "accept", everything="yes")
    _does(north, candidate, "post", checked="yes")
    assert again(north, candidate).state == "posted"
    assert not _on_file(north, HIS)
    with in_all(north):
        assert not ApplicationMember.objects.filter(application=applied.application).exists()


def test_nor_does_the_mother_read_what_the_stranger_wrote(north: Cast, client_of: Any) -> None:
    applied, _candidate, _adult = _by_link(north, "mother")
    mother = client_of(north.mother)
    mother.get("/north/family/registration/")
    assert mother.get(f"/north/family/registration/{applied.application.pk}/").status_code == 404


def test_who_was_taken_for_somebody_reads_no_more_once_that_is_taken_back(
    north: Cast, client_of: Any
) -> None:
    applied, candidate, adult = _by_link(north, "mother")
    with in_all(north):
        ContactPoint.objects.create(person_id=north.mother.id, kind="email", value=HIS)
    mother, page = client_of(north.mother), f"/north/family/registration/{applied.application.pk}/"
    mother.get("/north/family/registration/")
    assert mother.get(page).status_code == 200
    people = address("north", "registration-people", candidate.pk)
    HouseClient.signed_in(north.clerk).post(people, {"part": adult.pk, "choice": "undo"})
    assert mother.get(page).status_code == 404
