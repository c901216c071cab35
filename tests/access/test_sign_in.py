"""Signing in: into one district at a time, and slowed down after failed tries."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils import timezone

from openhouse.common.scope import scope
from openhouse.people.models import Account
from tests.access.signing import cookie_of, is_in, sign_in
from tests.cast import PASSWORD, Cast
from tests.house_client import HouseClient, found_in

pytestmark = pytest.mark.django_db
TRIES = 5


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


def test_signing_in_and_out_is_not_announced(client: HouseClient) -> None:
    sign_in(client, "mother")
    first = client.get("/north/", follow=True)
    assert first.status_code == 200
    assert not found_in(first, "//*[contains(@class, 'notice')]")
    assert "Successfully" not in first.content.decode()
    client.post("/north/sign-out/")
    after = client.get("/north/sign-in/").content.decode()
    assert "notice" not in after
    assert "signed out" not in after


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
        ("adm\u0131n", PASSWORD),
        ("\u017fecond_teacher", PASSWORD),
        ("mother\u200b", PASSWORD),
        ("mother", PASSWORD + "\x00"),
        ("m" * 60_000, PASSWORD),
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


def test_an_answer_to_the_session_from_before_leaves_the_new_cookie_alone(
    client: HouseClient,
) -> None:
    client.get("/north/sign-in/")
    store = client.session
    store["begun"] = True
    store.save()
    late = HouseClient()  # another tab of the same browser, still under way with the old key
    late.cookies[settings.SESSION_COOKIE_NAME] = cookie_of(client).value
    sign_in(client, "mother")
    answer = late.get("/north/sign-in/")
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert is_in(client)


def fail(name: str, times: int, slug: str = "north", **more: Any) -> None:
    for n in range(times):
        assert sign_in(HouseClient(), name, f"wrong {n}", slug, **more).status_code == 200


def test_after_failed_tries_the_right_password_waits_too(client: HouseClient) -> None:
    fail("mother", TRIES)
    assert sign_in(client, "mother").status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize(
    ("language", "wrong", "slow", "call"),
    [
        ("en", "do not belong together", "please wait a few minutes", "Call the help desk"),
        ("es", "no coinciden", "espere unos minutos", "Llame al servicio de ayuda"),
    ],
)
def test_who_does_not_get_in_reads_what_to_do(
    client: HouseClient, language: str, wrong: str, slow: str, call: str
) -> None:
    client.cookies["openhouse_language"] = language
    for n in range(TRIES + 1):
        words = sign_in(client, "mother", f"wrong {n}").content.decode()
        assert (wrong if n < TRIES else slow) in words
        assert call in words and "tel:5550100" in words


def test_failed_tries_are_counted_for_one_account_of_one_district(client: HouseClient) -> None:
    fail("mother", TRIES)
    assert sign_in(client, "father").status_code == 302
    assert sign_in(HouseClient(), "mother", slug="south").status_code == 302


def test_another_way_to_write_a_name_gives_no_more_tries(client: HouseClient) -> None:
    for name in ("MOTHER", "Mother", " mother", "mother ", "mOTHER"):
        fail(name, 1)
    assert sign_in(client, "mother").status_code == 200


def test_no_header_gives_more_tries(client: HouseClient) -> None:
    for headers in (
        {"Host": "localhost"},
        {"Host": "testserver:8000"},
        {"X-Forwarded-For": "9.9.9.9"},
        {"X-Real-IP": "9.9.9.9", "Forwarded": "for=9.9.9.9"},
        {"X-Forwarded-Host": "localhost"},
    ):
        fail("mother", 1, headers=headers)
    assert sign_in(client, "mother").status_code == 200


def test_one_address_trying_many_names_is_slowed_down(client: HouseClient, settings: Any) -> None:
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"] == "20/m/ip"
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    for n in range(3):
        fail(f"name-{n}", 1)
    assert sign_in(client, "mother").status_code == 200
    assert not is_in(client)
    other = sign_in(HouseClient(), "mother", REMOTE_ADDR="10.1.2.3")
    assert other.status_code == 302


def test_a_flood_of_tries_ends_at_a_page_that_says_to_wait(
    client: HouseClient, settings: Any
) -> None:
    """allauth counts every try of an address, the right ones too, and then answers by itself."""
    for _try in range(30):
        client.post("/north/sign-in/", {"login": "", "password": ""})
    answer = client.post("/north/sign-in/", {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "Please wait a moment" in answer.content.decode()


def from_(*addresses: str) -> dict[str, str]:
    """The header as proxies write it: each adds the address that it was reached from."""
    return {"X-Forwarded-For": ", ".join(addresses)}


def test_behind_a_proxy_each_visitor_is_counted_for_herself(
    client: HouseClient, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(3):
        fail(f"name-{n}", 1, headers=from_("203.0.113.7"))
    assert sign_in(client, "mother", headers=from_("203.0.113.7")).status_code == 200
    assert not is_in(client)
    assert sign_in(HouseClient(), "father", headers=from_("203.0.113.8")).status_code == 302


def test_behind_a_proxy_an_address_that_the_visitor_made_up_gives_no_more_tries(
    client: HouseClient, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(3):
        fail(f"name-{n}", 1, headers=from_(f"198.51.100.{n}", "203.0.113.7"))
    answer = sign_in(client, "mother", headers=from_("198.51.100.9", "203.0.113.7"))
    assert answer.status_code == 200
    assert not is_in(client)


def test_without_a_proxy_nobody_says_her_own_address(client: HouseClient, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    for n in range(3):
        fail(f"name-{n}", 1, headers=from_(f"203.0.113.{n}"))
    assert sign_in(client, "mother", headers=from_("203.0.113.9")).status_code == 200
    assert not is_in(client)


def test_the_right_password_begins_the_count_of_its_own_name_again(client: HouseClient) -> None:
    fail("mother", TRIES - 1)
    assert sign_in(client, "mother").status_code == 302
    fail("mother", TRIES - 1)
    assert sign_in(HouseClient(), "mother").status_code == 302


def test_signing_in_with_one_name_wipes_no_count_of_another(client: HouseClient) -> None:
    fail("mother", TRIES - 1)
    assert sign_in(client, "father").status_code == 302
    fail("mother", 1)
    assert sign_in(HouseClient(), "mother").status_code == 200


def test_each_further_wrong_password_costs_a_longer_wait(
    client: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail("mother", TRIES)
    now = timezone.now()
    for minutes, further in ((1, 1), (2, 1), (4, 0)):
        early = now + timedelta(minutes=minutes, seconds=-5)
        monkeypatch.setattr(timezone, "now", lambda at=early: at)
        assert sign_in(HouseClient(), "mother").status_code == 200, minutes
        now += timedelta(minutes=minutes, seconds=1)
        monkeypatch.setattr(timezone, "now", lambda at=now: at)
        fail("mother", further)
    assert sign_in(client, "mother").status_code == 302


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
