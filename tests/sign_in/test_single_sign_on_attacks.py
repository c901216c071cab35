"""Answers that are not the provider's, not for us, or not of now open nothing."""

import json
import socket
import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from openhouse.common.sealed import opened, sealed
from openhouse.ledger.models import Change
from openhouse.sign_in.models_identity import ProviderSetup
from openhouse.sign_in.single import fetching
from openhouse.sign_in.single.matching import meant
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in import openid_server
from tests.sign_in.openid_server import Provider, answering
from tests.sign_in.single import (
    DOMAIN,
    begin,
    come_back,
    file_email,
    inside,
    path_of,
    set_up,
    visitor,
)

pytestmark = pytest.mark.django_db
NOW = int(time.time())


@pytest.fixture
def number(north: Cast, openid: Provider) -> int:
    """A provider whom a teacher can come from, as ``t-1``."""
    file_email(north, "teacher", f"teacher@{DOMAIN}")
    openid.knows("t-1", email=f"teacher@{DOMAIN}", email_verified=True)
    return set_up(north, openid)


def is_in(client: HouseClient, slug: str = "north") -> bool:
    return client.get(f"/{slug}/staff/").status_code == 200


def refused(answer: Any) -> str:
    assert answer.status_code == 403, answer.headers
    answer.status_code = 200
    return words_of(answer)


def change(url: str, **said: str) -> str:
    """The path of *url* with other words in its query."""
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return f"{parts.path}?{urlencode({k: v for k, v in (query | said).items() if v})}"


LIES = {
    "signed by a stranger": openid_server.signed_by_a_stranger,
    "not signed": openid_server.unsigned,
    "signed with the public key": openid_server.signed_with_the_public_key,
    "changed afterwards": openid_server.changed_afterwards,
    "for somebody else": openid_server.says(aud="another-client"),
    "for several, authorized for another": openid_server.says(azp="another-client"),
    "of another issuer": openid_server.says(iss="https://accounts.google.com"),
    "expired": openid_server.says(exp=NOW - 3600),
    "of the future": openid_server.says(iat=NOW + 7200, exp=NOW + 9000),
    "with another nonce": openid_server.says(nonce="another"),
    "without a nonce": openid_server.without("nonce"),
    "without an end": openid_server.without("exp"),
    "without an audience": openid_server.without("aud"),
    "without a subject": openid_server.without("sub"),
    "with a NUL in a name": openid_server.says(name="a\x00b"),
    "with half a character in its subject": openid_server.says(sub="a\ud800"),
    "with a NUL deep inside": openid_server.says(address={"lines": ["a\x00"]}),
    "no token": lambda *_: "",
    "no token at all": lambda *_: "a.b.c",
    "half a token": lambda header, true, key: openid_server.unsigned(header, true, key)[:40],
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_wrong_opens_nothing(
    lie: str, number: int, north: Cast, openid: Provider
) -> None:
    openid.lie = LIES[lie]  # type: ignore[assignment]
    client = visitor()
    words = refused(come_back(client, openid, north, number, "t-1"))
    assert "not complete or not right" in words
    assert not is_in(client)
    with inside(north):
        (line,) = Change.objects.filter(kind="account.sso_refused")
    assert (line.after["why"], line.person_id) == ("not believed", None)
    openid.lie = None
    assert come_back(client, openid, north, number, "t-1").status_code == 302
    assert is_in(client)


def test_an_answer_works_once(number: int, north: Cast, openid: Provider) -> None:
    client = visitor()
    answer = path_of(openid.sign_in(begin(client, north, number), "t-1"))
    assert client.get(answer).status_code == 302
    client.post("/north/sign-out/")
    assert "start once more" in refused(client.get(answer))
    assert not is_in(client)


def test_an_answer_works_in_the_browser_that_asked(
    number: int, north: Cast, openid: Provider
) -> None:
    mine, other = visitor(), visitor()
    answer = path_of(openid.sign_in(begin(mine, north, number), "t-1"))
    assert "start once more" in refused(other.get(answer))
    assert not is_in(other)
    begin(other, north, number)
    assert "start once more" in refused(other.get(answer))


def test_an_answer_works_for_the_provider_and_district_that_asked(
    number: int, north: Cast, south: Cast, openid: Provider
) -> None:
    file_email(south, "teacher", f"teacher@{DOMAIN}")
    theirs, second = set_up(south, openid), set_up(north, openid)
    with inside(north):
        client_id = ProviderSetup.objects.get(pk=number).client_id
    openid.client_id = client_id
    client = visitor()
    for path in (f"/south/sso/{theirs}/callback/", f"/north/sso/{second}/callback/"):
        answer = openid.sign_in(begin(client, north, number), "t-1")
        query = urlsplit(answer).query
        assert "start once more" in refused(client.get(f"{path}?{query}"))
    assert client.get(f"/south/sso/{number}/callback/?{query}").status_code == 404
    assert not is_in(client)
    assert not is_in(client, "south")


def test_an_answer_that_took_too_long_is_not_taken(
    number: int, north: Cast, openid: Provider
) -> None:
    client = visitor()
    answer = path_of(openid.sign_in(begin(client, north, number), "t-1"))
    session = client.session
    states = {
        key: [said, at - 601, whose]
        for key, (said, at, whose) in session["socialaccount_states"].items()
    }
    session["socialaccount_states"] = states
    session.save()
    assert "start once more" in refused(client.get(answer))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"state": ""}, "start once more"),
        ({"state": "guessed"}, "start once more"),
        ({"code": "guessed"}, "not complete or not right"),
        ({"code": ""}, "not complete or not right"),
        ({"iss": "https://evil.example"}, "not complete or not right"),
        ({"error": "access_denied"}, "was stopped"),
        ({"error": "server_error"}, "not complete or not right"),
    ],
)
def test_an_answer_that_somebody_changed_opens_nothing(
    said: dict[str, str], words: str, number: int, north: Cast, openid: Provider
) -> None:
    client = visitor()
    answer = openid.sign_in(begin(client, north, number), "t-1")
    assert words in refused(client.get(change(answer, **said)))
    assert not is_in(client)


