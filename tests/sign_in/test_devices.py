"""Where one is signed in: listed, signed out, told of when new; and for how long one stays in."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from openhouse.sign_in.models_devices import Device
from tests.access.signing import cookie_of, is_in, sign_in
from tests.cast import PASSWORD, Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import mails
from tests.sign_in.second_step import clerk_half_in, code, code_of

pytestmark = pytest.mark.django_db
PAGE = "/north/account/devices/"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/605.1.15 Version/18.0 Safari/605.1"
NEW = "kestrel-over-9-fields"


def on(agent: str, name: str = "father", **more: Any) -> HouseClient:
    """The client of a browser that has just signed in."""
    client = HouseClient(headers={"User-Agent": agent})
    assert sign_in(client, name, **more).status_code == 302
    return client


def number_of(client: HouseClient) -> int:
    """The number of the device of the client's session."""
    with in_all(_north()):
        return int(Device.objects.get(session_key=cookie_of(client).value).pk)


def _north() -> Cast:
    from tests.cast import NORTH

    return NORTH


def test_devices_are_listed_in_plain_words_this_one_first() -> None:
    on(DESK)
    phone = on(PHONE)
    words = words_of(phone.get(PAGE))
    assert words.index("Chrome on Android This device") < words.index("Safari on Mac")
    assert "from 127.0.0.•" in words and "with the password" in words


def test_a_device_that_is_signed_out_is_out_at_its_next_request() -> None:
    desk, phone = on(DESK), on(PHONE)
    assert desk.post(f"{PAGE}{number_of(phone)}/out/").headers["Location"] == PAGE
    assert not is_in(phone)
    assert is_in(desk)
    assert "Chrome on Android This device" not in words_of(desk.get(PAGE))
    assert "A device was signed out" in words_of(desk.get("/north/account/"))


def test_all_others_are_signed_out_at_once_also_those_without_a_line(north: Cast) -> None:
    old = HouseClient.signed_in(north.father)
    desk, phone, other = on(DESK), on(PHONE), on(PHONE, "mother")
    desk.post(f"{PAGE}others/out/")
    assert is_in(desk) and is_in(other)
    assert not is_in(phone) and not is_in(old)


def test_nobody_signs_out_the_device_of_another(north: Cast, south: Cast) -> None:
    hers, his = on(PHONE, "mother"), on(DESK)
    for client in (his, HouseClient.signed_in(north.admin), HouseClient.signed_in(north.clerk)):
        assert client.post(f"{PAGE}{number_of(hers)}/out/").status_code == 404
    away = HouseClient.signed_in(south.mother)
    assert away.post(f"/south/account/devices/{number_of(hers)}/out/").status_code == 404
    assert is_in(hers)


def test_a_new_device_is_told_of_once(north: Cast) -> None:
    client = on(PHONE)
    (mail,) = mails(north, "account.new_device")
    assert "Chrome on Android" in mail.text and "/north/forgot-password/" in mail.text
    assert "Chrome" not in mail.subject and "127.0.0" in mail.text
    client.post("/north/sign-out/")
    sign_in(client, "father")
    assert len(mails(north, "account.new_device")) == 1
    on(DESK)
    assert len(mails(north, "account.new_device")) == 2


def test_a_browser_that_another_knows_is_new_for_her(north: Cast) -> None:
    client = on(PHONE)
    client.post("/north/sign-out/")
    sign_in(client, "mother")
    assert [mail.person_id for mail in mails(north, "account.new_device")] == [
        north.father.id,
        north.mother.id,
    ]


@pytest.mark.parametrize("forged", ["", "abc", "abc:def:ghi", "ÿ", "x" * 5000])
def test_a_forged_cookie_makes_a_new_device(forged: str, north: Cast) -> None:
    client = on(PHONE)
    client.post("/north/sign-out/")
    client.cookies["openhouse_device"] = forged
    sign_in(client, "father")
    assert len(mails(north, "account.new_device")) == 2


def test_the_second_step_comes_before_the_device(north: Cast) -> None:
    client = clerk_half_in()
    assert mails(north, "account.new_device") == []
    code(client, code_of())
    assert len(mails(north, "account.new_device")) == 1
    assert "with the password and a second step" in words_of(client.get(PAGE))


def test_mails_about_new_devices_fill_no_mailbox(north: Cast) -> None:
    for _time in range(5):
        on(PHONE)
    assert len(mails(north, "account.new_device")) == 3


def test_a_new_password_signs_out_every_other_device(north: Cast) -> None:
    desk, phone = on(DESK), on(PHONE)
    key = cookie_of(phone).value
    desk.post(
        "/north/account/password/",
        {"password": PASSWORD, "password1": NEW, "password2": NEW},
    )
    assert not Session.objects.filter(session_key=key).exists()
    words = words_of(desk.get(PAGE))
    assert "Safari on Mac This device" in words
    assert words.count("Used on") == 1


def ends_in(client: HouseClient) -> timedelta:
    session = Session.objects.get(session_key=cookie_of(client).value)
    return session.expire_date - timezone.now()


def test_ones_own_device_stays_in_for_sixty_days_from_its_last_use() -> None:
    client = on(PHONE, fields={"own_device": "on"})
    assert cookie_of(client)["max-age"] == 60 * 24 * 3600
    assert timedelta(days=59.9) < ends_in(client) <= timedelta(days=60)
    key = cookie_of(client).value
    Session.objects.filter(pk=key).update(expire_date=timezone.now() + timedelta(days=20))
    store = client.session
    store["minute"] = 0
    store.save()
    Session.objects.filter(pk=key).update(expire_date=timezone.now() + timedelta(days=20))
    assert is_in(client)
    assert timedelta(days=59.9) < ends_in(client)
    assert "stays signed in" in words_of(client.get(PAGE))


def test_any_other_ends_after_half_an_hour() -> None:
    client = on(PHONE)
    assert cookie_of(client)["max-age"] == settings.SESSION_COOKIE_AGE == 30 * 60
    assert ends_in(client) <= timedelta(minutes=30)


def test_the_word_of_the_first_page_holds_through_the_second_step() -> None:
    client = HouseClient()
    sign_in(client, "clerk", fields={"own_device": "on"})
    code(client, code_of())
    assert ends_in(client) > timedelta(days=59)
    other = HouseClient()
    sign_in(other, "mother", fields={"own_device": "on"})
    other.post("/north/sign-out/")
    sign_in(other, "mother")
    assert ends_in(other) <= timedelta(minutes=30)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome on Android"),
        (DESK, "Safari on Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) CriOS/130 Safari/604", "Chrome on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/130.0 Safari/537.36", "Chrome on Chromebook"),
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/130.0", "Firefox on Linux"),
        ("curl/8", "An unknown device"),
        ("<script>alert(1)</script>", "An unknown device"),
        ("", "An unknown device"),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_its_name(agent: str, words: str) -> None:
    assert words in words_of(on(agent).get(PAGE))


@pytest.mark.parametrize(
    ("address", "place"),
    [("203.0.113.77", "203.0.113.•"), ("2001:db8:aa:bb::77", "2001:0db8:00aa:•")],
)
def test_the_address_is_kept_without_its_last_part(address: str, place: str, north: Cast) -> None:
    client = HouseClient()
    sign_in(client, "father", REMOTE_ADDR=address)
    assert place in words_of(client.get(PAGE))
    with in_all(north):
        assert Device.objects.get(person_id=north.father.id).place == place
