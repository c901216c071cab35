"""Passkeys, the app and recovery codes: added, named, removed; and who must have a second step."""

import time
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from openhouse.ledger.queries import lines_about
from openhouse.sign_in.models import AccountRules
from tests.access.signing import is_in, sign_in
from tests.cast import PASSWORD, Cast, in_all
from tests.house_client import HouseClient, found_in, words_of
from tests.passkeys import Passkey
from tests.sign_in.mails import mails
from tests.sign_in.second_step import add_passkey, browser, code_of, secret_on

pytestmark = pytest.mark.django_db
SAFETY = "/north/account/safety/"


def kinds_of(cast: Cast, name: str) -> list[str]:
    """What the ledger says happened to the account of a person, newest first."""
    with in_all(cast):
        return [line.kind for line in lines_about(cast.persons[name].id, kinds="account.")]


def without_second_step(cast: Cast, name: str) -> HouseClient:
    with in_all(cast):
        Authenticator.objects.filter(user_id=cast.persons[name].account).delete()
    return HouseClient.signed_in(cast.persons[name])


def long_ago(client: HouseClient, hours: float) -> HouseClient:
    """The client, with a password typed *hours* ago."""
    store = client.session
    store["account_authentication_methods"] = [
        {"method": "password", "at": time.time() - hours * 3600}
    ]
    store.save()
    return client


def test_a_passkey_is_added_named_and_removed_each_with_line_and_mail(north: Cast) -> None:
    client = browser(HouseClient.signed_in(north.mother))
    add_passkey(client, Passkey(7), name="My phone")
    assert "My phone" in words_of(client.get(SAFETY))
    with in_all(north):
        kept = Authenticator.objects.get(user_id=north.mother.account, type="webauthn")
    page = f"{SAFETY}passkeys/{kept.pk}/"
    assert client.post(page, {"name": "The red phone"}).headers["Location"] == SAFETY
    assert "The red phone" in words_of(client.get(SAFETY))
    assert client.post(f"{page}remove/").headers["Location"] == SAFETY
    words = words_of(client.get(SAFETY))
    assert "The red phone" not in words and "code is left" not in words
    assert kinds_of(north, "mother")[:3] == [
        "account.passkey_removed", "account.passkey_renamed", "account.passkey_added",
    ]  # fmt: skip
    for kind in ("account.passkey_added", "account.passkey_removed"):
        (mail,) = mails(north, kind)
        assert "That was not me" in mail.text and "phone" not in mail.subject


