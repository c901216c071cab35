"""E-mail: kept with the change it tells of, sent once, and its outcome recorded."""

from collections.abc import Iterator
from email.message import Message
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from openhouse.access.district import CurrentDistrict
from openhouse.common.scope import scope
from openhouse.config.mail import mailer
from openhouse.notifications.actions import write
from openhouse.notifications.jobs import NotYet, send_mail
from openhouse.notifications.letters import Letter
from openhouse.notifications.models import Delivery
from tests.cast import Cast
from tests.notifications.post import Office, post_office

pytestmark = pytest.mark.django_db(transaction=True)
LETTER = Letter(
    "Your account",
    ("Hello Zoë,", "here is your way in <b>now</b>."),
    code="ab-cd",
    link=("Open my account", "http://localhost/north/open/abc/"),
    closing=("It works for 14 days.",),
)


@pytest.fixture
def office(settings: Any) -> Iterator[Office]:
    with post_office(settings) as found:
        yield found


def district_of(cast: Cast) -> CurrentDistrict:
    return CurrentDistrict(
        cast.id, cast.slug, "North ‘R-1’ Schools", "MO", "", 195, "America/Chicago",
        "help@north.example", "573-555-0100", "",
    )  # fmt: skip


def written(cast: Cast, to: str = "zoe@home.example", letter: Letter = LETTER) -> int:
    """The id of a mail that waits, written as in a request."""
    with scope(district=cast.id, hat="account", person=cast.mother.id):
        return write(
            letter, to, kind="account.link", district=district_of(cast), person=cast.mother.id
        )


def state_of(cast: Cast, mail: int) -> Delivery:
    with scope(district=cast.id, students="all", hat="system"):
        return Delivery.objects.get(pk=mail)


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notifications.send_mail'"
        )
        return int(cursor.fetchone()[0])


def part(message: Message, kind: str) -> str:
    """The part of *message* of a kind, as text."""
    (found,) = [one for one in message.walk() if one.get_content_type() == kind]
    payload = found.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def test_a_mail_arrives_as_text_and_html_in_the_districts_name(north: Cast, office: Office) -> None:
    before = jobs()
    mail = written(north)
    assert jobs() == before + 1
    send_mail(north.id, mail)
    (message,) = office.arrived
    text, html = part(message, "text/plain"), part(message, "text/html")
    for words in ("Hello Zoë,", "ab-cd", "http://localhost/north/open/abc/", "14 days"):
        assert words in text
        assert words in html
    assert "here is your way in <b>now</b>." in text
    assert "&lt;b&gt;now&lt;/b&gt;" in html
    assert "help@north.example, 573-555-0100" in text
    assert message["Subject"] == "Your account"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"].startswith("<north.")
    assert message["Reply-To"].endswith("help@openhouse.example")
    found = state_of(north, mail)
    assert (found.state, found.text, found.html) == ("sent", "", "")


def test_a_mail_is_sent_once_however_often_its_job_runs(north: Cast, office: Office) -> None:
    mail = written(north)
    for _ in range(3):
        send_mail(north.id, mail)
    assert len(office.arrived) == 1


def test_a_mail_of_a_change_that_is_taken_back_is_never_sent(north: Cast, office: Office) -> None:
    before = jobs()
    with transaction.atomic():
        mail = written(north)
        transaction.set_rollback(True)
    assert jobs() == before
    send_mail(north.id, mail)
    assert office.arrived == []


def test_a_mailbox_that_is_not_there_is_recorded_and_not_tried_again(
    north: Cast, office: Office
) -> None:
    mail = written(north, "nobody@home.example")
    send_mail(north.id, mail)
    found = state_of(north, mail)
    assert (found.state, found.answer) == ("refused", "550 5.1.1 No such mailbox")
    assert found.text == ""


def test_a_server_that_puts_off_is_asked_again(north: Cast, office: Office) -> None:
    mail = written(north, "later@home.example")
    with pytest.raises(NotYet, match="451"):
        send_mail(north.id, mail)
    found = state_of(north, mail)
    assert (found.state, found.tries) == ("waiting", 1)
    assert "ab-cd" in found.text


def test_a_server_that_is_away_is_asked_again_and_at_last_given_up(
    north: Cast, settings: Any
) -> None:
    settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": 9}}}
    mail = written(north)
    for _ in range(10):
        with pytest.raises(NotYet):
            send_mail(north.id, mail)
    send_mail(north.id, mail)
    assert state_of(north, mail).state == "given up"


@pytest.mark.parametrize(
    "subject", ["Hello\r\nBcc: all@north.example", "Hello\nBcc: all@north.example", "a" * 400]
)
def test_no_header_begins_in_a_subject(subject: str, north: Cast, office: Office) -> None:
    mail = written(north, letter=Letter(subject, ("Hello",)))
    send_mail(north.id, mail)
    (message,) = office.arrived
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"].replace("\n ", " ")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp://mail.example.org:2525/?tls=1", 2525, True, False),
        ("submission://u:p@mail.example.org", 587, True, False),
        ("smtps://u%40x:p%2Fq@mail.example.org", 465, False, True),
    ],
)
def test_an_email_url_names_a_server(url: str, port: int, tls: bool, ssl: bool) -> None:
    options = mailer(url)["OPTIONS"]
    assert (options["port"], options["use_tls"], options["use_ssl"]) == (port, tls, ssl)
    if "%40" in url:
        assert (options["username"], options["password"]) == ("u@x", "p/q")


@pytest.mark.parametrize("url", ["mail.example.org", "http://a", "smtp://", "smtp://a:b:c@d:x"])
def test_an_email_url_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="expected smtps://") as caught:
        mailer(url)
    assert "b:c" not in str(caught.value)
