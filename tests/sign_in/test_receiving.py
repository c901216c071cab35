"""E-mail that comes in: onto the desk or answered to the address on file, and bounces noted."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from openhouse.common.scope import scope
from openhouse.config.inbox import inboxes
from openhouse.notifications.arriving import LARGEST, LONGEST, NotUnderstood, read
from openhouse.notifications.models import Delivery
from openhouse.people.models import Account, ContactPoint
from openhouse.sign_in.inbox.mailbox import poll
from openhouse.sign_in.inbox.receiving import Became
from openhouse.sign_in.jobs import poll_inboxes, take_mail
from openhouse.sign_in.models import AccountRequest, AccountRules
from tests.cast import Cast
from tests.database import ROOT
from tests.house_client import HouseClient, words_of
from tests.jobs import work_off
from tests.live import Live
from tests.sign_in.imap_server import Mailbox, imap_server
from tests.sign_in.mails import link_in, mails

pytestmark = pytest.mark.django_db
HERS = "marta@home.example"


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def file(cast: Cast, name: str, email: str = HERS) -> str:
    """The address that the school has of somebody."""
    with house(cast):
        ContactPoint.objects.filter(person_id=cast.persons[name].id, kind="email").update(
            value=email
        )
    return email


def written(cast: Cast, text: str = "", **more: Any) -> bytes:
    """A mail of the mother about ana, unless told otherwise."""
    message = EmailMessage()
    name = more.get("name", cast.mother.name)
    message["From"] = more.get("sender") or f'"{name}" <{more.get("email", HERS)}>'
    message["To"] = "help@openhouse.example"
    message["Subject"] = more.get("subject", "An account, please")
    for header, value in more.get("headers", {}).items():
        message[header] = value
    school = cast.rows["elementary"].name
    message.set_content(text or f"I am the mother of {cast.ana.name}, {school}.")
    return message.as_bytes()


def come_in(cast: Cast) -> list[AccountRequest]:
    """The requests that came by e-mail, once all jobs are done."""
    work_off()
    with house(cast):
        return list(AccountRequest.objects.filter(source="mail").order_by("pk"))


def test_a_mother_who_names_all_of_it_is_answered_where_she_is_on_file(north: Cast) -> None:
    file(north, "mother")
    with house(north):
        Account.objects.filter(person_id=north.mother.id).delete()
    take_mail(north.id, written(north, email=HERS.upper()))
    (request,) = come_in(north)
    assert (request.state, request.person_id) == ("answered", north.mother.id)
    (mail,) = mails(north, "account.way_in")
    assert mail.to == HERS
    assert HouseClient().get(link_in(mail)).status_code == 302


@pytest.mark.parametrize(
    ("who", "child", "school"),
    [
        ("barred", "leo", "middle"),
        ("no_portal", "ben", "high"),
        ("ended", "ben", "high"),
        ("adult_mother", "mia", "high"),
        ("mother", "leo", "middle"),
        ("mother", "ana", "high"),
    ],
)
def test_who_may_not_see_or_says_something_else_waits_on_the_desk(
    who: str, child: str, school: str, north: Cast
) -> None:
    file(north, who)
    text = f"I am the parent of {north.persons[child].name}, {north.rows[school].name}."
    take_mail(north.id, written(north, text, name=north.persons[who].name))
    (request,) = come_in(north)
    assert request.state == "waiting"
    assert mails(north, "account.way_in") == []


def test_a_stranger_is_never_answered_and_waits_for_a_person(north: Cast) -> None:
    file(north, "mother")
    take_mail(north.id, written(north, email="stranger@else.example"))
    (request,) = come_in(north)
    assert (request.state, request.school_id) == ("waiting", north.rows["elementary"].pk)
    with house(north):
        assert not Delivery.objects.filter(pk__gte=100_000).exists()


def test_a_mail_with_a_forged_sender_reaches_only_the_owner(north: Cast) -> None:
    """Whoever wrote it, and wherever she wants the answer: it goes to the address on file."""
    file(north, "mother")
    headers = {"Reply-To": "thief@else.example", "Sender": "thief@else.example"}
    take_mail(north.id, written(north, headers=headers))
    come_in(north)
    with house(north):
        sent = Delivery.objects.filter(pk__gte=100_000)
        assert {mail.to for mail in sent} == {HERS}


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Auto-Submitted": "auto-generated (rejected)"},
        {"Precedence": "bulk"},
        {"Precedence": "JUNK"},
        {"List-Id": "<all.else.example>"},
        {"X-Autoreply": "yes"},
        {"Return-Path": "<>"},
    ],
)
def test_a_machine_is_left_alone(headers: dict[str, str], north: Cast) -> None:
    file(north, "mother")
    assert take_mail(north.id, written(north, headers=headers)) == Became.AUTOMATIC
    assert come_in(north) == []


def test_our_own_mail_does_not_go_round(north: Cast, settings: Any) -> None:
    own = settings.MAIL_FROM
    with house(north):
        from openhouse.districts.models import District

        help_email = District.objects.get(pk=north.id).help_email
    for sender in (own, help_email, "MAILER-DAEMON@else.example", "no-reply@else.example"):
        assert take_mail(north.id, written(north, email=sender)) == Became.AUTOMATIC, sender


def test_one_sender_does_not_fill_the_desk(north: Cast) -> None:
    became = [take_mail(north.id, written(north, email="x@else.example")) for _ in range(5)]
    assert became == [Became.ON_THE_DESK] * 3 + [Became.TOO_MANY] * 2
    assert len(come_in(north)) == 3


def test_a_mailbox_is_not_filled_by_writing_again_and_again(north: Cast) -> None:
    file(north, "mother")
    for _ in range(6):
        take_mail(north.id, written(north))
        work_off()
    assert len(mails(north, "account.way_in")) == 3


def test_with_passwords_as_the_usual_way_a_used_account_is_not_locked_out(north: Cast) -> None:
    from tests.access.signing import sign_in

    file(north, "mother")
    with house(north):
        AccountRules.objects.update(way="password")
    sign_in(HouseClient(), "mother")
    take_mail(north.id, written(north))
    come_in(north)
    assert sign_in(HouseClient(), "mother").status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "O’Brien-Núñez 'Bobby' <b>x</b>",
        "🦉 Owl",
        "\u202eevil",
        "Łukasz " + "a" * 290,
        "a" * 1000,
        "100 %s %(name)s",
    ],
)
def test_whatever_somebody_is_called_it_is_kept_and_shown(name: str, north: Cast) -> None:
    message = EmailMessage()
    message["From"] = "Owl <owl@home.example>"
    message["Subject"] = f"From {name}"
    message.set_content(f"I am {name}\x00\x07 and want in.")
    message.replace_header("From", f"{name.replace('<', '').replace('>', '')} <owl@home.example>")
    raw = message.as_bytes()
    take_mail(north.id, raw)
    (request,) = come_in(north)
    page = HouseClient.signed_in(north.admin).get(f"/north/office/requests/{request.pk}/")
    assert page.status_code == 200
    assert "<b>x</b>" not in page.content.decode()


def test_no_header_of_a_mail_becomes_one_of_ours(north: Cast) -> None:
    subject = b"Subject: =?utf-8?q?Hello=0D=0ABcc=3A_all=40north.example?=\r\n\r\nHello\r\n"
    take_mail(north.id, b"From: marta@home.example\r\n" + subject)
    (request,) = come_in(north)
    assert "\r" not in request.message
    assert request.message.splitlines()[0] == "Hello  Bcc: all@north.example"
    strange = b"From: =?utf-8?q?Marta=0D=0ABcc=3A_all=40north.example?= <marta@home.example>\r\n"
    with pytest.raises(NotUnderstood):
        take_mail(north.id, strange + subject)


MULTIPART = (
    b"From: a@home.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n"
    b"\r\n"
)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"From: a@home.example\r\nSubject: Only this\r\n", "Only this"),
        (
            b"From: a@home.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\nqapla",
            "qapla",
        ),
        (
            b"From: a@home.example\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
            b"Content-Transfer-Encoding: quoted-printable\r\n\r\nMar=EDa",
            "María",
        ),
        (
            b"From: a@home.example\r\nContent-Type: text/plain; charset=utf-8\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\n!!!not base64!!!",
            "",
        ),
        (
            b"From: a@home.example\r\nContent-Type: text/html\r\n\r\n"
            b"<style>p{}</style><script>alert(1)</script><p>Hello <b>you</b></p><p>Two",
            "Hello you",
        ),
        (
            MULTIPART
            + b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nIn\r\n",
            "In",
        ),
        (MULTIPART + b"no boundary at all", ""),
        (MULTIPART + b"--x\r\nContent-Type: image/png\r\n\r\nPNG\r\n--x--", ""),
    ],
)
def test_strange_mails_are_read_as_far_as_they_go(raw: bytes, words: str) -> None:
    mail = read(raw)
    assert words in f"{mail.subject}{mail.text}"
    assert "alert" not in mail.text


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: From nobody\r\n\r\nHello",
        b"From: \r\n\r\nHello",
        b"From: a@home.example, b@home.example\r\n\r\nHello",
        b"From: a@home.example\r\nFrom: b@home.example\r\n\r\nHello",
        b"From: not an address\r\n\r\nHello",
        b"From: <>\r\n\r\nHello",
        b"From: a@home.example\r\n\r\n" + b"x" * LARGEST,
    ],
)
def test_what_is_no_mail_is_not_understood(raw: bytes) -> None:
    with pytest.raises(NotUnderstood):
        read(raw)


def test_a_thousand_parts_in_each_other_bring_nothing_down() -> None:
    deep = b"From: a@home.example\r\n"
    for number in range(2000):
        head = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
        deep += head % (number, number)
    with suppress(NotUnderstood):
        assert read(deep + b"\r\nHello").sender == "a@home.example"


def test_a_long_mail_is_cut_and_attachments_are_left_out_and_said_so(north: Cast) -> None:
    message = EmailMessage()
    message["From"] = "a@home.example"
    message.set_content("word " * 10_000)
    for number in range(2):
        message.add_attachment(
            b"x" * 100, maintype="image", subtype="png", filename=f"{number}.png"
        )
    take_mail(north.id, message.as_bytes())
    (request,) = come_in(north)
    assert len(request.message) <= LONGEST
    assert "2 attachments were not kept." in request.message
    message = EmailMessage()
    message["From"] = "a@home.example"
    message.set_content("Short")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="id.png")
    take_mail(north.id, message.as_bytes())
    assert "1 attachment was not kept." in come_in(north)[1].message


# --- bounces


def bounce(reference: str, action: str = "failed", headers_only: bool = False) -> bytes:
    """A report of a mail server about one of our mails (RFC 3464)."""
    original = f"Message-ID: {reference}\r\nSubject: Your account\r\n\r\n"
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    return (
        "From: MAILER-DAEMON@mx.else.example\r\nTo: no-reply@localhost\r\nReturn-Path: <>\r\n"
        "Auto-Submitted: auto-replied\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; else.example\r\n"
        "\r\nFinal-Recipient: rfc822; marta@home.example\r\n"
        f"Action: {action}\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 No such <b>mailbox</b>\r\n"
        f"\r\n--x\r\nContent-Type: {kind}\r\n\r\n{original}\r\n--x--\r\n"
    ).encode()


def sent_mail(cast: Cast, person: int) -> Delivery:
    with house(cast):
        return Delivery.objects.create(
            person_id=person,
            kind="account.way_in",
            to="marta@home.example",
            subject="Your account",
            reference="<0123456789.unguessable@localhost>",
            state="sent",
        )


@pytest.mark.parametrize("headers_only", [False, True])
def test_a_bounce_marks_its_mail_and_the_desk_shows_it_beside_the_address(
    headers_only: bool, north: Cast
) -> None:
    file(north, "long_parent")
    mail = sent_mail(north, north.long_parent.id)
    raw = bounce(mail.reference, headers_only=headers_only)
    assert take_mail(north.id, raw) == Became.BOUNCE
    with house(north):
        mail.refresh_from_db()
    assert (mail.state, mail.answer) == ("bounced", "5.1.1 smtp; 550 No such <b>mailbox</b>")
    clerk = HouseClient.signed_in(north.clerk)
    page = clerk.get(f"/north/office/people/{north.long_parent.id}/")
    assert f"By e-mail to {HERS}. The last mail to it came back." in words_of(page)
    assert "Came back" in words_of(page)
    assert "550 No such <b>mailbox</b>" in words_of(page)
    assert "<b>mailbox</b>" not in page.content.decode()
    assert come_in(north) == []


def test_a_bounce_of_no_mail_of_ours_changes_nothing(north: Cast, south: Cast) -> None:
    mail = sent_mail(north, north.long_parent.id)
    for cast, raw in (
        (north, bounce("<guessed@localhost>")),
        (north, bounce("")),
        (north, bounce("%")),
        (south, bounce(mail.reference)),
    ):
        assert take_mail(cast.id, raw) in (Became.UNKNOWN_BOUNCE, Became.AUTOMATIC)
    assert take_mail(north.id, bounce(mail.reference, "delayed")) == Became.AUTOMATIC
    with house(north):
        mail.refresh_from_db()
    assert mail.state == "sent"


def test_no_message_id_of_ours_is_like_another(north: Cast) -> None:
    from openhouse.access.district import as_current
    from openhouse.districts.models import District
    from openhouse.notifications.actions import write
    from openhouse.notifications.letters import Letter

    with house(north):
        district = as_current(District.objects.get(pk=north.id))
        for _ in range(2):
            write(Letter("Hello", ("Hello",)), HERS, kind="test", district=district)
        found = Delivery.objects.filter(kind="test").values_list("reference", flat=True)
        first, second = (reference.split(".")[3].partition("@")[0] for reference in found)
    assert first != second
    assert len(first) == len(second) == 32


# --- the two doors


def hand_over(live: Live, raw: bytes, slug: str = "north", **more: str) -> tuple[int, str]:
    """What ``openhouse receive-mail`` says to *raw* on its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "openhouse.config.cli", "receive-mail", "--district", slug],
        cwd=ROOT,
        env=live.environment | more,
        input=raw,
        capture_output=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).decode()


