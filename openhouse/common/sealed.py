"""Secrets that the house must be able to use again, kept so that the database alone tells nothing.

Sealed with a key made from ``SECRET_KEY``: whoever has a copy of the database and not the key has
nothing. With another key a sealed secret cannot be opened any more and is asked for again.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.encoding import force_bytes

_PURPOSE = b"openhouse.common.sealed:"


def _box() -> Fernet:
    key = hashlib.sha256(_PURPOSE + force_bytes(settings.SECRET_KEY)).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def sealed(secret: str) -> str:
    """What may be kept of *secret*; nothing of an empty one."""
    return _box().encrypt(secret.encode()).decode() if secret else ""


def opened(kept: str) -> str:
    """The secret that ``sealed`` made *kept* of; empty where this server's key did not seal it."""
    try:
        return _box().decrypt(kept.encode()).decode() if kept else ""
    except InvalidToken:
        return ""
