"""Between the password and being in: codes, passkeys, and every way round them."""

import hmac
import json
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.db import connection
from django.utils import timezone
from fido2.webauthn import AuthenticatorData

from openhouse.common.scope import scope
from openhouse.people.models import Account
from tests.access.signing import cookie_of, is_in, sign_in
from tests.cast import PASSWORD, Cast, in_all
from tests.cast_accounts import APP_SECRET
from tests.house_client import HouseClient, words_of
from tests.passkeys import Passkey
from tests.sign_in.mails import mails
from tests.sign_in.second_step import (
    add_passkey,
    browser,
    clerk_half_in,
    code,
    code_of,
    options_on,
    passkey_sign_in,
    secret_on,
)

pytestmark = pytest.mark.django_db
STEP = "/north/sign-in/second-step/"


def recovery_code(cast: Cast, name: str = "clerk") -> str:
    with in_all(cast):
        kept = Authenticator.objects.get(user_id=cast.persons[name].account, type="recovery_codes")
        return str(RecoveryCodes(kept).get_unused_codes()[0])


def with_a_passkey(cast: Cast, name: str = "mother", number: int = 7) -> Passkey:
    """The person has a passkey, added on the page for it."""
    passkey = Passkey(number)
    client = browser(HouseClient.signed_in(cast.persons[name]))
    answer = add_passkey(client, passkey, cast.slug, name="My phone")
    assert answer.headers["Location"] == f"/{cast.slug}/account/safety/codes/"
    return passkey


def test_a_password_leads_to_the_second_step_and_the_code_of_the_app_leads_in() -> None:
    client = clerk_half_in()
    assert "One more step" in words_of(client.get(STEP))
    assert code(client, code_of()).headers["Location"] == "/north/"
    assert client.get("/north/office/").status_code == 200


def test_without_a_second_step_the_password_is_enough(client: HouseClient) -> None:
    assert sign_in(client, "mother").headers["Location"] == "/north/"


@pytest.mark.parametrize(
    "path", ["/north/family/", "/north/staff/", "/north/office/", "/north/account/",
             "/north/account/safety/", "/north/first-steps/", "/north/account/again/"]
)  # fmt: skip
def test_half_in_is_not_in(path: str) -> None:
    client = clerk_half_in()
    assert client.get(path).headers["Location"].startswith("/north/sign-in/")
    assert client.post(path, {"password": PASSWORD}).status_code in (302, 405)
    assert client.get("/north/sign-in/").headers["Location"] == STEP


def test_the_second_step_goes_on_to_where_she_wanted() -> None:
    client = HouseClient()
    sign_in(client, "clerk", fields={"next": "/north/office/?q=a"})
    assert code(client, code_of()).headers["Location"] == "/north/office/?q=a"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_second_step_leads_to_no_other_site(away: str) -> None:
    client = HouseClient()
    sign_in(client, "clerk", fields={"next": away})
    answer = client.post(f"{STEP}?next={away}", {"code": code_of()})
    assert answer.headers["Location"] == "/north/"


def test_a_code_is_taken_once(north: Cast) -> None:
    seen = code_of()
    assert code(clerk_half_in(), seen).status_code == 302
    again = code(clerk_half_in(), seen)
    assert "used already" in words_of(again)
    earlier = code(clerk_half_in(), code_of(later=-1))
    assert "used already" in words_of(earlier)


def test_the_same_code_is_not_taken_after_the_counters_are_lost(north: Cast) -> None:
    from django.core.cache import cache

    seen = code_of()
    assert code(clerk_half_in(), seen).status_code == 302
    cache.clear()
    assert code(clerk_half_in(), seen).status_code == 200


@pytest.mark.parametrize(
    "said", ["", "000000", "12345", "ÄÖÜ", "１２３４５６", "9" * 41, "\x00", "' OR 1=1 --"]
)
def test_a_wrong_code_opens_nothing(said: str) -> None:
    client = clerk_half_in()
    assert code(client, said).status_code == 200
    assert not is_in(client)


def test_guessing_codes_is_slowed_down_and_the_owner_is_told(north: Cast) -> None:
    client = clerk_half_in()
    for n in range(5):
        code(client, f"00000{n}")
    assert "too many wrong codes" in words_of(code(client, code_of()))
    assert "too many wrong codes" in words_of(code(clerk_half_in(), code_of()))
    assert len(mails(north, "account.codes_tried")) == 1


