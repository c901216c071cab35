"""What strangers can begin again and again is little, and is taken away again."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from openhouse.ledger.models import Change
from openhouse.sign_in.jobs import forget_sessions
from openhouse.sign_in.single.actions import MOST_MADE_UP
from tests.access.signing import is_in, sign_in
from tests.cast import Cast
from tests.house_client import HouseClient
from tests.passkeys import Passkey
from tests.sign_in.mails import mails
from tests.sign_in.openid_server import Provider
from tests.sign_in.second_step import add_passkey, browser
from tests.sign_in.single import begin, inside, path_of, set_up, visitor

pytestmark = pytest.mark.django_db


def test_sessions_that_are_over_are_taken_away(north: Cast) -> None:
    here, over = HouseClient(), HouseClient()
    sign_in(here, "mother")
    sign_in(over, "father")
    hers = Session.objects.filter(session_key=over.session.session_key)
    hers.update(expire_date=timezone.now() - timedelta(seconds=1))
    forget_sessions(0)
    assert not hers.exists()
    assert is_in(here)


def test_answers_that_are_made_up_do_not_fill_the_ledger(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid)
    client = visitor()
    for n in range(MOST_MADE_UP + 5):
        state = begin(client, north, number).partition("state=")[2].partition("&")[0]
        made_up = f"/north/sso/{number}/callback/?state={state}&error=made_up_{n}"
        assert client.get(path_of(made_up)).status_code == 403
    with inside(north):
        lines = Change.objects.filter(kind="account.sso_refused", after__provider=number)
        assert lines.count() == MOST_MADE_UP


@pytest.mark.parametrize("credential", ["[" * 60_000, '{"a":' * 8_000])
def test_a_passkey_without_end_is_a_wrong_one(credential: str, north: Cast) -> None:
    stranger = browser()
    stranger.get("/north/sign-in/passkey/options/")
    answer = stranger.post("/north/sign-in/passkey/", {"credential": credential})
    assert answer.status_code == 403
    owner = browser(HouseClient.signed_in(north.mother))
    for page in ("safety/passkeys/add/", "again/"):
        answer: Any = owner.post(f"/north/account/{page}", {"credential": credential})
        assert answer.status_code == 200


def test_the_mail_about_a_new_passkey_says_who_takes_it_away(north: Cast) -> None:
    """A new password, which the button leads to, does not."""
    add_passkey(browser(HouseClient.signed_in(north.adult_mother)), Passkey(7))
    (mail,) = mails(north, "account.passkey_added")
    assert "tell the help desk at once" in mail.text
