"""What proves that a session is an account's: an HMAC of its password. Every page asks for it."""

import hashlib
import hmac
from functools import cache

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

#: Django's own, so that its sessions stay good and those of fallback secrets are found.
_SALT = b"django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"


class Proven(AbstractBaseUser):
    """Django's account; its proof is Django's too, but for the key of it, which is made once."""

    class Meta:
        abstract = True

    def get_session_auth_hash(self) -> str:
        return hmac.digest(_key(settings.SECRET_KEY), self.password.encode(), "sha256").hex()


@cache
def _key(secret: str) -> bytes:
    return hashlib.sha256(_SALT + secret.encode()).digest()