def test_a_mail_on_standard_input_is_taken_in(live: Live, north: Cast) -> None:
    assert hand_over(live, written(north, email="new@else.example")) == (0, "on the desk.\n")
    assert hand_over(live, b"no mail")[0] == 65
    assert hand_over(live, written(north), slug="nowhere")[0] == 75
    away = "postgresql://nobody@127.0.0.1:9/nothing"
    status, said = hand_over(live, written(north), DATABASE_URL=away, DATABASE_APP_URL=away)
    assert status == 75, said


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with imap_server() as box:
        settings.INBOXES = inboxes(box.url())
        yield box


def test_an_inbox_is_read_once(mailbox: Mailbox, north: Cast) -> None:
    file(north, "mother")
    mail = sent_mail(north, north.mother.id)
    mailbox.put(written(north))
    mailbox.put(b"no mail")
    mailbox.put(bounce(mail.reference))
    for _ in range(2):
        poll_inboxes(0)
    (request,) = come_in(north)
    assert request.state == "answered"
    with house(north):
        mail.refresh_from_db()
    assert mail.state == "bounced"
    assert mailbox.flags == {1: {r"\Seen"}, 2: {r"\Seen", r"\Flagged"}, 3: {r"\Seen"}}
    assert mailbox.asked.count("LOGOUT") == 2