def test_the_right_password_wipes_no_count_of_codes(north: Cast) -> None:
    for n in range(5):
        code(clerk_half_in(), f"00000{n}")
    assert code(clerk_half_in(), code_of()).status_code == 200


def test_the_count_of_codes_ends_and_the_right_one_begins_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = clerk_half_in()
    for n in range(5):
        code(client, f"00000{n}")
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert code(client, code_of()).status_code == 302


def test_a_recovery_code_works_once_and_the_owner_is_told(north: Cast) -> None:
    found = recovery_code(north)
    assert code(clerk_half_in(), f"{found[:4]} {found[4:]}").status_code == 302
    assert code(clerk_half_in(), found).status_code == 200
    assert len(mails(north, "account.code_used")) == 1


def test_the_code_of_another_account_or_district_is_wrong(north: Cast, south: Cast) -> None:
    with in_all(south):
        kept = Authenticator.objects.get(user_id=south.clerk.account, type="recovery_codes")
        kept.data = RecoveryCodes(kept).instance.data | {"seed": _locked("another-seed")}
        kept.save()
    assert code(clerk_half_in(), recovery_code(south)).status_code == 200


def _locked(text: str) -> str:
    from openhouse.sign_in.safety.proof import ProofAdapter

    return ProofAdapter().encrypt(text)


def test_the_second_step_of_one_district_is_none_in_another(south: Cast) -> None:
    client = clerk_half_in()
    answer = client.get("/south/sign-in/second-step/")
    assert answer.headers["Location"] == "/south/sign-in/"
    client.post("/south/sign-in/second-step/", {"code": code_of()})
    assert not is_in(client, "south") and not is_in(client)


def test_a_session_from_before_the_second_step_is_not_signed_in_with() -> None:
    client = clerk_half_in()
    half = cookie_of(client).value
    code(client, code_of())
    assert cookie_of(client).value != half
    stranger = HouseClient()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = half
    assert not is_in(stranger)


def test_one_can_start_over_as_somebody_else() -> None:
    client = clerk_half_in()
    client.post("/north/sign-out/")
    assert client.get("/north/sign-in/").status_code == 200
    assert sign_in(client, "mother").headers["Location"] == "/north/"


def test_secrets_are_locked_in_the_database(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    page = client.get("/north/account/safety/app/")
    secret = secret_on(page)
    assert client.post("/north/account/safety/app/", {"code": code_of(secret)}).status_code == 302
    assert secret not in json.dumps(dict(client.session.items()))
    with connection.cursor() as cursor, in_all(north):
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        kept = " ".join(text for (text,) in cursor.fetchall())
    assert secret not in kept and APP_SECRET not in kept


def test_a_passkey_alone_signs_in(north: Cast) -> None:
    passkey = with_a_passkey(north)
    client = browser()
    answer = passkey_sign_in(client, passkey)
    assert answer.headers["Location"] == "/north/"
    assert is_in(client)


def test_after_the_password_the_passkey_is_the_second_step(north: Cast) -> None:
    passkey = with_a_passkey(north)
    client = browser()
    assert sign_in(client, "mother").headers["Location"] == STEP
    signed = passkey.signed(options_on(client.get(STEP)))
    answer = client.post(STEP, {"credential": json.dumps(signed)})
    assert answer.headers["Location"] == "/north/"


def test_the_passkey_of_another_account_is_no_second_step(north: Cast) -> None:
    with_a_passkey(north, "father", 8)
    with_a_passkey(north)
    client = browser()
    sign_in(client, "mother")
    signed = Passkey(8).signed(options_on(client.get(STEP)))
    answer = client.post(STEP, {"credential": json.dumps(signed)})
    assert "does not belong to this account" in words_of(answer)
    assert not is_in(client)


def test_a_passkey_of_another_district_opens_nothing(north: Cast, south: Cast) -> None:
    passkey = with_a_passkey(south)
    client = browser()
    answer = passkey_sign_in(client, passkey)
    assert answer.status_code == 403
    assert "another school district" in answer.content.decode()
    assert not is_in(client)
    assert passkey_sign_in(client, passkey, "south").status_code == 302


def test_a_passkey_names_no_other_account(north: Cast) -> None:
    with_a_passkey(north, "father", 8)
    passkey = with_a_passkey(north)
    passkey.owner = _handle(north.father.account)
    assert passkey_sign_in(browser(), passkey).status_code == 403


def _handle(account: int | None) -> str:
    from allauth.account.utils import user_pk_to_url_str
    from fido2.utils import websafe_encode

    return websafe_encode(user_pk_to_url_str(Account(id=account)).encode())


def test_a_passkey_answer_is_taken_once_and_by_whom_it_was_asked(north: Cast) -> None:
    passkey = with_a_passkey(north)
    one, other = browser(), browser()
    options = one.get("/north/sign-in/passkey/options/").json()
    other.get("/north/sign-in/passkey/options/")
    sent = {"credential": json.dumps(passkey.signed(options))}
    assert other.post("/north/sign-in/passkey/", sent).status_code == 403
    assert one.post("/north/sign-in/passkey/", sent).status_code == 302
    one.post("/north/sign-out/")
    assert one.post("/north/sign-in/passkey/", sent).status_code == 403


@pytest.mark.parametrize(
    "passkey",
    [
        Passkey(7, origin="https://evil.example"),
        Passkey(7, host="evil.example"),
        Passkey(9),
    ],
)
def test_a_passkey_of_another_site_or_nobody_opens_nothing(passkey: Passkey, north: Cast) -> None:
    passkey.owner = with_a_passkey(north).owner
    assert passkey_sign_in(browser(), passkey).status_code == 403


def test_a_passkey_without_finger_or_pin_does_not_sign_in_alone(north: Cast) -> None:
    passkey, client = with_a_passkey(north), browser()
    options = client.get("/north/sign-in/passkey/options/").json()
    signed = passkey.signed(options, flags=AuthenticatorData.FLAG.UP)
    answer = client.post("/north/sign-in/passkey/", {"credential": json.dumps(signed)})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "said", ["", "{}", "[]", "null", "1", "{", '{"id":1}', '{"id":"a","rawId":"a","response":{}}',
             '{"response":{"userHandle":null}}', '{"response":[]}', '"text"', "\x00"]
)  # fmt: skip
def test_nonsense_for_a_passkey_is_a_wrong_one(said: str, north: Cast) -> None:
    adding = browser(HouseClient.signed_in(north.mother))
    adding.get("/north/account/safety/passkeys/add/")
    answer = adding.post("/north/account/safety/passkeys/add/", {"credential": said})
    assert answer.status_code == 200
    client = browser()
    client.get("/north/sign-in/passkey/options/")
    assert client.post("/north/sign-in/passkey/", {"credential": said}).status_code == 403
    with_a_passkey(north)
    sign_in(client, "mother")
    client.get(STEP)
    assert client.post(STEP, {"credential": said}).status_code == 200


