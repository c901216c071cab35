"""Sending an e-mail: once a mail, again after a pause when the server does not answer."""

import re
import smtplib
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.notifications.models import Delivery

State = Delivery.State
#: What an import wrote into the field may be two addresses, or none.
ONE_ADDRESS = re.compile(r"[^\s,;:<>()\"@]+@[^\s,;:<>()\"@]+")
#: Tries before a mail is given up; pauses of 3, 9, 27 … seconds, two days in all.
MOST_TRIES = 11


class NotYet(Exception):
    """The mail server did not say yes or no; the queue tries again."""


@app.task(name="notifications.send_mail", retry=RetryStrategy(max_attempts=MOST_TRIES, exponential_wait=3, retry_exceptions=[NotYet]))  # fmt: skip # noqa: E501
def send_mail(district: int, mail: int) -> None:
    """Send the mail with the id *mail*; nothing happens where it was sent before.

    Raises NotYet where it is to be tried again.
    """
    ours = District.objects.get(pk=district)
    with scope(district=district, students=ALL, hat="system"):
        # Two workers never send the same mail: the second waits for the row, and finds it sent.
        found = (
            Delivery.objects.select_for_update()
            .filter(pk=mail, state=State.WAITING, way="mail")
            .first()
        )
        if found is None:
            return
        state, answer = _hand_over(found, ours)
        found.tries += 1
        if state == State.WAITING and found.tries >= MOST_TRIES:
            state = State.GIVEN_UP
        found.state, found.answer = state, answer[:500]
        if state != State.WAITING:
            found.sent_at = timezone.now()
            found.text = found.html = ""  # a link in it opens an account
        found.save()
    if state == State.WAITING:
        raise NotYet(answer)


def _hand_over(mail: Delivery, district: District) -> tuple[str, str]:
    """Give *mail* to the mail server: its state afterwards, and what the server said."""
    if not ONE_ADDRESS.fullmatch(mail.to):
        return State.REFUSED, "This is not one e-mail address"
    try:
        sent = message_of(mail, district)
        with mailers.default as connection:
            connection.send_messages([sent])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return (State.REFUSED if code >= 500 else State.WAITING), f"{code} {_words(said)}"
    except smtplib.SMTPResponseException as error:
        gone = error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError)
        words = f"{error.smtp_code} {_words(error.smtp_error)}"
        return (State.REFUSED if gone else State.WAITING), words
    except (OSError, smtplib.SMTPException) as error:
        return State.WAITING, str(error)
    return State.SENT, ""


def message_of(mail: Delivery, district: District) -> EmailMultiAlternatives:
    """*mail* as it goes over the wire, with the headers that machines send (RFC 3834, 2919)."""
    name = " ".join(district.name.split())  # no header begins in it
    domain = settings.MAIL_FROM.rpartition("@")[2]
    headers = {
        "Message-ID": mail.reference,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": f"<{district.slug}.{domain}>",
    }
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((name, settings.MAIL_FROM)),
        to=[mail.to],
        reply_to=[district.help_email] if district.help_email else None,
        headers=headers,
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def _words(said: Any) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
