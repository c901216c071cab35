"""E-mail: kept with the change it tells of, sent once, and its outcome recorded."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.common.scope import scope
from openhouse.config.mail import mailer
from openhouse.notifications.actions import draft, send_off, take_back, write
from openhouse.notifications.lanes import LANES
from openhouse.notifications.letters import Letter
from openhouse.notifications.models import Delivery
from tests.cast import Cast
from tests.notifications.post import Office, jobs, post_office, send_all

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
    send_all(north)
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
    written(north)
    for _ in range(3):
        send_all(north)
    assert len(office.arrived) == 1


def test_a_mail_of_a_change_that_is_taken_back_is_never_sent(north: Cast, office: Office) -> None:
    before = jobs()
    with transaction.atomic():
        written(north)
        transaction.set_rollback(True)
    assert jobs() == before
    send_all(north)
    assert office.arrived == []


def test_a_mailbox_that_is_not_there_is_recorded_and_not_tried_again(
    north: Cast, office: Office
) -> None:
    mail = written(north, "nobody@home.example")
    send_all(north)
    found = state_of(north, mail)
    assert (found.state, found.answer) == ("refused", "550 5.1.1 No such mailbox")
    assert found.text == ""


def test_a_server_that_puts_off_is_asked_again(north: Cast, office: Office) -> None:
    mail = written(north, "later@home.example")
    for _ in range(2):
        send_all(north)  # the second finds that it is too early
    found = state_of(north, mail)
    assert (found.state, found.tries) == ("waiting", 1)
    assert found.answer == "451 4.7.1 Try again later"
    assert timedelta() < found.next_try_at - timezone.now() < timedelta(seconds=3)
    assert "ab-cd" in found.text


def test_a_server_that_is_away_is_asked_again_and_at_last_given_up(
    north: Cast, settings: Any
) -> None:
    settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": 9}}}
    mail = written(north)
    for tries in range(11):
        assert (state_of(north, mail).state, state_of(north, mail).tries) == ("waiting", tries)
        send_all(north, put_off_too=True)
    assert state_of(north, mail).state == "given up"


@pytest.mark.parametrize(
    "subject", ["Hello\r\nBcc: all@north.example", "Hello\nBcc: all@north.example", "a" * 400]
)
def test_no_header_begins_in_a_subject(subject: str, north: Cast, office: Office) -> None:
    written(north, letter=Letter(subject, ("Hello",)))
    send_all(north)
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


def test_one_connection_brings_many_in_the_order_of_each_person(
    north: Cast, office: Office
) -> None:
    persons = [somebody.id for somebody in north.persons.values()][:12]
    with scope(district=north.id, students="all", hat="system"):
        drafts = [
            draft(Letter(f"{person} {turn}", ("Words",)), f"p{person}@home.example", kind="x",
                  district=district_of(north), person=person,
                  priority=Delivery.Priority.BULK if turn < 2 else Delivery.Priority.NORMAL)
            for turn in range(4) for person in persons
        ]  # fmt: skip
        send_off(drafts, district_of(north))
    send_all(north)
    for person in persons:
        found = [m["Subject"] for m in office.arrived if m["Subject"].startswith(f"{person} ")]
        assert found == [f"{person} {turn}" for turn in (2, 3, 0, 1)]
    assert office.connections <= LANES


def test_what_an_address_puts_off_keeps_its_place_and_holds_up_nobody_else(
    north: Cast, office: Office
) -> None:
    first = written(north, "later@home.example", Letter("One", ("Words",)))
    second = written(north, "later@home.example", Letter("Two", ("Words",)))
    written(north, "zoe@home.example")
    send_all(north)
    assert len(office.arrived) == 1
    assert [state_of(north, mail).tries for mail in (first, second)] == [1, 0]
    office.is_patient = True
    send_all(north, put_off_too=True)
    assert [message["Subject"] for message in office.arrived] == ["Your account", "One", "Two"]


def test_what_is_taken_back_before_it_went_is_not_sent(north: Cast, office: Office) -> None:
    ours = district_of(north)
    with scope(district=north.id, students="all", hat="system"):
        drafts = [
            draft(LETTER, "zoe@home.example", kind="message.general", district=ours,
                  person=north.mother.id, about=about)
            for about in (7, 7, 8)
        ]  # fmt: skip
        send_off(drafts, ours)
        assert take_back("message.general", 7) == 2
    send_all(north)
    (message,) = office.arrived
    assert "/north/unsubscribe/" in message["List-Unsubscribe"]
    states = [(state_of(north, one.pk).state, state_of(north, one.pk).text) for one in drafts]
    assert states == [("cancelled", ""), ("cancelled", ""), ("sent", "")]
