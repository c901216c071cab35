"""A lost phone, and the recovery codes with it: the office takes the second step away."""

import pytest

from tests.access.signing import sign_in
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import mails
from tests.sign_in.test_resetting import NEW, place, reset, shown

pytestmark = pytest.mark.django_db


def opened(code: str) -> HouseClient:
    """The client that typed the *code* of the letter and chose a password."""
    phone = HouseClient()
    phone.post("/north/open/", {"code": code})
    choice = {"username": "adult_mother", "password1": NEW, "password2": NEW, "agree": "on"}
    phone.last = phone.post("/north/open/choose/", choice).headers["Location"]  # type: ignore[attr-defined]
    return phone


def told(north: Cast) -> str:
    """What the owner's mail says of it."""
    return mails(north, "account.reset_by_staff")[-1].text


def test_the_office_says_what_becomes_of_the_second_step(north: Cast) -> None:
    """Nothing is ticked beforehand, and nothing is reset before it is said."""
    page = HouseClient.signed_in(north.clerk).get(place(north.adult_mother))
    assert "This account has: 1 passkey, added on" in words_of(page)
    answer = reset(north.clerk, north.adult_mother)
    assert "This account has: 1 passkey" in words_of(answer)
    assert sign_in(HouseClient(), "adult_mother").headers["Location"].endswith("/second-step/")
    page = HouseClient.signed_in(north.clerk).get(place(north.long_parent))
    assert "assk" not in words_of(page)


def test_a_second_step_that_stays_is_asked_for_and_told_of(north: Cast) -> None:
    (code,) = shown(reset(north.clerk, north.adult_mother, forget_second_step="no"))
    assert "open your account as before" in told(north)
    assert opened(code).last == "/north/sign-in/second-step/"  # type: ignore[attr-defined]


def test_the_office_takes_it_away_when_asked_and_she_reads_of_it(north: Cast) -> None:
    (code,) = shown(reset(north.clerk, north.adult_mother, forget_second_step="yes"))
    assert "were taken away" in told(north)
    phone = opened(code)
    assert phone.last == "/north/"  # type: ignore[attr-defined]
    words = words_of(phone.get("/north/account/"))
    assert "were taken away" in words and "Lost the phone" in words


def test_an_office_takes_no_second_step_of_those_it_does_not_help(north: Cast) -> None:
    answer = reset(north.clerk, north.admin, forget_second_step="yes")
    assert answer.status_code in (403, 404)
    assert HouseClient.signed_in(north.admin).get("/north/office/").status_code == 200
