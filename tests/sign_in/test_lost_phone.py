"""A lost phone, and the recovery codes with it: the office takes the second step away."""

import pytest

from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.test_resetting import NEW, reset, shown

pytestmark = pytest.mark.django_db


def opened(code: str) -> HouseClient:
    """The client that typed the *code* of the letter and chose a password."""
    phone = HouseClient()
    phone.post("/north/open/", {"code": code})
    choice = {"username": "adult_mother", "password1": NEW, "password2": NEW, "agree": "on"}
    phone.last = phone.post("/north/open/choose/", choice).headers["Location"]  # type: ignore[attr-defined]
    return phone


def test_a_reset_alone_leaves_the_second_step(north: Cast) -> None:
    (code,) = shown(reset(north.clerk, north.adult_mother))
    assert opened(code).last == "/north/sign-in/second-step/"  # type: ignore[attr-defined]


def test_the_office_takes_it_away_when_asked_and_she_reads_of_it(north: Cast) -> None:
    (code,) = shown(reset(north.clerk, north.adult_mother, forget_second_step="on"))
    phone = opened(code)
    assert phone.last == "/north/"  # type: ignore[attr-defined]
    words = words_of(phone.get("/north/account/"))
    assert "were taken away" in words and "Lost the phone" in words


def test_an_office_takes_no_second_step_of_those_it_does_not_help(north: Cast) -> None:
    answer = reset(north.clerk, north.admin, forget_second_step="on")
    assert answer.status_code in (403, 404)
    assert HouseClient.signed_in(north.admin).get("/north/office/").status_code == 200
