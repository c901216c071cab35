"""The queue: who takes care of a request, handed on, and who is who in a search."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from openhouse.common.scope import scope
from openhouse.ledger.models import Change
from openhouse.people.models import StaffPost
from openhouse.sign_in.models import AccountRequest, ActivationCode
from tests.cast import Cast
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def do(cast: Cast, who: str, request: str, what: str, **said: str) -> Any:
    place = f"/{cast.slug}/office/requests/{cast.rows[request].pk}/{what}/"
    return HouseClient.signed_in(cast.persons[who]).post(place, said)


def request_of(cast: Cast, key: str) -> AccountRequest:
    with house(cast):
        return AccountRequest.objects.get(pk=cast.rows[key].pk)


def page(cast: Cast, who: str, path: str) -> str:
    return words_of(HouseClient.signed_in(cast.persons[who]).get(f"/{cast.slug}/office/{path}"))


def test_a_request_that_names_nobody_is_answered_from_a_search_on_its_page(north: Cast) -> None:
    number = north.rows["request_high"].pk
    place = f"requests/{number}/"
    assert "No guardian in your schools’ records" in page(north, "clerk", place)
    found = page(north, "clerk", f"{place}?q={north.max.name.split()[0]}")
    assert f"It is {north.long_parent.name}" in found
    assert f"of {north.max.name}" in found
    assert f"It is {north.max.name}" not in found, "a student is no guardian"
    elsewhere = page(north, "clerk", f"{place}?q={north.father.name.split()[0]}")
    assert "No guardian found." in elsewhere
    assert f"It is {north.father.name}" not in elsewhere
    do(north, "clerk", "request_high", "decide", person=str(north.long_parent.id))
    assert request_of(north, "request_high").person_id == north.long_parent.id


def test_two_clerks_take_one_request_and_one_has_it(north: Cast) -> None:
    do(north, "clerk", "request_high", "take")
    do(north, "admin", "request_high", "take")
    assert request_of(north, "request_high").taken_by_id == north.clerk.id
    assert f"{north.clerk.name}" in page(north, "admin", "")
    number = north.rows["request_high"].pk
    assert "You do." in page(north, "clerk", f"requests/{number}/")
    assert "I take care of it" not in page(north, "admin", f"requests/{number}/")
    with house(north):
        lines = Change.objects.filter(kind="account.request_taken")
        assert [line.actor_id for line in lines] == [north.clerk.id]


def test_it_is_handed_on_to_a_colleague_and_back_to_all(north: Cast) -> None:
    do(north, "clerk", "request_high", "take")
    assert do(north, "clerk", "request_high", "hand-on", to=f"person-{north.admin.id}")
    assert request_of(north, "request_high").taken_by_id == north.admin.id
    do(north, "admin", "request_high", "hand-on", to="")
    assert request_of(north, "request_high").taken_by_id is None


def test_it_is_handed_on_to_another_school_and_leaves_this_desk(north: Cast) -> None:
    do(north, "clerk", "request_any", "take")
    west = north.rows["west"].pk
    do(north, "clerk", "request_any", "hand-on", to=f"school-{west}")
    request = request_of(north, "request_any")
    assert (request.school_id, request.taken_by_id) == (west, None)
    gone = HouseClient.signed_in(north.clerk).get(f"/north/office/requests/{request.pk}/")
    assert gone.status_code == 404


def test_it_goes_into_no_other_hands(north: Cast, south: Cast) -> None:
    with house(north):
        StaffPost.objects.filter(person_id=north.admin.id).update(ends_on="2026-10-05")
    for to in (
        f"person-{north.teacher.id}",
        f"person-{north.mother.id}",
        f"person-{north.admin.id}",
        f"person-{south.clerk.id}",
        f"school-{south.rows['west'].pk}",
        "person-",
        "person-x",
        "nobody-1",
        "²",
    ):
        do(north, "clerk", "request_high", "hand-on", to=to)
        request = request_of(north, "request_high")
        assert (request.taken_by_id, request.school_id) == (None, north.rows["high"].pk), to


def test_what_is_decided_is_neither_taken_nor_handed_on(north: Cast) -> None:
    do(north, "clerk", "request_high", "decide", note="No")
    do(north, "admin", "request_high", "take")
    do(north, "admin", "request_high", "hand-on", to=f"person-{north.clerk.id}")
    assert request_of(north, "request_high").taken_by_id is None


def test_requests_of_other_desks_are_out_of_reach(north: Cast, south: Cast) -> None:
    for what in ("take", "hand-on"):
        assert do(north, "clerk", "request_west", what).status_code == 404
        away = f"/north/office/requests/{south.rows['request_high'].pk}/{what}/"
        assert HouseClient.signed_in(north.clerk).post(away).status_code == 404
        assert do(north, "mother", "request_high", what).status_code == 403


def test_the_queue_says_how_long_each_waits(north: Cast) -> None:
    with house(north):
        request = AccountRequest.objects.create(
            source="form", name="Waits Long", email="w@else.example", school=north.rows["high"]
        )
        at = timezone.now() - timedelta(days=0)
        AccountRequest.objects.filter(pk=request.pk).update(asked_at=at)
    assert "Waits Long" in page(north, "clerk", "")
    assert "days" in page(north, "clerk", "")  # those of the cast are from August


def test_a_search_says_who_is_who(north: Cast) -> None:
    found = page(north, "clerk", f"?q={north.ben.name.split()[0]}")
    assert "Student, High School" in found
    assert "10th grade" in found
    assert f"of {north.ben.name}" in found
    assert f"of {north.ana.name}" not in found  # the mother has her too, at another school
    assert f"of {north.ana.name}" in page(north, "admin", f"?q={north.mother.name.split()[0]}")


def test_an_unused_code_is_named_with_its_day(north: Cast) -> None:
    person = north.cai.id
    with house(north):
        code = ActivationCode.objects.create(
            person_id=person,
            way="link",
            digest="d",
            sent_to="c@home.example",
            expires_at=timezone.now() + timedelta(days=1),
        )
        ActivationCode.objects.filter(pk=code.pk).update(made_at="2026-09-02T15:00Z")
    said = page(north, "clerk", f"people/{person}/")
    assert "Account never opened: code sent on Wednesday, Sep 2, 10:00 AM, unused." in said


def test_the_desk_lists_what_was_used_of_the_ways_in_one_gave(north: Cast) -> None:
    with house(north):
        ActivationCode.objects.create(
            person_id=north.cai.id,
            way="code",
            digest="d",
            made_by_id=north.clerk.id,
            expires_at=timezone.now(),
            used_at=timezone.now(),
        )
    assert "Used lately" in page(north, "clerk", "")
    assert "Used lately" not in page(north, "admin", "")
