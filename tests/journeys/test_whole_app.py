"""The parent's app, whole: chosen, signed in, installable, read and written in without network,
back again, and signed out."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import PASSWORD, Cast
from tests.journeys.private_device import (
    filled,
    is_empty,
    kept_on,
    names_nobody,
    pages_on,
    without_network,
)
from tests.journeys.steps import asked
from tests.journeys.test_private_device import LETTER
from tests.journeys.visitor import PHONE
from tests.live import Live, serve

COMMENT = "Written in the tunnel"
NOTES = "SELECT count(*) FROM attendance_absencenote WHERE comment = %s"


@pytest.fixture(scope="module")
def own() -> Iterator[Live]:
    """A server of this journey's own: it writes."""
    with serve(f"whole_app_{os.getpid()}") as server:
        yield server


def test_an_app_from_its_first_start_to_signing_out(
    own: Live, north: Cast, browser: Browser
) -> None:
    with browser.new_context(
        viewport=PHONE, reduced_motion="reduce", timezone_id="America/Chicago", locale="en-US"
    ) as phone:
        page = phone.new_page()
        starts(page, own, north)
        can_be_installed(page, own)
        with without_network(phone):
            reads(page, own, north)
            writes(page, own, north)
        assert asked(own, NOTES, COMMENT) == [(0,)]
        page.goto(f"{own.url}/north/family/")
        expect(page.get_by_text("No network. This is as of")).to_be_hidden()
        page.goto(f"{own.url}/north/family/{north.ben.id}/attendance/notes/")
        expect(page.locator("main .card", has_text="Oct 20")).to_contain_text("Waiting")
        assert asked(own, NOTES, COMMENT) == [(1,)]
        page.goto(f"{own.url}/north/family/more/")
        page.locator("main").get_by_role("button", name="Sign out").press("Enter")
        page.wait_for_url("**/sign-in/")
        assert is_empty(kept_on(page))


def starts(page: Page, own: Live, north: Cast) -> None:
    """The district by its name, the app, who she is, and that the phone is her own."""
    page.goto(f"{own.url}/app/parent/")
    search = page.get_by_role("search").get_by_role("searchbox")
    search.fill("North")
    search.press("Enter")
    page.get_by_role("link", name=district_name(own)).press("Enter")
    page.get_by_label("User name").fill(north.mother.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("This is my own device").check()
    page.get_by_role("button", name="Sign in", exact=True).press("Enter")
    page.get_by_role("button", name="Yes, this is my own device").press("Enter")
    page.wait_for_url("**/north/family/")
    assert filled(page)["stores"]["pages"] > 20


def district_name(own: Live) -> str:
    ((name,),) = asked(own, "SELECT name FROM districts_district WHERE slug = 'north'")
    return str(name)


def can_be_installed(page: Page, own: Live) -> None:
    """By the browser's own word; a window of a test installs nothing, whatever it is given."""
    chromium = page.context.new_cdp_session(page)
    read = chromium.send("Page.getAppManifest")
    assert (read["url"].split("?")[0], read["errors"]) == (
        f"{own.url}/north/app/parent/manifest.webmanifest",
        [],
    )
    errors = chromium.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each for each in errors if each["errorId"] != "in-incognito"] == []
    chromium.detach()


def reads(page: Page, own: Live, north: Cast) -> None:
    """What is kept is locked; its owner reads it, with its age."""
    assert names_nobody(kept_on(page))
    assert any("Ben" in text for text in pages_on(page))
    for path in ("", f"{north.ben.id}/grades/", "messages/", "changes/"):
        page.goto(f"{own.url}/north/family/{path}")
        expect(page.get_by_text("No network. This is as of")).to_be_visible()


def writes(page: Page, own: Live, north: Cast) -> None:
    """That Ben will be away; it waits on the phone."""
    page.goto(f"{own.url}/north/family/{north.ben.id}/attendance/notes/new/")
    page.get_by_label("Day", exact=True).fill("2026-10-20")
    page.get_by_label("Reason").select_option(str(north.rows["reason_doctor"].pk))
    page.get_by_label("Comment").fill(COMMENT)
    page.get_by_label("File").set_input_files(LETTER)
    page.get_by_role("button", name="Send to the school").press("Enter")
    expect(page.locator(".waiting", has_text="Tuesday, Oct 20")).to_be_visible()
