"""Mails that are made to stop the inbox, or to come twice."""

import time
from typing import Any

import pytest

from openhouse.config.inbox import inboxes
from openhouse.notifications.arriving import NotUnderstood, read
from openhouse.sign_in.inbox.mailbox import MOST, poll
from openhouse.sign_in.inbox.receiving import Became
from openhouse.sign_in.jobs import poll_inboxes, take_mail
from tests.cast import Cast
from tests.sign_in.imap_server import Mailbox
from tests.sign_in.test_receiving import come_in, mailbox, written

__all__ = ["mailbox"]
pytestmark = pytest.mark.django_db
HTML = b"From: a@home.example\r\nContent-Type: text/html\r\n\r\n"
TOO_LONG = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".example"
ID = {"Message-ID": "<one@home.example>"}
#: Seconds that no mail may take; the worst ones took minutes, and grew with the square.
A_MOMENT = 2


@pytest.mark.parametrize(
    "raw",
    [
        HTML + b"<a " * 300_000,
        HTML + b"<a b='" * 300_000,
        HTML + b"<!--" * 300_000,
        HTML + b"</a" * 300_000,
        HTML + b"<![" * 300_000,
        HTML + b"<div>" * 300_000,
        HTML + b"<!-- only this -->",
        HTML + b"&#x" * 300_000,
        b"From: " + b"a@home.example," * 100_000 + b"a@home.example\r\n\r\nx",
        b"From: " + b"a " * 100_000 + b"<a@home.example>\r\n\r\nx",
        b"From: a@home.example\r\nX-Loop: " + b"=?utf-8?q?a?= " * 200_000 + b"\r\n\r\nx",
        b"From: a@home.example\r\nContent-Type: text/plain" + b"; a*0=b" * 90_000 + b"\r\n\r\nx",
        b"From: a@home.example\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\nx",
        b"From: a@home.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\n\r\nx\r\n" * 50_000,
        b"From: a@home.example\r\nContent-Type: text/plain; charset=punycode\r\n\r\n"
        + b"a" * 3_000_000,
        b"From: a@home.example\r\nContent-Type: text/plain; charset=idna\r\n\r\n"
        + b"xn--a." * 400_000,
        b"From: a@home.example\r\n\r\n" + b"\n" * 20_000_000,
        b"From: a@home.example\r\n\r\n" + b"a \n" * 8_000_000,
        b"From: a@home.example\r\n\r\n" + b"a" * 24_000_000,
    ],
)
def test_no_mail_keeps_the_house_busy(raw: bytes) -> None:
    begun = time.process_time()
    try:
        said = read(raw).sender
    except NotUnderstood:
        said = ""
    assert said in ("", "a@home.example")
    assert time.process_time() - begun < A_MOMENT


def test_a_long_way_and_many_signatures_are_an_honest_mails(north: Cast) -> None:
    headers = {"Received": "by a.example " * 600, "References": "<a@b.example> " * 600}
    assert take_mail(north.id, written(north, headers=headers)) == Became.ON_THE_DESK


def test_a_photo_of_a_whole_form_is_an_honest_mails() -> None:
    """It fills the largest mail with lines of base64, each as short as some programs make it."""
    lines = b"QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\r\n" * 390_000
    head = b"From: a@home.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    words = b"--b\r\nContent-Type: text/plain\r\n\r\nHere it is.\r\n"
    photo = (
        b"--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=form.jpg\r\n\r\n"
    )
    said = read(head + words + photo + lines + b"--b--\r\n")
    assert (said.text, said.attachments) == ("Here it is.", 1)


def test_an_address_that_is_too_long_to_keep_is_none(north: Cast) -> None:
    assert len(TOO_LONG) > 254
    with pytest.raises(NotUnderstood):
        take_mail(north.id, written(north, email=TOO_LONG, sender=TOO_LONG))


def test_a_mail_that_cannot_be_kept_holds_up_no_other(mailbox: Mailbox, north: Cast) -> None:
    for _ in range(MOST + 5):
        mailbox.put(b"From: poison@home.example\r\n\r\nx")
    mailbox.put(written(north))
    kept: list[bytes] = []

    def take(raw: bytes) -> None:
        if b"poison" in raw:
            raise ZeroDivisionError
        kept.append(raw)

    (inbox,) = inboxes(mailbox.url())
    with pytest.raises(ZeroDivisionError):
        poll(inbox, take)
    assert len(kept) == 1
    assert [uid for uid, flags in mailbox.flags.items() if flags] == [MOST + 6]


def test_an_inbox_whose_mail_cannot_be_kept_holds_up_no_other(
    mailbox: Mailbox, north: Cast, south: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database refuses all that comes to the first district: its clock is broken."""
    from openhouse.common import clock

    right = clock.zone

    def broken(name: str) -> Any:
        asked.append(name)
        if len(asked) == 1:
            raise ZeroDivisionError
        return right(name)

    asked: list[str] = []
    monkeypatch.setattr(clock, "zone", broken)
    settings.INBOXES = inboxes(f"{mailbox.url()} {mailbox.url('south')}")
    mailbox.put(written(south))
    poll_inboxes(0)
    assert mailbox.flags == {1: {r"\Seen"}}


def test_a_mail_that_comes_twice_lies_on_the_desk_once(north: Cast) -> None:
    """The connection broke after the mail was kept and before it was marked as read."""
    raw = written(north, "Hello", headers=ID)
    assert take_mail(north.id, raw) == Became.ON_THE_DESK
    assert take_mail(north.id, raw) == Became.TWICE
    again = b"Received: from elsewhere\r\n" + raw
    assert take_mail(north.id, again) == Became.TWICE
    assert len(come_in(north)) == 1


def test_nobody_takes_anothers_mail_away_by_its_id(north: Cast, south: Cast) -> None:
    assert take_mail(north.id, written(north, "x", email="bad@else.example", headers=ID))
    assert take_mail(north.id, written(north, "Hello", headers=ID)) == Became.ON_THE_DESK
    assert take_mail(north.id, written(north, "More", headers=ID)) == Became.ON_THE_DESK
    assert take_mail(south.id, written(south, "Hello", headers=ID)) == Became.ON_THE_DESK


def test_a_mail_without_an_id_is_never_taken_for_another(north: Cast) -> None:
    for _ in range(2):
        assert take_mail(north.id, written(north, "Hello")) == Became.ON_THE_DESK
    assert read(written(north)).mark == ""
