"""Handing e-mails to the mail server, over one connection for as many as there are."""

import re
import smtplib
from email.utils import formataddr
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.mail import mailers

from openhouse.districts.models import District
from openhouse.notifications import unsubscribe, wire
from openhouse.notifications.models import Delivery
from openhouse.notifications.outcomes import SENT, Outcome

State = Delivery.State
#: What an import wrote into the field may be two addresses, or none.
ONE_ADDRESS = re.compile(r"[^\s,;:<>()\"@]+@[^\s,;:<>()\"@]+")
#: E-mails of one connection; some servers end one that brings more.
MOST = 100
#: As the protocol has an address; found once, for the library parses it anew.
_SENDER = lru_cache(maxsize=4)(smtplib.quoteaddr)


class MailServer:
    """The mail server, spoken to by one worker. Opened with the first e-mail, closed at the end."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.backend: Any = None
        self.brought = 0

    def close(self) -> None:
        """Say good-bye; what the server makes of it is no matter."""
        if self.backend is not None:
            smtp, self.backend.connection, self.backend = self.backend.connection, None, None
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    def hand_over(self, mail: Delivery) -> Outcome:
        """Give *mail* to the mail server, and what came of it."""
        if not ONE_ADDRESS.fullmatch(mail.to):
            return Outcome(State.REFUSED, "This is not one e-mail address")
        try:
            to = mail.to if mail.to.isascii() else _in_ascii(mail.to)
            content = message_of(mail, to, self.district)
            smtp = self._greeted()
        except ValueError:
            return Outcome(State.REFUSED, "This is not one e-mail address")
        except smtplib.SMTPResponseException as error:
            words = f"{error.smtp_code} {_words(error.smtp_error)}"
            return Outcome(State.WAITING, words, is_away=True)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(State.WAITING, str(error), is_away=True)
        try:
            return self._spoken(smtp, to, content)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(State.WAITING, str(error))

    def _greeted(self) -> smtplib.SMTP:
        """A connection on which the sender is said; a new one where the last has ended."""
        sender = settings.MAIL_FROM
        if self.backend is not None:
            try:
                code, _said = self.backend.connection.docmd("MAIL", f"FROM:{_SENDER(sender)}")
                if code == 250 and self.brought < MOST:
                    return self._counted()
            except (OSError, smtplib.SMTPException):
                pass
            self.close()
        backend: Any = mailers.default
        backend.open()
        self.backend, self.brought = backend, 0
        backend.connection.ehlo_or_helo_if_needed()
        code, said = backend.connection.docmd("MAIL", f"FROM:{_SENDER(sender)}")
        if code != 250:
            self.close()
            raise smtplib.SMTPSenderRefused(code, said, sender)
        return self._counted()

    def _counted(self) -> smtplib.SMTP:
        self.brought += 1
        smtp: smtplib.SMTP = self.backend.connection
        return smtp

    def _spoken(self, smtp: smtplib.SMTP, to: str, content: bytes) -> Outcome:
        said: Any
        code, said = smtp.docmd("RCPT", f"TO:<{to}>")  # one address, without signs of its own
        if code in (250, 251):
            try:
                code, said = smtp.data(content)
            except smtplib.SMTPDataError as error:
                code, said = error.smtp_code, error.smtp_error
            if code == 250:
                return SENT
        if code == 421:
            self.close()
        else:
            smtp.rset()
        return Outcome(State.REFUSED if code >= 500 else State.WAITING, f"{code} {_words(said)}")


def message_of(mail: Delivery, to: str, district: District) -> bytes:
    """*mail* as it goes over the wire, with the headers that machines send (RFC 3834, 2919).

    *to* is its address in ASCII. Raises ValueError where a header would begin in another.
    """
    name = " ".join(district.name.split())  # no header begins in it
    domain = settings.MAIL_FROM.rpartition("@")[2]
    stop = unsubscribe.link(district.slug, district.pk, mail.person_id, mail.to, mail.kind)
    headers = {
        "Subject": mail.subject,
        "From": formataddr((name, settings.MAIL_FROM)),
        "To": to,
        "Reply-To": mail.reply_to or district.help_email,
        "Message-ID": mail.reference,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": f"<{district.slug}.{domain}>",
        **unsubscribe.headers(stop),
    }
    return wire.written(headers, mail.text, mail.html)


def _in_ascii(address: str) -> str:
    """*address* as every server takes it; raises ValueError where there is no such way."""
    backend: Any = mailers.default
    return str(backend.prep_address(address))


def _words(said: Any) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