def test_words_of_the_provider_are_shown_to_nobody(
    number: int, north: Cast, openid: Provider
) -> None:
    client = visitor()
    begin(client, north, number)
    state = next(iter(client.session["socialaccount_states"]))
    evil = {"state": state, "error": "x", "error_description": "<script>alert(1)</script> call 555"}
    answer = client.get(f"/north/sso/{number}/callback/?{urlencode(evil)}")
    assert "call 555" not in refused(answer)


def test_a_code_of_another_sign_in_does_not_fit(number: int, north: Cast, openid: Provider) -> None:
    """Somebody puts a code that she stole into a sign-in of her own: its nonce is another."""
    victim, thief = visitor(), visitor()
    stolen = openid.sign_in(begin(victim, north, number), "t-1")
    own = openid.sign_in(begin(thief, north, number), "t-1")
    code = parse_qs(urlsplit(stolen).query)["code"][0]
    assert "not complete or not right" in refused(thief.get(change(own, code=code)))
    assert openid.proofs == [False]
    assert not is_in(thief)


def test_with_a_wrong_secret_nobody_comes_in(number: int, north: Cast, openid: Provider) -> None:
    with inside(north):
        ProviderSetup.objects.filter(pk=number).update(secret=sealed("another"))
    assert "not right" in refused(come_back(visitor(), openid, north, number, "t-1"))


def test_a_secret_is_kept_sealed_and_opens_with_this_servers_key_only(
    number: int, north: Cast, openid: Provider, settings: Any
) -> None:
    with inside(north):
        kept = ProviderSetup.objects.get(pk=number).secret
    assert openid.secret not in kept
    assert opened(kept) == openid.secret
    settings.SECRET_KEY = "another key"
    assert opened(kept) == ""
    assert (sealed(""), opened("")) == ("", "")


def test_a_provider_that_is_gone_is_said_to_be_gone(
    number: int, north: Cast, openid: Provider
) -> None:
    with inside(north):
        ProviderSetup.objects.filter(pk=number).update(issuer=f"http://127.0.0.1:{free_port()}")
    answer = visitor().get(f"/north/sso/{number}/")
    assert "Juniper ID does not answer" in refused(answer)
    with inside(north):
        assert not Change.objects.filter(kind="account.sso_refused").exists()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, b"<html>", {}),
        (200, b"[]", {}),
        (200, b"{}", {}),
        (200, b'{"issuer": "https://evil.example"}', {}),
        (302, b"", {"Location": "http://127.0.0.1:1/"}),
        (500, b"{}", {}),
        (200, b" " * (fetching.LARGEST + 10), {}),
    ],
)
def test_a_server_that_is_no_provider_leads_nowhere(
    status: int, body: bytes, headers: dict[str, str], number: int, north: Cast
) -> None:
    with answering(status, body, **headers) as url:
        with inside(north):
            ProviderSetup.objects.filter(pk=number).update(issuer=url)
        refused(visitor().get(f"/north/sso/{number}/"))


