"""Addresses, headers and ids that an attacker would try."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection

from openhouse.access.sessions import SessionStore
from openhouse.common.scope import scope
from openhouse.people.models import Account
from tests.access import matrix
from tests.access.walk import Visitor, address, words_in
from tests.cast import CANARIES, Cast
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


def ask(client: HouseClient, address: str) -> Any:
    """The answer to *address* exactly as it is written, as a server hands it on."""
    path, _, query = address.partition("?")
    return client.get("/", PATH_INFO=unquote_to_bytes(path).decode("latin-1"), QUERY_STRING=query)


def person_words(content: str) -> set[str]:
    """The words on a page that are some person's, not the district's."""
    return {canary.word for canary in words_in(content) if canary.families is not None}


@pytest.mark.parametrize(
    ("address", "statuses"),
    [
        ("/NORTH/family/", {404}),
        ("/North/family/", {404}),
        ("/nowhere/family/", {404}),
        ("/nowhere/", {404}),
        ("/nowhere", {301, 302}),
        ("//evil.example/", {404}),
        ("//evil.example", {404}),
        ("///evil.example//", {404}),
        ("/\\evil.example", {404}),
        ("/%5Cevil.example/", {404}),
        ("/%2F%2Fevil.example/", {404}),
        ("/https:%2F%2Fevil.example/", {404}),
        ("/south/../north/family/", {404}),
        ("/north/../south/family/", {404}),
        ("/%6Eorth%27--/family/", {404}),
        ("/north'; DROP TABLE people_person; --/family/", {404}),
        ("/north%00/family/", {400}),
        ("/north/family/%00/", {400}),
        ("/north/%00", {400}),
        ("/%00", {400}),
        ("/north/family/?month=%00", {400}),
        ("/?name=%00&state=%00", {400}),
        ("/north%20/family/", {404}),
        ("/%C3%B1orth/family/", {404}),
        ("/%FF%FE/family/", {404}),
        ("/north%0d%0aSet-Cookie:x=1/", {404}),
        ("/" + "n" * 61 + "/", {404}),
        ("/" + "n" * 6000 + "/family/", {404}),
        ("/north/family/" + "9" * 400 + "/", {404}),
        ("/north/family/-1/", {404}),
        ("/north/family/0/", {404}),
        ("/north/family/1.5/", {404}),
        ("/north/family/%31%00/", {400}),
        ("/static/../north/family/", {404}),
        ("/static/%2e%2e/%2e%2e/etc/passwd", {404}),
        ("/ui/../north/family/", {404}),
        ("/health/north/family/", {404}),
        ("/language/north/", {404}),
    ],
)
def test_a_strange_address_is_an_ordinary_error(
    address: str, statuses: set[int], north: Cast, client_of: ClientOf
) -> None:
    answer = ask(client_of(north.mother), address)
    assert answer.status_code in statuses, answer.status_code
    assert "evil" not in answer.headers.get("Location", "")
    if answer.status_code in (400, 404):
        assert person_words(answer.content.decode()) <= own_words(north)


def own_words(cast: Cast) -> set[str]:
    """The words that the mother's own switcher shows."""
    keys = {"mother", "ana", "ben"}
    return {
        word
        for word, found in CANARIES.items()
        if found.key in keys and found.district == cast.slug
    }


