"""Signing in: one district at a time, slowed down after failed tries, over when nobody is there."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from http.cookies import Morsel
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from openhouse.common.scope import scope
from openhouse.people.models import Account
from tests import database
from tests.cast import PASSWORD, Cast
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db
TRIES = 5
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


def sign_in(
    client: Client, name: str, password: str = PASSWORD, slug: str = "north", **more: Any
) -> Any:
    """The answer to the filled-in form."""
    fields = {"login": name, "password": password, **more.pop("fields", {})}
    return client.post(f"/{slug}/sign-in/", fields, **more)


def cookie_of(client: Client) -> "Morsel[str]":
    return client.cookies[settings.SESSION_COOKIE_NAME]


def is_in(client: Client, slug: str = "north") -> bool:
    """If the client is somebody in the district."""
    return client.get(f"/{slug}/family/").status_code != 302


def site_of(answer: Any) -> str:
    """The host that a redirect leads to; empty within the site."""
    found = re.match(
        r"^(?:[a-z]+:)?[/\\]{2,}([^/\\]*)|^([a-z]+:)", answer.headers["Location"].strip()
    )
    return (found.group(1) or found.group(2) or "?") if found else ""


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Each slow computation that was done, in order."""
    done: list[str] = []
    for name in ("encode", "verify"):
        slow = getattr(Argon2PasswordHasher, name)

        def counted(*args: Any, slow: Any = slow, **more: Any) -> Any:
            done.append("hash")
            return slow(*args, **more)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    return done


def test_the_right_password_opens_her_own_district_only(client: HouseClient) -> None:
    answer = sign_in(client, "mother")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/north/")
    assert is_in(client)
    assert not is_in(client, "south")


def test_a_user_name_may_be_written_in_capitals(client: HouseClient) -> None:
    assert sign_in(client, "Mother").status_code == 302
    assert is_in(client)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("mother", "wrong"),
        ("mother", PASSWORD.upper()),
        ("mother", ""),
        ("nobody-at-all", PASSWORD),
        ("mother' OR '1'='1", PASSWORD),
        ("mother%", PASSWORD),
        ("m_ther", PASSWORD),
        ("mother\x00", PASSWORD),
        ("mother", PASSWORD + "\x00"),
        ("m" * 100_000, PASSWORD),
        ("", ""),
    ],
)
def test_anything_else_opens_nothing(name: str, password: str, client: HouseClient) -> None:
    assert sign_in(client, name, password).status_code == 200
    assert not is_in(client)


def test_the_same_name_in_two_districts_is_two_accounts(north: Cast, south: Cast) -> None:
    with scope(district=south.id, students="all", hat="system"):
        account = Account.objects.get(pk=south.mother.account)
        account.set_password("the southern password")
        account.save()
    assert sign_in(HouseClient(), "mother", slug="south").status_code == 200
    assert sign_in(HouseClient(), "mother", "the southern password").status_code == 200
    client = HouseClient()
    sign_in(client, "mother", "the southern password", "south")
    assert is_in(client, "south")
    assert not is_in(client, "north")


def test_signing_in_elsewhere_ends_the_first_session(client: HouseClient) -> None:
    sign_in(client, "mother")
    first = cookie_of(client).value
    sign_in(client, "mother", slug="south")
    assert is_in(client, "south")
    assert not is_in(client, "north")
    client.cookies[settings.SESSION_COOKIE_NAME] = first
    assert not is_in(client, "north")


def test_a_session_from_before_is_not_signed_in_with(client: HouseClient) -> None:
    client.get("/north/sign-in/")
    store = client.session
    store["planted"] = True
    store.save()
    planted = cookie_of(client).value
    sign_in(client, "mother")
    assert cookie_of(client).value != planted
    stranger = HouseClient()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(stranger)


def fail(name: str, times: int, slug: str = "north", **more: Any) -> None:
    for n in range(times):
        assert sign_in(HouseClient(), name, f"wrong {n}", slug, **more).status_code in (200, 429)


def test_after_failed_tries_the_right_password_waits_too(client: HouseClient) -> None:
    fail("mother", TRIES)
    assert sign_in(client, "mother").status_code in (200, 429)
    assert not is_in(client)


def test_failed_tries_are_counted_for_one_account_of_one_district(client: HouseClient) -> None:
    fail("mother", TRIES)
    assert sign_in(client, "father").status_code == 302
    assert sign_in(HouseClient(), "mother", slug="south").status_code == 302


@pytest.mark.parametrize(
    "name", ["MOTHER", "Mother", " mother", "mother "], ids=["capitals", "mixed", "before", "after"]
)
def test_another_way_to_write_a_name_gives_no_more_tries(name: str, client: HouseClient) -> None:
    fail(name, TRIES)
    assert sign_in(client, "mother").status_code in (200, 429)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "localhost"},
        {"Host": "testserver:8000"},
        {"X-Forwarded-For": "9.9.9.9"},
        {"X-Real-IP": "9.9.9.9"},
        {"X-Forwarded-Host": "localhost"},
        {"Forwarded": "for=9.9.9.9"},
    ],
    ids=lambda headers: " ".join(headers) + " " + next(iter(headers.values())),
)
def test_no_header_gives_more_tries(headers: dict[str, str], client: HouseClient) -> None:
    fail("mother", TRIES, headers=headers)
    assert sign_in(client, "mother").status_code in (200, 429)


