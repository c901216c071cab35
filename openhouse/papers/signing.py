"""What proves that a paper is the school's: an Ed25519 signature (RFC 8032) over its hash."""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils import timezone

from openhouse.common.scope import as_the_house
from openhouse.common.sealed import opened, sealed
from openhouse.papers.models import SigningKey

_PURPOSE = b"openhouse paper 1\n"


def digest_of(content: bytes) -> bytes:
    """SHA-256 of a file, 32 bytes."""
    return hashlib.sha256(content).digest()


def message(code: str, digest: bytes) -> bytes:
    """What is signed: the purpose, the code and the file's hash, so that neither fits another."""
    return _PURPOSE + code.encode() + b"\n" + digest


def proves(public: bytes, code: str, digest: bytes, signature: bytes) -> bool:
    """If *signature* is *public*'s for the file of that code and hash."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message(code, digest))
    except (InvalidSignature, ValueError):
        return False
    return True


class Signer:
    """The district's newest key, opened once for as many papers as there are to sign."""

    def __init__(self, row: SigningKey, private: str) -> None:
        self.key_id = int(row.pk)
        self._key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private))

    def sign(self, code: str, digest: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(message(code, digest))


def signer() -> Signer:
    """The key that signs in this district today; a new one where it has none that opens.

    With another ``SECRET_KEY`` the old private halves are closed for good. What they signed stays
    proven, for their public halves stay.
    """
    with as_the_house():
        row = SigningKey.objects.order_by("-made_at", "-pk").first()
        private = opened(row.private) if row else ""
        if row is None or not private:
            return new_signer()
    return Signer(row, private)


def new_signer() -> Signer:
    """A new key for the district; the old ones sign no more, and prove what they signed."""
    key = Ed25519PrivateKey.generate()
    private = base64.b64encode(key.private_bytes_raw()).decode()
    with as_the_house():
        row = SigningKey.objects.create(
            public=key.public_key().public_bytes_raw(),
            private=sealed(private),
            made_at=timezone.now(),
        )
    return Signer(row, private)
