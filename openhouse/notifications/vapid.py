"""Who sends a push, as the browser's service is told (VAPID, RFC 8292).

The key follows from the secret key of the installation and is kept nowhere: a copy of the database
sends nothing. With another secret key it is another, and browsers subscribe anew.
"""

import base64
import time
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.encoding import force_bytes
from py_vapid import Vapid02

#: The order of the group of P-256 (FIPS 186): a private key is smaller.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
#: Seconds that a token is good for; a service takes a day at most.
_LASTS = 12 * 3600


@lru_cache(maxsize=2)
def _key_of(secret: bytes) -> ec.EllipticCurvePrivateKey:
    made = HKDF(hashes.SHA256(), 48, salt=None, info=b"openhouse push 1").derive(secret)
    return ec.derive_private_key(int.from_bytes(made) % (_ORDER - 1) + 1, ec.SECP256R1())


def _key() -> ec.EllipticCurvePrivateKey:
    return _key_of(force_bytes(settings.SECRET_KEY))


def public_key() -> str:
    """What a browser subscribes with (``applicationServerKey``): 65 bytes in base64url."""
    point = _key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def authorization(origin: str) -> str:
    """The header for a service at *origin*, good for the hours that ``_LASTS`` says."""
    claims = {
        "aud": origin,
        "exp": int(time.time()) + _LASTS,
        "sub": f"mailto:{settings.MAIL_FROM}",
    }
    return str(Vapid02(_key()).sign(claims)["Authorization"])
