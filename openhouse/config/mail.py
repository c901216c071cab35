"""Where e-mail, texts and calls go (``EMAIL_URL``, ``TEXT_GATEWAY``, ``CALL_GATEWAY``), and where
answers come from."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: Seconds to wait for a mail server's answer.
PATIENCE = 20
#: Schemes with the port each has by itself.
PORTS = {"smtp": 25, "submission": 587, "smtps": 465}


def mailer(url: str) -> dict[str, Any]:
    """Django's ``MAILERS["default"]`` for *url*.

    ``smtp://`` is plain (with ``?tls=1`` STARTTLS), ``submission://`` STARTTLS, ``smtps://`` TLS
    from the first byte. Raises ImproperlyConfigured with what was expected.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in PORTS or not parts.hostname or port == -1:
        # The password is in it: the address is not repeated.
        raise ImproperlyConfigured(
            "EMAIL_URL is not understood; expected smtps://user:password@host:465,"
            " submission://user:password@host:587 or smtp://host:25"
        )
    starts_tls = parts.scheme == "submission" or parse_qs(parts.query).get("tls") == ["1"]
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": port or PORTS[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": starts_tls,
            "use_ssl": parts.scheme == "smtps",
            "timeout": PATIENCE,
        },
    }


def gateway(url: str, name: str = "TEXT_GATEWAY") -> str:
    """*url* of the setting *name*; raises ImproperlyConfigured where it has no place for a
    number."""
    if url and ("://" not in url or url.count("{to}") != 1):
        # A password is in it: it is not repeated.
        raise ImproperlyConfigured(
            f"{name} is not understood; expected an address of apprise with {{to}} in place of the"
            " number, such as twilio://SID:TOKEN@FROM/{to}"
        )
    return url


def domain(text: str) -> str:
    """The name of ``REPLY_DOMAIN``, in small letters; raises ImproperlyConfigured for no name."""
    name = text.strip().lower()
    if name and not all(part and part.replace("-", "").isalnum() for part in name.split(".")):
        raise ImproperlyConfigured(
            f"REPLY_DOMAIN is {text!r}; expected a name such as mail.example.org"
        )
    return name


def limit(text: str) -> int:
    """The number of ``MAIL_A_DAY``; raises ImproperlyConfigured where it is none."""
    if text and not (text.isascii() and text.isdigit()):
        raise ImproperlyConfigured(f"MAIL_A_DAY is {text!r}; expected a number such as 2000")
    return int(text or 0)