def test_one_address_trying_many_names_is_slowed_down(client: HouseClient) -> None:
    for n in range(21):
        fail(f"name-{n}", 1)
    assert sign_in(client, "mother").status_code in (200, 429)
    assert not is_in(client)
    other = sign_in(HouseClient(), "mother", REMOTE_ADDR="10.1.2.3")
    assert other.status_code == 302


def test_signing_in_wipes_no_count_of_failed_tries(client: HouseClient) -> None:
    fail("mother", TRIES - 1)
    assert sign_in(client, "mother").status_code == 302
    fail("mother", 1)
    assert sign_in(HouseClient(), "mother").status_code in (200, 429)


def words_of(answer: Any) -> str:
    """A page without what differs each time."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return re.sub(r'value="[^"]*"', "", text)


def test_an_unknown_name_takes_the_same_path(hashes: list[str], north: Cast) -> None:
    with scope(district=north.id, students="all", hat="system"):
        Account.objects.filter(pk=north.father.account).update(is_active=False)
    said, cost = [], []
    for name in ("mother", "unknown", "father"):
        hashes.clear()
        answer = sign_in(HouseClient(), name, "wrong")
        said.append((answer.status_code, words_of(answer)))
        cost.append(len(hashes))
    assert cost == [1, 1, 1]
    assert said[0] == said[1] == said[2]


def test_an_unknown_name_is_throttled_like_a_known_one() -> None:
    said = []
    for name in ("mother", "unknown"):
        fail(name, TRIES)
        answer = sign_in(HouseClient(), name, "wrong")
        said.append((answer.status_code, words_of(answer)))
    assert said[0] == said[1]


def age(client: Client, **left: int) -> None:
    """Move the end of the client's session to *left* from now."""
    key = cookie_of(client).value
    ends = timezone.now() + timedelta(**left)
    assert Session.objects.filter(session_key=key).update(expire_date=ends) == 1


def test_a_session_ends_when_nobody_uses_it(client: HouseClient) -> None:
    sign_in(client, "mother")
    session = Session.objects.get(session_key=cookie_of(client).value)
    assert timedelta(minutes=29) < session.expire_date - timezone.now() <= timedelta(minutes=30)
    age(client, seconds=-1)
    assert not is_in(client)


def test_a_session_that_is_used_goes_on(client: HouseClient) -> None:
    sign_in(client, "mother")
    store = client.session
    store["minute"] = 0
    store.save()
    age(client, minutes=3)
    assert is_in(client)
    session = Session.objects.get(session_key=cookie_of(client).value)
    assert session.expire_date - timezone.now() > timedelta(minutes=29)


def test_the_cookie_is_kept_as_long_as_the_session_and_from_scripts(client: HouseClient) -> None:
    sign_in(client, "mother")
    cookie = cookie_of(client)
    assert cookie["max-age"] == 30 * 60
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]


def test_behind_tls_cookies_travel_over_tls_only() -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS")
    code = (
        "import json\nfrom django.conf import settings\n"
        f"print(json.dumps([getattr(settings, name) for name in {names}]))"
    )
    environment = os.environ | {"OPENHOUSE_HOSTS": "portal.example"}
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=database.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(said.stdout) == [True, True, 31_536_000, ["portal.example"]]


def test_signing_out_ends_the_session_itself(client: HouseClient) -> None:
    sign_in(client, "mother")
    key = cookie_of(client).value
    assert client.post("/north/sign-out/").status_code == 302
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not is_in(client)


def test_pages_are_not_kept_for_the_next_user_of_the_phone(client: HouseClient) -> None:
    sign_in(client, "mother")
    for address in ("/north/", "/north/family/", "/north/sign-in/", "/north/family/1/"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/north/sign-in/", "/north/sign-out/", "/language/"])
def test_no_form_of_another_site_is_taken(address: str, north: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = HouseClient.signed_in(north.mother).cookies
    assert client.post(address, {"language": "es"}).status_code == 403
    assert is_in(client)


@pytest.mark.parametrize("wanted", OFF_SITE)
def test_signing_in_leads_nowhere_else(wanted: str) -> None:
    for ways in ({"fields": {"next": wanted}}, {"query_params": {"next": wanted}}):
        answer = sign_in(HouseClient(), "mother", **ways)
        assert answer.status_code == 302
        assert site_of(answer) == "", answer.headers["Location"]
    signed_in = HouseClient()
    sign_in(signed_in, "mother")
    answer = signed_in.get("/north/sign-in/", {"next": wanted})
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


@pytest.mark.parametrize("wanted", ["xx", "", "es\r\nSet-Cookie: a=b", "../../es", "\x00"])
def test_an_unknown_language_sets_nothing(wanted: str, client: HouseClient) -> None:
    answer = client.post("/language/", {"language": wanted, "next": "/north/"})
    assert answer.status_code == 302
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = wanted.replace("\r\n", "")
    assert client.get("/north/sign-in/").status_code == 200
