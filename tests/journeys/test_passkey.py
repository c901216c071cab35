"""A passkey made, used, lost and taken back, on the demonstration district in a real browser.

By keyboard alone: on a phone in English, on a desk in Spanish.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.axe import against
from tests.journeys.demonstration import Demonstration
from tests.journeys.test_doors import SECOND
from tests.journeys.test_every_page import sideways
from tests.journeys.visitor import DESK, PHONE, Visitor

PASSWORD = "openhouse-demo"


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


def leave(visitor: Visitor) -> None:
    """Her session is gone, and what the browser knows of her language stays."""
    visitor.page.context.clear_cookies(name="sessionid")


def hold(visitor: Visitor) -> None:
    """The page holds WCAG 2.2 AA and fits every screen."""
    size = visitor.page.viewport_size
    assert [*against(visitor.page), *sideways(visitor.page)] == []
    assert size
    visitor.page.set_viewport_size(size)


def makes_a_passkey(visitor: Visitor, name: str) -> tuple[list[str], str]:
    """Her recovery codes, and where the mail about it leads."""
    visitor.goes_to("/account/")
    visitor.press("Passkeys and codes")
    visitor.press("Add a passkey")
    visitor.is_at("/account/safety/passkeys/add/")
    visitor.press("Add a passkey")
    visitor.is_at("/account/safety/codes/")
    codes = visitor.page.locator(".recovery-codes li").all_inner_texts()
    assert len(codes) == 10
    hold(visitor)
    visitor.press("I have kept them")
    visitor.is_at("/family/")
    visitor.opens_the_mail(
        address_of(visitor.house, name), "/not-me/"
    )  # only opened, it changes nothing
    return codes, visitor.page.url


@pytest.mark.parametrize(
    ("name", "language", "size"),
    [("marisol.vega", "en", PHONE), ("tomas.vega", "es", DESK)],
    ids=["phone-english", "desk-spanish"],
)
def test_a_passkey_is_made_used_lost_and_taken_back(name: str, visitor: Visitor) -> None:
    with_a_finger(visitor.page)
    visitor.signs_in(name, PASSWORD)
    visitor.is_at("/family/")
    codes, not_me = makes_a_passkey(visitor, name)

    leave(visitor)
    visitor.goes_to("/sign-in/")
    visitor.press("Sign in with a passkey")
    visitor.is_at("/family/")
    leave(visitor)
    visitor.signs_in(name, PASSWORD)
    visitor.is_at("/sign-in/second-step/")
    hold(visitor)
    visitor.press("Use a passkey")
    visitor.is_at("/family/")

    leave(visitor)  # and the phone is lost
    visitor.signs_in(name, PASSWORD)
    visitor.write("Code", codes[0])
    visitor.enters()
    visitor.is_at("/family/")

    visitor.page.goto(not_me)
    visitor.press("Take it away")
    visitor.is_at("/not-me/done/")
    visitor.opens_the_mail(address_of(visitor.house, name), "/reset/")
    visitor.chooses(SECOND)
    visitor.press("Save")
    visitor.signs_in(name, SECOND)
    visitor.is_at("/family/")


def address_of(house: Demonstration, username: str) -> str:
    """The address that the school has of the owner of *username*."""
    query = """
        SELECT c.value FROM people_contactpoint c JOIN people_account a USING (person_id)
        WHERE a.username = %s AND c.kind = 'email' ORDER BY c.id
    """
    return str(house.asked(query, username)[0][0])


def test_a_finger_that_is_not_known_leaves_her_on_the_page(
    house: Demonstration, page: Page
) -> None:
    with_a_finger(page)
    page.goto(f"{house.url}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("It did not work this time")).to_be_visible()
    expect(page).to_have_url(f"{house.url}/sign-in/")


def test_without_scripts_the_password_is_the_way(house: Demonstration, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{house.url}/sign-in/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.get_by_label("User name").fill("ana.vega")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{house.url}/family/")
    page.goto(f"{house.url}/account/safety/passkeys/add/")
    expect(page.get_by_text("This browser makes no passkeys")).to_be_visible()
    context.close()