@pytest.mark.parametrize(
    "place", ["http://evil.example/authorize", "javascript:alert(1)", "//evil.example", ""]
)
def test_a_provider_that_leads_to_a_page_that_is_not_secure_is_not_believed(
    place: str, number: int, north: Cast, openid: Provider
) -> None:
    said = requests.get(f"{openid.url}/.well-known/openid-configuration", timeout=5).json()
    with answering(200, json.dumps({**said, "authorization_endpoint": place}).encode()) as url:
        with inside(north):
            ProviderSetup.objects.filter(pk=number).update(issuer=url)
        # It says whose it is, but it is at another address.
        assert "not right" in refused(visitor().get(f"/north/sso/{number}/"))
    port = free_port()
    told = {**said, "issuer": f"http://127.0.0.1:{port}", "authorization_endpoint": place}
    with answering(200, json.dumps(told).encode(), port=port) as url:
        with inside(north):
            ProviderSetup.objects.filter(pk=number).update(issuer=url)
        assert "not right" in refused(visitor().get(f"/north/sso/{number}/"))


@pytest.mark.parametrize(
    "url",
    [
        "http://juniper.example/",
        "ftp://juniper.example/",
        "file:///etc/passwd",
        "https://user:secret@juniper.example/",
        "https://",
        "https://[broken/",
        "javascript:alert(1)",
    ],
)
def test_only_https_is_asked(url: str) -> None:
    assert not fetching.is_web(url)
    with pytest.raises((requests.RequestException, ValueError)):
        fetching.careful_session().get(url)


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "127.0.0.1", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_the_inside_of_a_network_is_not_asked(address: str, settings: Any) -> None:
    settings.PROVIDERS_ON_THIS_MACHINE = False
    assert not fetching.is_public(address)
    with pytest.raises(fetching.NotAllowed):
        fetching.addresses_of(address, 443)


def test_with_a_public_name_the_server_asks_nothing_of_itself(
    number: int, north: Cast, openid: Provider, settings: Any
) -> None:
    settings.PROVIDERS_ON_THIS_MACHINE = False
    assert "does not answer" in refused(visitor().get(f"/north/sso/{number}/"))
    for url in (openid.url, "https://localhost/", "https://127.0.0.1/", "https://2130706433/"):
        with pytest.raises((requests.RequestException, OSError)):
            fetching.careful_session().get(url)
    assert openid.asked == []


def test_too_many_of_one_address_wait(number: int, north: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "single_sign_on": "2/m/ip"}
    client = visitor()
    paths = (f"/north/sso/{number}/", f"/north/sso/{number}/callback/", f"/north/sso/{number}/")
    assert [client.get(path).status_code for path in paths] == [302, 403, 429]


def test_an_answer_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST", 0.2)
    with answering(200, b" " * 40, pause=0.05) as url:
        begun = time.monotonic()
        with pytest.raises(requests.exceptions.ReadTimeout):
            fetching.careful_session().get(url)
        assert time.monotonic() - begun < 1


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111"])
def test_public_addresses_are_asked(address: str, settings: Any) -> None:
    settings.PROVIDERS_ON_THIS_MACHINE = False
    assert fetching.is_public(address)


@pytest.mark.parametrize(
    ("rule", "value", "look_alike"),
    [
        ("username", "second_teacher", "\u017fecond_teacher"),
        ("username", "clerk", "cler\u212a"),
        ("email", f"sam@{DOMAIN}", f"\u017fam@{DOMAIN}"),
    ],
)
def test_a_name_that_only_looks_like_another_means_nobody(
    rule: str, value: str, look_alike: str, north: Cast, number: int
) -> None:
    file_email(north, "second_teacher", f"sam@{DOMAIN}")
    with inside(north):
        setup = ProviderSetup.objects.get(pk=number)
        setup.rule = rule
        assert len(meant(setup, value)) == 1
        assert meant(setup, value.upper()) == meant(setup, value)
        assert meant(setup, look_alike) == set()
