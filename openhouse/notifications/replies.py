"""Addresses at which a mail of the house is answered: whose they are only the house can say.

An address names a row that its owner keeps (of a thread: ``ThreadReply``), and bears a mark made of
that row's secret and the server's key. So nobody guesses one, a copy of the database has none, and
one ends with its row. It opens nothing by itself: who answers must be vouched for (``vouching``).
"""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

#: The line of a mail above which its reader writes: by its signs it is known in every language.
SIGNS = "==="
_ADDRESS = re.compile(r"(?<![a-z0-9.])reply\+([a-z0-9-]*)@([a-z0-9.-]+)")
#: District, row and mark, in what a mail server leaves as it is, whatever the case.
_SAID = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([a-z2-7]{32})")
#: Addresses of one mail that are looked at.
_MOST = 10


@dataclass(frozen=True, slots=True)
class Key:
    """What an address says: of which district's row, and the mark that proves it."""

    district: int
    number: int
    mark: str


def is_set_up() -> bool:
    """If mails can be answered: without a server that vouches for senders nobody could."""
    return bool(settings.REPLY_DOMAIN and settings.REPLY_AUTHSERV_ID)


def address_of(district: int, number: int, secret: str) -> str:
    """The address of a row; 64 characters and less before the @, as RFC 5321 has it."""
    mark = _mark(district, number, secret)
    return f"reply+{district}-{number}-{mark}@{settings.REPLY_DOMAIN}"


def fits(key: Key, secret: str) -> bool:
    """If the mark of *key* was made for the row with *secret*."""
    return constant_time_compare(key.mark, _mark(key.district, key.number, secret))


def _mark(district: int, number: int, secret: str) -> str:
    said = f"{district} {number} {secret}"
    digest = salted_hmac("openhouse.reply", said, algorithm="sha256").digest()[:20]
    return base64.b32encode(digest).decode().lower()


def keys_in(fields: Iterable[str]) -> tuple[Key, ...]:
    """The keys of the addresses of ours in *fields*, header fields as they came; each once.

    One that the house never made has a key too, which fits nothing.
    """
    found: dict[Key, None] = {}
    for field in fields:
        for said, domain in _ADDRESS.findall(field.lower()):
            if domain == settings.REPLY_DOMAIN and len(found) < _MOST:
                parts = _SAID.fullmatch(said)
                key = Key(int(parts[1]), int(parts[2]), parts[3]) if parts else Key(0, 0, "")
                found[key] = None
    return tuple(found)
