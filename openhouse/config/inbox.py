"""Where e-mail comes from: ``INBOX_URL``, one address of an IMAP mailbox for each district."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: Schemes with the port each has by itself.
PORTS = {"imap": 143, "imaps": 993}


def inboxes(text: str) -> list[dict[str, Any]]:
    """Each mailbox of *text*, which parts them by blanks.

    ``imaps://user:password@host:993/INBOX?district=north``: ``imaps`` is TLS from the first byte,
    ``imap`` plain, with ``&tls=1`` STARTTLS. Raises ImproperlyConfigured with what was expected.
    """
    return [_inbox(each) for each in text.split()]


def _inbox(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    more = parse_qs(parts.query)
    try:
        port = parts.port or PORTS.get(parts.scheme, -1)
    except ValueError:
        port = -1
    if parts.scheme not in PORTS or not parts.hostname or port == -1 or "district" not in more:
        # The password is in it: the address is not repeated.
        raise ImproperlyConfigured(
            "INBOX_URL is not understood; expected"
            " imaps://user:password@host:993/INBOX?district=slug, several parted by blanks"
        )
    return {
        "district": more["district"][0],
        "host": parts.hostname,
        "port": port,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "folder": unquote(parts.path.strip("/")) or "INBOX",
        "tls": parts.scheme == "imaps",
        "starts_tls": more.get("tls") == ["1"],
    }
