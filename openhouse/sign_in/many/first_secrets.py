"""First passwords that the house makes: random, kept by a fast digest until they are used once.

Argon2 makes guessing slow where people choose; ten thousand of these would take it an hour. What
the house draws has entropy enough (decision 0010), so a keyed digest with a salt of its own holds.
With the first right use Django hashes anew with Argon2, and the owner then chooses her own.
"""

import hashlib
import hmac
import secrets
import string
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import BasePasswordHasher, get_hasher
from django.utils.crypto import constant_time_compare

from openhouse.sign_in.easy_words import WORDS
from openhouse.sign_in.models import FirstPassword

#: Digits and letters that nobody takes for another one on paper.
DIGITS = "23456789"
SIGNS = "".join(c for c in string.ascii_lowercase if c not in "ilo") + DIGITS


def new_secret(how: str) -> str:
    """A first password: "maple-fox-river-47" (33 bits), or "k7mq-x3fh-9wpr" (59 bits)."""
    if how == FirstPassword.SIGNS:
        parts = ["".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3)]
    else:
        parts = [secrets.choice(WORDS) for _ in range(3)]
        parts.append("".join(secrets.choice(DIGITS) for _ in range(2)))
    return "-".join(parts)


def _key() -> bytes:
    return hashlib.sha256(b"first secrets " + settings.SECRET_KEY.encode()).digest()


class FirstSecret(BasePasswordHasher):
    """HMAC-SHA-256 under a key that is not in the database; for what ``new_secret`` made only."""

    algorithm = "first_secret"

    def encode(self, password: str, salt: str) -> str:
        digest = hmac.new(_key(), f"{salt}{password}".encode(), hashlib.sha256).hexdigest()
        return f"{self.algorithm}${salt}${digest}"

    def decode(self, encoded: str) -> dict[str, Any]:
        algorithm, salt, digest = encoded.split("$", 2)
        return {"algorithm": algorithm, "salt": salt, "hash": digest}

    def verify(self, password: str, encoded: str) -> bool:
        """As slow as Argon2, or a try would tell which accounts were never opened."""
        own = get_hasher()
        own.encode(password, own.salt())
        return bool(
            constant_time_compare(encoded, self.encode(password, self.decode(encoded)["salt"]))
        )

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        return {"algorithm": self.algorithm}

    def must_update(self, encoded: str) -> bool:
        return True

    def harden_runtime(self, password: str, encoded: str) -> None:
        return None


def encoded(secret: str) -> str:
    """What an account keeps of *secret* until it is used."""
    hasher = FirstSecret()
    return hasher.encode(secret, hasher.salt())