@pytest.mark.parametrize("address", ["//north/family/", "/%6eorth/family/", "///north//family/"])
def test_another_way_to_write_an_address_gives_no_more(
    address: str, north: Cast, south: Cast, client_of: ClientOf
) -> None:
    assert ask(HouseClient(), address).status_code in (302, 404)
    assert ask(client_of(south.mother), address).status_code in (302, 404)
    answer = ask(client_of(north.mother), address)
    assert answer.status_code in (200, 404)
    assert not re.search(r'(href|src|action)="//', answer.content.decode())


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-For": "1.2.3.4, 5.6.7.8"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Prefix": "/south"},
        {"X-Script-Name": "/south"},
        {"X-Original-URL": "/south/family/"},
        {"X-Rewrite-URL": "/south/family/"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"Referer": "https://evil.example/"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_moves_a_page(headers: dict[str, str], north: Cast, client_of: ClientOf) -> None:
    for client in (HouseClient(), client_of(north.mother)):
        plain, with_it = client.get("/north/family/"), client.get("/north/family/", headers=headers)
        assert with_it.status_code == plain.status_code
        assert with_it.headers.get("Location") == plain.headers.get("Location")
        said = with_it.content.decode()
        assert "evil.example" not in said
        assert "/south/" not in said


def test_an_unknown_host_is_refused(client: HouseClient) -> None:
    for host in ("evil.example", "evil.example:80", "testserver.evil.example", "a b"):
        assert client.get("/north/sign-in/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("method", ["head", "options", "put", "patch", "delete", "trace"])
def test_no_method_gets_past_the_door(
    method: str, north: Cast, south: Cast, client_of: ClientOf
) -> None:
    address = f"/north/family/{north.ben.id}/"
    assert getattr(HouseClient(), method)(address).status_code == 302
    assert getattr(client_of(south.mother), method)(address).status_code == 302
    assert getattr(client_of(north.clerk), method)(address).status_code == 403
    answer = getattr(client_of(north.father), method)(address)
    assert answer.status_code in (404, 405)


@pytest.mark.parametrize(
    "cookie",
    ['"abc\\000defghijk"', "x" * 5000, "' OR 1=1 --xxxxx", "%00%00%00%00%00%00%00%00", "0" * 32],
)
def test_a_forged_session_is_nobody(cookie: str) -> None:
    answer = HouseClient().get("/north/family/", headers={"Cookie": f"sessionid={cookie}"})
    assert answer.status_code in (302, 400)


@pytest.mark.parametrize("account", ["0", "-1", str(2**62), "south"])
def test_a_session_that_names_an_account_of_nobody_here_is_nobody(
    account: str, north: Cast, south: Cast
) -> None:
    client = HouseClient.signed_in(north.mother)
    session = SessionStore(client.cookies["sessionid"].value)
    session[SESSION_KEY] = str(south.mother.account) if account == "south" else account
    session.save()
    assert client.get("/north/family/").status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        '{"_auth_user_id":"ACCOUNT"}',
        '{"_auth_user_id":"ACCOUNT","_auth_user_hash":"made up",'
        '"_auth_user_backend":"openhouse.access.backend.DistrictAccounts"}',
        '["ACCOUNT"]',
        "eyJfYXV0aCI6MX0:1vN:signed-by-an-earlier-version",
    ],
)
def test_a_session_that_proves_nothing_is_nobody_and_sees_nothing(north: Cast, data: str) -> None:
    client = HouseClient.signed_in(north.mother)
    Session.objects.filter(session_key=client.cookies["sessionid"].value).update(
        session_data=data.replace("ACCOUNT", str(north.mother.account))
    )
    answer = client.get("/north/family/")
    assert answer.status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('openhouse.students', true)")
        assert cursor.fetchone() == ("",)


def test_a_changed_password_ends_the_sessions(north: Cast, client_of: ClientOf) -> None:
    client = client_of(north.mother)
    assert client.get("/north/family/").status_code == 200
    with scope(district=north.id, students="all", hat="system"):
        account = Account.objects.get(pk=north.mother.account)
        account.set_password("something else entirely")
        account.save()
    assert client.get("/north/family/").status_code == 302


def test_an_account_switched_off_is_nobody(north: Cast, client_of: ClientOf) -> None:
    client = client_of(north.mother)
    with scope(district=north.id, students="all", hat="system"):
        Account.objects.filter(pk=north.mother.account).update(is_active=False)
    assert client.get("/north/family/").status_code == 302


def test_a_query_string_is_no_sql(north: Cast, client_of: ClientOf) -> None:
    client = client_of(north.mother)
    for text in ("'", "');--", "%27%3B", "\\", "%F0%9F%8F%AB", "%ff", "[]", "${7*7}", "{{7*7}}"):
        for field in ("name", "state", "month", "on", "show", "week", "next", "date"):
            for url in ("/", "/north/family/", "/north/sign-in/"):
                answer: Any = client.get(f"{url}?{field}={text}")
                assert answer.status_code in (200, 302), (url, field, text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


#: What an address may say after the "?" at the pages about a child, said badly.
BAD_WORDS = (
    "",
    "0000-00",
    "0001-01",
    "9999-12",
    "2026-13",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "-1",
    "9" * 18,
    "9" * 19,
    "9" * 40,
    "٣",
    "²",
    "%F0%9F%8F%AB",
    "'",
    "late'--",
    "missing&show=due&show=",
)
FIELDS = ("month", "on", "show", "week", "term", "excuse", "course", "date", "page", "section")


@pytest.mark.parametrize("name", matrix.ABOUT_A_CHILD)
def test_no_word_after_the_question_mark_breaks_a_page(name: str, north: Cast) -> None:
    client = Visitor.of(north, "mother")
    client.raise_request_exception = False
    url, broken = address("north", name, north.ben.id), []
    for word in BAD_WORDS:
        for field in FIELDS:
            status = client.get(f"{url}?{field}={word}").status_code
            if status not in (200, 404):
                broken.append(f"?{field}={word}: {status}")
    assert broken == []
