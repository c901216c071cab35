"""A child whom the records probably know is told apart before a school decides about her."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from openhouse.people.models import Person, StaffPost
from openhouse.registration.models import Candidate
from openhouse.registration.rules.matching import Who, compare, is_probable
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import Applied, again
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"


def _twin_entry(cast: Cast, **more: Any) -> tuple[Applied, Candidate]:
    """A stranger registers a child who is called as one of the records and was born that day."""
    with in_all(cast):
        Person.objects.filter(pk=cast.leo.id).update(born_on=date(2012, 3, 4))
        leo = Person.objects.get(pk=cast.leo.id)
    applied = Applied(cast, email="stranger@example.org")
    applied.adult(adult_given="Otto", adult_family="Kern")
    said = {"given_name": leo.given_name, "family_name": leo.family_name,
            "born_on": str(leo.born_on)}  # fmt: skip
    return applied, applied.child(matched=False, **said | more)


def _accept(cast: Cast, who: Any, child: Candidate) -> Any:
    client = HouseClient.signed_in(who)
    sent = {"act": "accept", "revision": again(cast, child).revision, "everything": "yes"}
    return client.post(f"{DESK}{child.pk}/decide/", sent, follow=True)


def test_a_school_says_first_who_a_child_is_and_is_led_there(north: Cast) -> None:
    _applied, child = _twin_entry(north)
    answer = _accept(north, north.clerk, child)
    assert answer.redirect_chain[-1][0] == f"{DESK}{child.pk}/people/"
    assert "The records probably know this child already." in words_of(answer)
    assert again(north, child).state == "sent"
    assert not mails(north, "notice.registration")
    clerk = HouseClient.signed_in(north.clerk)
    clerk.post(f"{DESK}{child.pk}/people/", {"part": child.part.pk, "choice": "new"})
    _accept(north, north.clerk, child)
    assert again(north, child).state == "accepted"


@pytest.mark.parametrize("act", ["wait", "decline", "send back"])
def test_nor_is_the_family_written_to_before_it_is_said(act: str, north: Cast) -> None:
    _applied, child = _twin_entry(north)
    clerk = HouseClient.signed_in(north.clerk)
    ask = {"act": "field", "part": child.part.pk, "key": "given_name", "says": "ask",
           "question": "Is it Leo?", "revision": again(north, child).revision}  # fmt: skip
    clerk.post(f"{DESK}{child.pk}/decide/", ask)

    def act_now() -> Any:
        sent = {"act": act, "revision": again(north, child).revision, "reason": "Full."}
        return clerk.post(f"{DESK}{child.pk}/decide/", sent | {"though_free": "yes"}, follow=True)

    answer = act_now()
    assert answer.redirect_chain[-1][0] == f"{DESK}{child.pk}/people/"
    assert "The records probably know this child already." in words_of(answer)
    assert again(north, child).state == "sent"
    assert not mails(north, "notice.registration")
    clerk.post(f"{DESK}{child.pk}/people/", {"part": child.part.pk, "choice": "new"})
    act_now()
    assert again(north, child).state != "sent"
    assert len(mails(north, "notice.registration")) == 1


def test_nor_are_several_accepted_at_once_without_it(north: Cast) -> None:
    _applied, child = _twin_entry(north)
    clerk = HouseClient.signed_in(north.clerk)
    answer = clerk.post(f"{DESK}accept/", {f"child-{child.pk}": 0}, follow=True)
    assert "The records probably know this child already." in words_of(answer)
    assert again(north, child).state == "sent"


def test_a_counselor_who_says_not_who_people_are_stays_on_the_childs_page(north: Cast) -> None:
    _applied, child = _twin_entry(north)
    with in_all(north):
        StaffPost.objects.filter(person=north.clerk.id).update(role="counselor")
    answer = _accept(north, north.clerk, child)
    assert answer.status_code == 200
    assert "The records probably know this child already." in words_of(answer)
    assert again(north, child).state == "sent"


def test_nor_is_it_gone_round_by_another_family_name(north: Cast) -> None:
    _applied, child = _twin_entry(north, family_name="Kern")
    _accept(north, north.clerk, child)
    assert again(north, child).state == "sent"


def test_nor_by_another_sex_and_a_twin_is_no_such_child() -> None:
    leo = Who(given="Leo", family="Lindqvist", born_on=date(2014, 5, 6), sex="male", role="child")
    as_a_girl, twin = replace(leo, sex="female"), replace(leo, given="Mats")
    assert compare(as_a_girl, leo).score < 68
    assert is_probable(compare(as_a_girl, leo)) and is_probable(compare(leo, leo))
    assert not is_probable(compare(twin, leo))


def test_who_is_like_nobody_is_accepted_as_before(north: Cast) -> None:
    _applied, child = _twin_entry(north, given_name="Quinlan", family_name="Zabriskie",
                                  born_on="2011-02-03")  # fmt: skip
    _accept(north, north.clerk, child)
    assert again(north, child).state == "accepted"
