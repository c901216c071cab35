"""A passkey is offered once, after the first steps, and never again."""

import pytest

from openhouse.people.models import Account
from tests.access.signing import sign_in
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.passkeys import Passkey
from tests.sign_in.second_step import add_passkey, browser

pytestmark = pytest.mark.django_db
OFFER = "/north/account/offer/"


def settled(cast: Cast, client: HouseClient) -> None:
    """The mother goes through the first steps."""
    with in_all(cast):
        Account.objects.filter(pk=cast.mother.account).update(settled_at=None)
    sign_in(client, "mother")
    done = client.post("/north/first-steps/", {"agree": "on"})
    assert done.headers["Location"] == "/north/"


def test_it_is_offered_once_after_the_first_steps(north: Cast, client: HouseClient) -> None:
    settled(north, client)
    assert client.get("/north/").headers["Location"] == OFFER
    assert "Not now" in words_of(client.get(OFFER))
    assert client.get("/north/").headers["Location"] == "/north/family/"
    assert client.get(OFFER).headers["Location"] == "/north/"
    client.post("/north/sign-out/")
    settled(north, client)
    assert client.get("/north/", follow=True).request["PATH_INFO"] == "/north/family/"


def test_it_is_not_offered_at_an_ordinary_sign_in(client: HouseClient) -> None:
    sign_in(client, "mother")
    assert client.get("/north/").headers["Location"] == "/north/family/"


def test_who_has_a_passkey_is_offered_none(north: Cast, client: HouseClient) -> None:
    add_passkey(browser(HouseClient.signed_in(north.mother)), Passkey(7))
    signed = HouseClient.signed_in(north.mother)
    assert signed.get(OFFER).headers["Location"] == "/north/"