def test_an_app_is_set_up_with_its_first_code_and_removed(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    page = client.get(f"{SAFETY}app/")
    secret = secret_on(page)
    assert "not right" in words_of(client.post(f"{SAFETY}app/", {"code": "000000"}))
    assert secret_on(client.get(f"{SAFETY}app/")) == secret
    seen = code_of(secret)
    client.post(f"{SAFETY}app/", {"code": seen})
    assert "In use" in words_of(client.get(SAFETY))
    other = HouseClient()
    assert sign_in(other, "mother").headers["Location"] == "/north/sign-in/second-step/"
    assert other.post("/north/sign-in/second-step/", {"code": seen}).status_code == 200
    done = other.post("/north/sign-in/second-step/", {"code": code_of(secret, 1)})
    assert done.headers["Location"] == "/north/"
    other.post(f"{SAFETY}app/remove/")
    assert sign_in(HouseClient(), "mother").headers["Location"] == "/north/"
    assert len(mails(north, "account.app_added")) == len(mails(north, "account.app_removed")) == 1


def test_recovery_codes_are_shown_for_a_while_and_never_again(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = HouseClient.signed_in(north.clerk)
    assert "not shown again" in words_of(client.get(f"{SAFETY}codes/"))
    assert client.get(f"{SAFETY}codes/text/").status_code == 404
    client.post(f"{SAFETY}codes/new/")
    codes = found_in(client.get(f"{SAFETY}codes/"), "//*[@class='recovery-codes']/li")
    file = client.get(f"{SAFETY}codes/text/")
    assert len(codes) == 10
    assert all(code in file.content.decode() for code in codes)
    assert "attachment" in file.headers["Content-Disposition"]
    assert len(mails(north, "account.codes_made")) == 1
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    words = words_of(client.get(f"{SAFETY}codes/"))
    assert "10 codes are left" in words and codes[0] not in words


def test_without_a_second_step_there_are_no_recovery_codes(client: HouseClient) -> None:
    sign_in(client, "mother")
    client.post(f"{SAFETY}codes/new/")
    assert client.get(f"{SAFETY}codes/text/").status_code == 404


def test_another_passkey_is_not_there(north: Cast) -> None:
    theirs = north.rows["webauthn_adult_mother"].pk
    client = HouseClient.signed_in(north.admin)
    assert client.post(f"{SAFETY}passkeys/{theirs}/", {"name": "Mine"}).status_code == 404
    assert client.post(f"{SAFETY}passkeys/{theirs}/remove/").status_code == 404
    assert client.post(f"{SAFETY}passkeys/{2**63 + 5}/remove/").status_code == 404
    with in_all(north):
        assert "Phone" in Authenticator.objects.get(pk=theirs).wrap().name


@pytest.mark.parametrize("page", ["passkeys/add/", "app/", "codes/", "codes/text/"])
def test_an_unwatched_screen_is_asked_who_it_is(page: str, north: Cast) -> None:
    client = long_ago(HouseClient.signed_in(north.mother), 1)
    answer = client.get(SAFETY + page)
    assert answer.headers["Location"] == "/north/account/again/?" + urlencode(
        {"next": SAFETY + page}
    )
    wrong = client.post(answer.headers["Location"], {"password": "wrong-1-word"})
    assert "not your password" in words_of(wrong)
    right = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert right.headers["Location"] == SAFETY + page


def test_removing_asks_again_too(north: Cast) -> None:
    client = long_ago(HouseClient.signed_in(north.adult_mother), 1)
    kept = north.rows["webauthn_adult_mother"].pk
    answer = client.post(f"{SAFETY}passkeys/{kept}/remove/")
    assert answer.headers["Location"].startswith("/north/account/again/")
    with in_all(north):
        assert Authenticator.objects.filter(pk=kept).exists()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_asking_again_leads_to_no_other_site(away: str, north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    answer = client.post("/north/account/again/", {"password": PASSWORD, "next": away})
    assert answer.headers["Location"] == "/north/account/"


def test_wrong_passwords_when_asked_again_cost_time(north: Cast) -> None:
    client = long_ago(HouseClient.signed_in(north.mother), 1)
    for n in range(5):
        client.post("/north/account/again/", {"password": f"wrong {n}"})
    assert "wait a few minutes" in words_of(
        client.post("/north/account/again/", {"password": PASSWORD})
    )


OFFICES = [
    ("clerk", "/north/office/"),
    ("admin", "/north/office/"),
    ("admin", "/north/staff/imports/"),
]


@pytest.mark.parametrize(("name", "path"), OFFICES)
def test_who_acts_on_many_needs_a_second_step_first(name: str, path: str, north: Cast) -> None:
    client = browser(without_second_step(north, name))
    for answer in (client.get(path), client.post(path)):
        assert answer.headers["Location"].startswith("/north/account/safety/first/")
    page = client.get(client.get(path).headers["Location"])
    assert "make your account safer" in words_of(page)
    assert client.get("/north/staff/").status_code == 200
    add_passkey(client, Passkey(7))
    assert path in found_in(client.get(f"{SAFETY}codes/"), "//a/@href")
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(("name", "path"), OFFICES)
@pytest.mark.parametrize("day", [None, date(2026, 10, 7)])
def test_the_district_says_from_when(name: str, path: str, day: date | None, north: Cast) -> None:
    client = without_second_step(north, name)
    with in_all(north):
        AccountRules.objects.update(second_step_from=day)
    assert client.get(path).status_code == 200
    with in_all(north):
        AccountRules.objects.update(second_step_from=date(2026, 10, 6))
    assert client.get(path).status_code == 302


def test_a_district_that_said_nothing_asks_for_it(north: Cast) -> None:
    client = without_second_step(north, "clerk")
    with in_all(north):
        AccountRules.objects.all().delete()
    assert client.get("/north/office/").headers["Location"].startswith(SAFETY)


def test_recovery_codes_alone_are_no_second_step(north: Cast) -> None:
    client = HouseClient.signed_in(north.clerk)
    with in_all(north):
        Authenticator.objects.filter(user_id=north.clerk.account, type="totp").delete()
    assert client.get("/north/office/").headers["Location"].startswith(SAFETY)


@pytest.mark.parametrize("name", ["teacher", "second_teacher", "mother"])
def test_nobody_else_is_asked_for_one(name: str, north: Cast) -> None:
    client = HouseClient.signed_in(north.persons[name])
    path = "/north/family/" if name == "mother" else "/north/staff/"
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(("name", "path"), OFFICES)
def test_who_acts_on_many_proves_it_once_a_working_day(name: str, path: str, north: Cast) -> None:
    client = HouseClient.signed_in(north.persons[name])
    long_ago(client, 11.9)
    assert client.get(path).status_code == 200
    long_ago(client, 12.1)
    answer = client.get(path)
    assert answer.headers["Location"].startswith("/north/account/again/?next=")
    assert client.get("/north/staff/").status_code == 200
    back = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert back.headers["Location"] == path
    assert client.get(path).status_code == 200
    assert is_in(client)


def test_a_proof_of_another_account_counts_for_nothing(north: Cast) -> None:
    client: Any = HouseClient.signed_in(north.clerk)
    store = client.session
    store["account_authentication_methods_user"] = str(north.admin.account)
    store.save()
    assert client.get("/north/office/").status_code == 302
