"""A passkey made and used in a real browser, by keyboard alone, on a phone and on a desk."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import PASSWORD
from tests.journeys.keys import press, write
from tests.journeys.test_every_page import DESK, PHONE, against, sideways
from tests.live import Live, serve

ENGLISH = {
    "locale": "en-US", "user": "User name", "password": "Password", "in": "Sign in",
    "account": "Account", "codes": "Passkeys and codes", "add": "Add a passkey",
    "kept": "I have kept them",
    "out": "Sign out", "passkey": "Sign in with a passkey", "use": "Use a passkey",
}  # fmt: skip
SPANISH = {
    "locale": "es-US", "user": "Nombre de usuario", "password": "Contraseña", "in": "Entrar",
    "account": "Cuenta", "codes": "Llaves de acceso y códigos",
    "add": "Agregar una llave de acceso",
    "kept": "Ya los guardé", "out": "Cerrar sesión", "passkey": "Entrar con una llave de acceso",
    "use": "Usar una llave de acceso",
}  # fmt: skip


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    """The address of a server of this file's own, where a browser allows passkeys without TLS."""
    with serve(f"passkeys_{os.getpid()}") as server:
        yield at_localhost(server)


def at_localhost(server: Live) -> str:
    return server.url.replace("127.0.0.1", "localhost") + "/north"


def with_a_finger(page: Page) -> None:
    """Chromium's own authenticator: it keeps passkeys and knows its owner."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, house: str, words: dict[str, str], name: str) -> None:
    page.goto(f"{house}/sign-in/")
    write(page, words["user"], name)
    write(page, words["password"], PASSWORD)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("mother", PHONE, ENGLISH),
        ("father", DESK, SPANISH),
        ("grandmother", PHONE, SPANISH),
        ("empty_parent", DESK, ENGLISH),
    ],
)
def test_a_passkey_is_made_and_signs_in_by_keyboard_alone(
    name: str, size: Any, words: dict[str, str], house: str, browser: Browser
) -> None:
    context = browser.new_context(locale=words["locale"], viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    with_a_finger(page)
    sign_in(page, house, words, name)
    expect(page).to_have_url(f"{house}/family/")
    page.goto(f"{house}/account/")
    press(page, words["codes"])
    expect(page).to_have_url(f"{house}/account/safety/")
    press(page, words["add"])
    expect(page).to_have_url(f"{house}/account/safety/passkeys/add/")
    press(page, words["add"])
    expect(page).to_have_url(f"{house}/account/safety/codes/")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    assert [*against(page), *sideways(page)] == []
    page.set_viewport_size(size)
    press(page, words["kept"])
    expect(page).to_have_url(f"{house}/family/")
    context.clear_cookies(name="sessionid")
    page.goto(f"{house}/sign-in/")
    press(page, words["passkey"])
    expect(page).to_have_url(f"{house}/family/")
    context.clear_cookies(name="sessionid")
    sign_in(page, house, words, name)
    expect(page).to_have_url(f"{house}/sign-in/second-step/")
    assert [*against(page), *sideways(page)] == []
    press(page, words["use"])
    expect(page).to_have_url(f"{house}/family/")
    context.close()


def test_a_finger_that_is_not_known_leaves_her_on_the_page(house: str, page: Page) -> None:
    with_a_finger(page)
    page.goto(f"{house}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("It did not work this time")).to_be_visible()
    expect(page).to_have_url(f"{house}/sign-in/")


def test_without_scripts_the_password_is_the_way(house: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{house}/sign-in/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.get_by_label("User name").fill("no_portal")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{house}/family/")
    page.goto(f"{house}/account/safety/passkeys/add/")
    expect(page.get_by_text("This browser makes no passkeys")).to_be_visible()
    context.close()
