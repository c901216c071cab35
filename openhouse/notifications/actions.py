"""Writing an e-mail: kept first, sent by a job after the transaction, or not at all."""

import secrets
from email.utils import make_msgid

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
    sender = sender_of(district)
    domain = settings.MAIL_FROM.rpartition("@")[2]
    with as_the_house():
        mail = Mail.objects.create(
            person_id=person,
            kind=kind,
            to=to,
            subject=_one_line(letter.subject),
            text=as_text(letter, sender),
            html=as_html(letter, sender),
            reference=make_msgid(secrets.token_hex(16), domain),
        )
        if district.slug == settings.MAIL_SHOWN_IN:
            Mail.objects.filter(pk=mail.pk).update(state=Mail.State.SHOWN)
        else:
            app.configure_task(SEND).defer(district=district.id, mail=mail.pk)
    return int(mail.pk)


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
