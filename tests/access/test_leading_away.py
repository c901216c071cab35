"""No form and no address of the house sends anybody to another site."""

import re
from typing import Any

import pytest
from django.conf import settings

from tests.access.signing import sign_in
from tests.cast import PASSWORD, Cast
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db
OFF_SITE = (
    "//evil.example",
    "///evil.example",
    "https://evil.example/",
    "http:evil.example",
    "http:///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "data:text/html,evil.example",
    " //evil.example",
    "\t//evil.example",
    "//testserver@evil.example",
    "https://testserver.evil.example/",
    "/%0d%0aLocation:evil.example",
    "\r\nLocation: https://evil.example",
)


def site_of(answer: Any) -> str:
    """The host that a redirect leads to; empty within the site."""
    found = re.match(
        r"^(?:[a-z]+:)?[/\\]{2,}([^/\\]*)|^([a-z]+:)", answer.headers["Location"].strip()
    )
    return (found.group(1) or found.group(2) or "?") if found else ""


@pytest.mark.parametrize("wanted", OFF_SITE)
def test_signing_in_leads_nowhere_else(wanted: str, north: Cast) -> None:
    said = {"next": wanted}
    answers = [
        HouseClient.signed_in(north.mother).get("/north/sign-in/", said),
        sign_in(HouseClient(), "mother", fields=said, query_params=said),
    ]
    for answer in answers:
        assert answer.status_code == 302
        assert site_of(answer) == "", answer.headers["Location"]


def test_signing_in_leads_back_to_the_page_asked_for(client: HouseClient, north: Cast) -> None:
    asked = f"/north/family/{north.ben.id}/attendance/?month=2026-09"
    to = client.get(asked).headers["Location"]
    assert to.startswith("/north/sign-in/?next=")
    answer = client.post(to, {"login": "mother", "password": PASSWORD})
    assert answer.headers["Location"] == asked


@pytest.mark.parametrize("wanted", [*OFF_SITE, "", "foo", "ui:gallery", "/" + "x" * 9000, "\x00"])
def test_choosing_a_language_leads_nowhere_else(wanted: str, client: HouseClient) -> None:
    answer = client.post("/language/", {"language": "es", "next": wanted})
    assert answer.status_code == 302
    assert site_of(answer) == "", answer.headers["Location"]


@pytest.mark.parametrize("wanted", [*OFF_SITE, "", "/" + "x" * 9000, "\x00"])
def test_choosing_it_for_an_account_leads_nowhere_else(
    wanted: str, client: HouseClient, north: Cast
) -> None:
    sign_in(client, "mother")
    answer = client.post("/north/account/language/", {"language": "es", "next": wanted})
    assert answer.status_code in (302, 400)
    assert site_of(answer) == "" or answer.status_code == 400


@pytest.mark.parametrize("wanted", ["xx", "", "es\r\nSet-Cookie: a=b", "../../es", "\x00"])
def test_an_unknown_language_sets_nothing(wanted: str, client: HouseClient) -> None:
    answer = client.post("/language/", {"language": wanted, "next": "/north/"})
    assert answer.status_code == 302
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = wanted.replace("\r\n", "")
    assert client.get("/north/sign-in/").status_code == 200
