"""Apps in stores that are this server's, from the environment."""

import re

from django.core.exceptions import ImproperlyConfigured

_PACKAGE = re.compile(r"[a-zA-Z]\w*(\.[a-zA-Z]\w*)+")
_PRINT = re.compile(r"[0-9A-F]{2}(:[0-9A-F]{2}){31}")
_APPLE = re.compile(r"[A-Z0-9]{10}\.[a-zA-Z0-9.-]+")


def android(said: str) -> dict[str, list[str]]:
    """ "org.example.parent=AA:BB:…+CC:DD:…, org.example.student=…" by package.

    After a package the SHA-256 fingerprints of who may have signed it. Raises ImproperlyConfigured.
    """
    found = {}
    for part in filter(None, map(str.strip, said.split(","))):
        package, _, prints = part.partition("=")
        fingerprints = [each.strip().upper() for each in prints.split("+")]
        if not _PACKAGE.fullmatch(package) or not all(map(_PRINT.fullmatch, fingerprints)):
            message = f"OPENHOUSE_ANDROID_APPS has {part!r}; expected package=fingerprint"
            raise ImproperlyConfigured(message)
        found[package] = fingerprints
    return found


def apple(said: str) -> list[str]:
    """ "ABCDE12345.org.example.parent, …". Raises ImproperlyConfigured."""
    found = [each.strip() for each in said.split(",") if each.strip()]
    for each in found:
        if not _APPLE.fullmatch(each):
            message = f"OPENHOUSE_APPLE_APPS has {each!r}; expected TEAMID.name.of.the.app"
            raise ImproperlyConfigured(message)
    return found
