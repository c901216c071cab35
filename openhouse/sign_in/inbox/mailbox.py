"""Inboxes polled over IMAP: each unread mail is taken in, then marked as read.

A mail is marked after what it said is kept, so none is lost; where the connection breaks in
between, it comes a second time, and is known by its mark (``arriving.Arrived``). One that cannot be
kept stays unread, and the others are taken in all the same.
"""

import imaplib
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from openhouse.notifications.arriving import LARGEST, NotUnderstood
from openhouse.sign_in.inbox.receiving import Became

log = logging.getLogger(__name__)
#: Seconds to wait for the mail server's answer.
PATIENCE = 20
#: Mails taken in at once; what is left comes with the next round.
MOST = 100
#: What became of a mail that a person should look at in the mailbox, and its flags there.
LEFT, FOR_A_PERSON = {Became.TOO_MANY, Became.DESK_FULL}, r"\Seen \Flagged"


def poll(inbox: dict[str, Any], take: Callable[[bytes], object]) -> int:
    """Give each unread mail of *inbox* to *take*; how many it were.

    One that is too large or no mail, or that the desk has no room for, is marked as read and
    flagged, for a person to look at.
    Raises OSError or ``imaplib.IMAP4.error`` where the mailbox cannot be opened; and, once the
    others are taken in, what kept the first of those from it that could not be kept.
    """
    server = _connect(inbox)
    try:
        server.login(inbox["user"], inbox["password"])
        # A name with a blank must be quoted; one with a quote in it is no folder's.
        status, said = server.select('"' + inbox["folder"].replace('"', "") + '"')
        if status != "OK":
            raise imaplib.IMAP4.error(f"No such folder: {said!r}")
        _status, found = server.uid("SEARCH", "UNSEEN")
        taken, problem = _take_all(server, (found[0] or b"").split(), take)
        if problem:
            raise problem
        return taken
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _take_all(
    server: imaplib.IMAP4, numbers: list[bytes], take: Callable[[bytes], object]
) -> tuple[int, Exception | None]:
    """Take in what is unread: how many, and what kept the first of the others from being kept."""
    taken, problem = 0, None
    for number in numbers:
        if taken == MOST:
            break
        try:
            flags = _take_one(server, number.decode(), take)
        except (OSError, imaplib.IMAP4.error):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the next mail is not to wait
            problem = problem or error
            continue
        server.uid("STORE", number.decode(), "+FLAGS.SILENT", f"({flags})")
        taken += 1
    return taken, problem


def _connect(inbox: dict[str, Any]) -> imaplib.IMAP4:
    kind = imaplib.IMAP4_SSL if inbox["tls"] else imaplib.IMAP4
    server = kind(inbox["host"], inbox["port"], timeout=PATIENCE)
    if inbox["starts_tls"]:
        server.starttls()
    return server


def _take_one(server: imaplib.IMAP4, number: str, take: Callable[[bytes], object]) -> str:
    """Take one mail in; the flags that it gets."""
    try:
        if _size(server, number) > LARGEST:
            raise NotUnderstood("The mail is too large")
        _status, found = server.uid("FETCH", number, "(BODY.PEEK[])")
        (raw,) = [part[1] for part in found if isinstance(part, tuple)] or [b""]
        if take(raw) in LEFT:
            return FOR_A_PERSON
    except NotUnderstood as error:
        log.warning("A mail in the inbox was not taken in: %s", error)
        return FOR_A_PERSON
    return r"\Seen"


def _size(server: imaplib.IMAP4, number: str) -> int:
    _status, found = server.uid("FETCH", number, "(RFC822.SIZE)")
    size = re.search(rb"RFC822\.SIZE (\d+)", found[0] if found and found[0] else b"")
    return int(size[1]) if size else 0
