"""Steps of tests about the second step: a client that a passkey works for, codes of an app."""

import html
import json
import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.access.signing import sign_in
from tests.cast_accounts import APP_SECRET
from tests.house_client import HouseClient, found_in
from tests.passkeys import HOST, Passkey


def browser(client: HouseClient | None = None) -> HouseClient:
    """A client at the address where browsers allow passkeys without TLS."""
    found = client or HouseClient()
    found.defaults["HTTP_HOST"] = HOST
    return found


def code_of(secret: str = APP_SECRET, later: int = 0) -> str:
    """What an app shows now, or *later* half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def secret_on(page: Any) -> str:
    """The secret that the page shows to be typed into an app."""
    (shown,) = found_in(page, "//*[@class='letter-code']/b")
    return shown.replace(" ", "")


def options_on(page: Any) -> dict[str, Any]:
    """What the page's script would hand to the browser."""
    assert page.status_code == 200
    found = re.search(r'data-options="([^"]+)"', page.content.decode())
    assert found
    options: dict[str, Any] = json.loads(html.unescape(found[1]))
    return options


def add_passkey(client: HouseClient, passkey: Passkey, slug: str = "north", **more: Any) -> Any:
    """The answer to a new passkey of who is signed in."""
    url = f"/{slug}/account/safety/passkeys/add/"
    made = passkey.made(options_on(client.get(url)))
    return client.post(url, {"credential": json.dumps(made), "passwordless": "on", **more})


def passkey_sign_in(
    client: HouseClient, passkey: Passkey, slug: str = "north", **fields: Any
) -> Any:
    """The answer to the button of the sign-in page."""
    options = client.get(f"/{slug}/sign-in/passkey/options/").json()
    credential = json.dumps(passkey.signed(options))
    return client.post(f"/{slug}/sign-in/passkey/", {"credential": credential, **fields})


def clerk_half_in() -> HouseClient:
    """The clerk, after her password and before her code."""
    client = HouseClient()
    assert sign_in(client, "clerk").headers["Location"] == "/north/sign-in/second-step/"
    return client


def code(client: HouseClient, text: str) -> Any:
    return client.post("/north/sign-in/second-step/", {"code": text})
