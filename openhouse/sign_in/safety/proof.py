"""What allauth is to know of us about passkeys, authenticator apps and recovery codes."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret

from openhouse.access.requests import district_of
from openhouse.common.qr import qr_svg
from openhouse.common.sealed import opened, sealed


class ProofAdapter(DefaultMFAAdapter):
    """Secrets are locked in the database, and the district is who asks."""

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        # One that another server's key has sealed is one that nobody knows: an empty secret would
        # have codes that everybody can work out.
        return opened(encrypted_text) or generate_totp_secret()

    def get_totp_issuer(self) -> str:
        # A colon ends the name where an app reads it.
        return str(district_of(context.request).name).replace(":", " ")

    def build_totp_svg(self, url: str) -> str:
        return qr_svg(url)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = context.request.get_host()
        return {"id": host.partition(":")[0], "name": district_of(context.request).name}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        # One host has many districts, and a phone shows what it keeps for all of them.
        return found | {"display_name": f"{user.username} · {district_of(context.request).name}"}
