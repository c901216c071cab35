"""Writing an e-mail: kept first, sent by a job after the transaction, or not at all."""

import secrets
from collections.abc import Sequence
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from procrastinate.contrib.django import app

from openhouse.access.district import CurrentDistrict
from openhouse.common.addresses import whole
from openhouse.common.scope import as_the_house
from openhouse.notifications.arriving import Bounce
from openhouse.notifications.letters import Letter, Sender, as_html, as_text
from openhouse.notifications.models import Mail

#: The job that hands a mail to the mail server (``jobs.send_mail``): it stands above the writing.
SEND = "notifications.send_mail"


def sender_of(district: CurrentDistrict) -> Sender:
    """The district as its e-mails show it."""
    return Sender(
        district.name,
        district.hue,
        district.help_email,
        district.help_phone,
        whole(f"/{district.slug}/"),
    )


def write(
    letter: Letter, to: str, *, kind: str, district: CurrentDistrict, person: int | None = None
) -> int:
    """Keep *letter* to the address *to* and hand it to a job; the id of the ``Mail``.

    The words are in the language that is active now. Where the transaction is undone, the mail is
    never sent. *person* is whose it is, where that is known.
    """
    mail = draft(letter, to, kind=kind, district=district, person=person)
    send_off([mail], district)
    return int(mail.pk)


def draft(
    letter: Letter, to: str, *, kind: str, district: CurrentDistrict, person: int | None = None
) -> Mail:
    """The mail that ``write`` keeps, not kept yet: of many, ``send_off`` keeps all at once."""
    sender = sender_of(district)
    shown = district.slug == settings.MAIL_SHOWN_IN
    return Mail(
        person_id=person,
        kind=kind,
        to=to,
        subject=_one_line(letter.subject),
        text=as_text(letter, sender),
        html=as_html(letter, sender),
        reference=make_msgid(secrets.token_hex(16), settings.MAIL_FROM.rpartition("@")[2]),
        state=Mail.State.SHOWN if shown else Mail.State.WAITING,
    )


def send_off(mails: Sequence[Mail], district: CurrentDistrict) -> None:
    """Keep drafts, and hand each that is not only shown to a job, as ``write`` does."""
    with as_the_house():
        Mail.objects.bulk_create(mails)
        jobs: list[dict[str, Any]] = [
            {"district": district.id, "mail": mail.pk}
            for mail in mails
            if mail.state == Mail.State.WAITING
        ]
        if jobs:
            app.configure_task(SEND).batch_defer(*jobs)


def note_bounce(bounce: Bounce) -> bool:
    """Mark the mail that came back, with what its server said; False where none of ours did.

    A report is believed only with the Message-ID of a mail of this district that was sent: nobody
    guesses one. It changes what the desk shows beside the address, and nothing else.
    """
    with as_the_house():
        sent = Mail.objects.filter(reference=bounce.reference, state=Mail.State.SENT)
        return bool(sent.update(state=Mail.State.BOUNCED, answer=bounce.said[:500]))


def _one_line(text: str) -> str:
    """No header begins in a subject, whatever name stands in it."""
    return " ".join(text.split())[:200]