def test_a_mail_that_cannot_be_kept_stays_unread(mailbox: Mailbox, north: Cast) -> None:
    """The database is away in the middle of it: the next round takes it in."""
    mailbox.put(written(north))
    (inbox,) = inboxes(mailbox.url())
    with pytest.raises(ZeroDivisionError):
        poll(inbox, lambda raw: 1 / 0)
    assert mailbox.flags == {1: set()}
    poll_inboxes(0)
    assert len(come_in(north)) == 1


def test_a_mailbox_that_is_away_does_not_keep_the_others_from_being_read(
    mailbox: Mailbox, north: Cast, settings: Any
) -> None:
    wrong = [
        "imap://help:wrong@127.0.0.1:9/INBOX?district=north",
        f"imap://help:wrong@127.0.0.1:{mailbox.port}/INBOX?district=north",
        mailbox.url().replace("/INBOX", "/Nothing"),
        mailbox.url("nowhere"),
    ]
    settings.INBOXES = inboxes(" ".join([*wrong, mailbox.url()]))
    mailbox.put(written(north))
    poll_inboxes(0)
    assert len(come_in(north)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "pop://user:secret@host/?district=north",
        "imaps://user:secret@host/INBOX",
        "imaps://user:secret@host:many/INBOX?district=north",
        "imaps:///INBOX?district=north",
    ],
)
def test_an_inbox_that_is_not_understood_is_told_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        inboxes(url)
    assert "secret" not in str(caught.value)
    assert "imaps://user:password@host:993" in str(caught.value)


def test_an_address_of_an_inbox_is_read(north: Cast) -> None:
    (found,) = inboxes("imaps://h%40e.example:p%2Fw@mail.example/Help%20desk?district=north")
    assert (found["user"], found["password"], found["folder"]) == (
        "h@e.example",
        "p/w",
        "Help desk",
    )
    assert (found["port"], found["tls"], found["starts_tls"]) == (993, True, False)
