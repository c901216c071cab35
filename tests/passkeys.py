"""A passkey in software: makes and signs what a phone would, for tests of pages without a browser.

The browser's own virtual authenticator is in ``tests/journeys``.
"""

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

HOST = "localhost"
ORIGIN = f"http://{HOST}"
Flag = AuthenticatorData.FLAG
#: Present, and known by finger or PIN.
SURE = Flag.UP | Flag.UV


class Passkey:
    """One credential; *number* makes its key, so that two processes make the same."""

    def __init__(self, number: int, host: str = HOST, origin: str = ORIGIN) -> None:
        self.key = ec.derive_private_key(number, ec.SECP256R1())
        self.id = hashlib.sha256(str(number).encode()).digest()
        self.origin = origin
        self.host = hashlib.sha256(host.encode()).digest()
        self.owner = ""

    def made(self, options: dict[str, Any] | None = None) -> dict[str, Any]:
        """The answer to the options of a page that adds a passkey."""
        asked = (options or {}).get("publicKey", {"challenge": "", "user": {"id": ""}})
        self.owner = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AuthenticatorData.create(
            self.host, SURE | Flag.AT, 0, AttestedCredentialData.create(b"\0" * 16, self.id, public)
        )
        return self._answer(
            clientDataJSON=self._client("webauthn.create", asked["challenge"]),
            attestationObject=bytes(AttestationObject.create("none", data, {})),
        )

    def signed(self, options: dict[str, Any], flags: Any = SURE) -> dict[str, Any]:
        """The answer to the options of a page that asks for a passkey."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        data = bytes(AuthenticatorData.create(self.host, flags, 1))
        message = data + hashlib.sha256(client).digest()
        return self._answer(
            clientDataJSON=client,
            authenticatorData=data,
            signature=self.key.sign(message, ec.ECDSA(hashes.SHA256())),
            userHandle=self.owner,
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, **response: bytes | str) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                key: value if isinstance(value, str) else websafe_encode(value)
                for key, value in response.items()
            },
        }
