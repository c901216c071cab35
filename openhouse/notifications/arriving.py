"""What came by e-mail, read: who wrote, what she says, and whether a machine or a bounce speaks.

Everything here was written by a stranger. Nothing is believed but that it came; who may be answered
is decided by who reads it.
"""

import codecs
import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from openhouse.notifications import replies, vouching
from openhouse.notifications.shape import is_readable, words_of_html

#: Bytes of a mail that is read; photos of whole forms come that large.
LARGEST = 25 * 1024 * 1024
#: Characters of its words that are kept.
LONGEST = 20_000
#: Characters of an address that the house can keep (RFC 5321: no mail server takes a longer one).
LONGEST_ADDRESS = 254
#: Attachments that are looked at.
MOST_FILES = 5
#: Senders that are machines, by what stands before the @.
MACHINES = ("mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply", "do-not-reply")
#: Fields in which a mail server or a mail program says to whom it is.
TO = frozenset({"to", "cc", "delivered-to", "x-original-to", "envelope-to"})
#: Encodings of the library that no mail program writes a mail in.
FOR_DOMAINS = frozenset({"punycode", "idna"})
#: What the library raises, beside its own errors, over headers and parts that no honest mail has.
BROKEN = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)


class NotUnderstood(Exception):
    """It is no mail, is too large or of a strange shape, or says not from whom it is."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail server could not deliver: which mail, by its Message-ID, and what the server said."""

    reference: str
    said: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail: the sender's address in small letters, her name, the subject, the words.

    ``attachments`` counts what was left out. ``is_automatic``: a machine wrote it, or a list.
    ``mark`` is the same where the same mail comes again, and no other's; empty where it has no id.
    ``reference`` is that id alone. ``keys`` are those of our addresses for answers that it is to,
    and ``results`` what mail servers say of its sender: anybody may have written them. Of such a
    mail ``files`` are the names and contents of what was attached, a few at most.
    """

    sender: str
    name: str
    subject: str
    text: str
    attachments: int = 0
    is_automatic: bool = False
    bounce: Bounce | None = None
    mark: str = ""
    reference: str = ""
    keys: tuple[replies.Key, ...] = ()
    results: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()


def read(raw: bytes) -> Arrived:
    """*raw* as a mail; raises NotUnderstood."""
    if len(raw) > LARGEST:
        raise NotUnderstood("The mail is too large")
    try:
        if not is_readable(raw):
            raise NotUnderstood("The mail has a shape that no honest one has")
        message = BytesParser(policy=policy.default).parsebytes(raw)
        bounce = _bounce(message)
        sender, name = _sender(message, is_bounce=bounce is not None)
        subject, text = _clean(str(message["subject"] or ""))[:300], _words(message)
        reference = str(message["message-id"] or "").strip()
        fields = list(message.raw_items())
        keys = replies.keys_in(value for name, value in fields if name.lower() in TO)
        return Arrived(
            sender,
            name,
            subject,
            text,
            sum(part.is_attachment() for part in message.walk()),
            _is_automatic(message, sender),
            bounce,
            _mark(reference, sender, subject, text),
            reference,
            keys,
            vouching.of_headers(fields),
            tuple(_files(message)) if keys else (),
        )
    except BROKEN as error:
        raise NotUnderstood("The mail is broken") from error


def _sender(message: EmailMessage, *, is_bounce: bool) -> tuple[str, str]:
    """The one address and name in From; a bounce needs none."""
    fields: list[Any] = message.get_all("from", [])
    found: Any = fields[0].addresses if len(fields) == 1 else ()
    if len(found) != 1:
        if is_bounce:
            return "", ""
        raise NotUnderstood("The mail says not from whom it is")
    address = found[0].addr_spec
    try:
        validate_email(address)
        if len(address) > LONGEST_ADDRESS:
            raise ValidationError("It is too long")
    except ValidationError as error:
        if is_bounce:
            return "", ""
        raise NotUnderstood("The sender’s address is none") from error
    return address.lower(), _clean(found[0].display_name)[:300]


def _mark(reference: str, *said: str) -> str:
    """The id alone would not do: whoever knows another's could have her mail taken for his."""
    if not reference:
        return ""
    return hashlib.sha256("\0".join((reference, *said)).encode()).hexdigest()


def _is_automatic(message: EmailMessage, sender: str) -> bool:
    """If it may never be answered: RFC 3834, and what was usual before it."""
    submitted = str(message["auto-submitted"] or "no").strip().lower()
    precedence = str(message["precedence"] or "").strip().lower()
    marks = ("list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-loop")
    return (
        not submitted.startswith("no")
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or any(message[mark] for mark in marks)
        or str(message["return-path"] or "").strip() == "<>"
        or sender.partition("@")[0].startswith(MACHINES)
    )


def _words(message: EmailMessage) -> str:
    """What it says, as text; an HTML part without its marks where there is no other."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = _decoded(part)
    if part.get_content_type() == "text/html":
        text = words_of_html(text)
    lines = (" ".join(_clean(line).split()) for line in text.splitlines())
    return "\n".join(lines).strip()[:LONGEST]


def _decoded(part: "MIMEPart[Any, Any]") -> str:
    """The beginning of a part's words, many times what is kept. What is written for domain names
    is no letter: the library reads it in a time that grows with the square of its length."""
    payload: Any = part.get_payload(decode=True)
    raw = (payload if isinstance(payload, bytes) else str(payload).encode())[: 20 * LONGEST]
    try:
        name = codecs.lookup(part.get_content_charset("utf-8")).name
        return raw.decode("utf-8" if name in FOR_DOMAINS else name, "replace")
    except (*BROKEN, UnicodeError):
        return raw.decode(errors="replace")


def _files(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """What is attached, and photos that a phone puts between the words; no picture of a signature,
    which the words name by its id."""
    parts = (
        part
        for part in message.walk()
        if part.is_attachment()
        or (part.get_content_disposition() == "inline" and not part["content-id"])
    )
    for part in islice((part for part in parts if part.get_filename()), MOST_FILES):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield _clean(str(part.get_filename())), content


def _clean(text: str) -> str:
    """*text* on one line, without what the database or a page cannot hold."""
    whole = text.encode("utf-8", "replace").decode()
    kept = "".join(c if unicodedata.category(c) != "Cc" else " " for c in whole)
    return kept.strip()


def _bounce(message: EmailMessage) -> Bounce | None:
    """The report of a mail that failed for good (RFC 3464), if it is one that names the mail."""
    if message.get_content_type() != "multipart/report":
        return None
    failed, reference = "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status" and not failed:
            failed = _failure(part)
        elif kind in ("message/rfc822", "text/rfc822-headers") and not reference:
            reference = _reference(part)
    return Bounce(reference, failed) if failed and reference else None


def _failure(report: EmailMessage) -> str:
    """What the report says of a recipient whom nothing will reach; nothing for a mere delay."""
    groups: Any = report.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if str(group["action"] or "").strip().lower() == "failed":
            status = _clean(str(group["status"] or ""))
            words = _clean(str(group["diagnostic-code"] or ""))
            return " ".join(filter(None, (status, words)))[:500] or "failed"
    return ""


def _reference(part: EmailMessage) -> str:
    """The Message-ID of the mail that came back, whole or by its headers."""
    inner: Any = part
    if part.get_content_type() == "text/rfc822-headers":
        payload = part.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else b""
        inner = BytesParser(policy=policy.default).parsebytes(raw, headersonly=True)
    elif isinstance(part.get_payload(), list):
        inner = next(iter(part.get_payload()), part)
    return str(inner["message-id"] or "").strip()