def test_a_closed_account_has_no_passkey_in(north: Cast) -> None:
    passkey = with_a_passkey(north)
    with in_all(north):
        Account.objects.filter(pk=north.mother.account).update(is_active=False)
    assert passkey_sign_in(browser(), passkey).status_code == 403


def test_a_passkey_leads_to_no_other_site(north: Cast) -> None:
    passkey = with_a_passkey(north)
    answer = passkey_sign_in(browser(), passkey, next="https://evil.example/")
    assert answer.headers["Location"] == "/north/"
    wanted = passkey_sign_in(browser(), passkey, next="/north/family/")
    assert wanted.headers["Location"] == "/north/family/"


def test_a_flood_of_passkey_tries_is_slowed_down(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"passkey": "2/m/ip"}
    said = [browser().post("/north/sign-in/passkey/").status_code for _try in range(3)]
    assert said == [403, 403, 429]


def test_the_stage_is_over_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    client = clerk_half_in()
    later = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.get(STEP).headers["Location"] == "/north/sign-in/"


def test_a_second_step_taken_away_meanwhile_is_not_asked_for(north: Cast) -> None:
    client = clerk_half_in()
    with scope(district=north.id, students="all", hat="system"):
        Authenticator.objects.filter(user_id=north.clerk.account).delete()
    assert code(client, code_of()).status_code == 200
    assert not is_in(client)


def test_a_secret_of_another_server_is_known_to_nobody(north: Cast) -> None:
    """With the key lost, an empty secret must not stand in its place: anybody knows its codes."""
    with in_all(north):
        for kept in Authenticator.objects.filter(user_id=north.clerk.account):
            kept.data = {key: "lost" if key in ("secret", "seed") else 0 for key in kept.data}
            kept.save()
    anybodys = [
        hmac.new(b"", b"".join(f"{i:3},".encode() for i in range(n + 1)), "sha1") for n in range(3)
    ]
    codes = [str(int.from_bytes(each.digest()[:4]) % 10**8).zfill(8) for each in anybodys]
    for guess in (code_of(""), *codes):
        assert code(clerk_half_in(), guess).status_code == 200, guess
