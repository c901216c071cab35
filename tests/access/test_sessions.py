"""A session: over when nobody uses it, over when she signs out, and kept from others."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests import database
from tests.access.signing import cookie_of, is_in, sign_in
from tests.cast import Cast
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db


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
    hosts = ["portal.example", "localhost", "127.0.0.1", "[::1]"]
    assert json.loads(said.stdout) == [True, True, 31_536_000, hosts]


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
