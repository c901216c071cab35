"""What browsers and links ask of the house, and what they are refused."""

import json
from typing import Any

import pytest

from openhouse.common.outward import is_public, is_web
from openhouse.notifications.unsubscribe import link
from tests.cast import Cast
from tests.house_client import HouseClient
from tests.notifications.receiver import push_service

pytestmark = pytest.mark.django_db
PUSH = "/north/family/push/"
JSON = "application/json"


def test_half_a_sign_breaks_nothing_and_asking_has_an_end(north: Cast, settings: Any) -> None:
    settings.PUSH_ON_THIS_MACHINE = True
    mother = HouseClient.signed_in(north.mother)
    ends = mother.generic("DELETE", PUSH, json.dumps({"endpoint": "\ud800"}), JSON)
    assert ends.status_code == 204
    with push_service() as service:
        asked = service.browser().asks() | {"device": "Phone \ud800\u202e"}
        found = [mother.generic("POST", PUSH, json.dumps(asked), JSON) for _n in range(21)]
    assert [each.status_code for each in found[:20]] == [204] * 20
    assert found[20].status_code == 429


def test_a_number_of_five_thousand_digits_is_none(north: Cast) -> None:
    said = {"shown": "1", "on": "9" * 5000 + ":message.general"}
    page = HouseClient.signed_in(north.mother).post("/north/account/contact/", said)
    assert page.status_code == 302


def test_a_link_that_turns_off_writes_no_lines_without_end(north: Cast) -> None:
    nobody, url = (
        HouseClient(),
        link("north", north.id, north.mother.id, "a@b.example", "message.general"),
    )
    path = "/" + url.split("/", 3)[3]
    found = [nobody.post(path).status_code for _n in range(25)]
    assert found[0] == 200 and found[-1] == 429


@pytest.mark.parametrize(
    "inside",
    ["::10.0.0.1", "::ffff:0:10.0.0.1", "fec0::1", "168.63.129.16", "::ffff:168.63.129.16"],
)
def test_no_address_leads_inside(inside: str) -> None:
    assert not is_public(inside, here=False)


def test_a_push_service_is_asked_where_the_web_is() -> None:
    assert is_web("https://push.example/x", here=False)
    assert is_web("https://push.example:8443/x", here=False)
    assert not is_web("https://push.example:22/x", here=False)
    assert is_public("2606:4700::1111", here=False) and is_public("1.1.1.1", here=False)
