"""The server is killed with SIGKILL while families answer: what it has acknowledged is there."""

import os
import random
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.cast import Cast
from tests.journeys.answering import Answering
from tests.journeys.new_family import saved
from tests.live import Live, Server, server

KILLS = 3
#: Answers that are acknowledged between two kills.
BETWEEN = 15


@pytest.fixture(scope="module")
def killable() -> Iterator[Server]:
    with server(f"killed_{os.getpid()}") as found:
        yield found


def test_no_answer_that_was_acknowledged_is_lost_and_the_others_are_sent_again(
    killable: Server, north: Cast
) -> None:
    asked = (("child", "given_name"), ("child", "family_name"), ("health", "allergies"))
    families = [Answering(killable.live, north, *one) for one in asked]
    for family in families:
        family.start()
    try:
        for _kill in range(KILLS):
            kept_before = [family.kept for family in families]
            wait_until_answered(families, kept_before)
            time.sleep(random.uniform(0, 0.05))
            killable.kill()
            for family in families:
                assert family.kept <= family.number() <= family.sent, family.wrong
            killable.start()
        wait_until_answered(families, [family.kept for family in families])
    finally:
        for family in families:
            family.stopped.set()
    for family in families:
        family.join(30)
        assert not family.wrong
        assert family.kept == family.sent == family.number() > KILLS * 3


def wait_until_answered(families: list[Answering], before: list[int]) -> None:
    until = time.monotonic() + 60
    while sum(family.kept for family in families) < sum(before) + BETWEEN:
        assert time.monotonic() < until, [family.wrong for family in families]
        assert not any(family.wrong for family in families), [family.wrong for family in families]
        time.sleep(0.01)


def test_who_is_signed_out_meanwhile_signs_in_again_and_loses_nothing(
    killable: Server, north: Cast, browser: Browser
) -> None:
    with browser.new_context(locale="en-US") as context:
        page = her_page(context, killable.live, north)
        here = page.url
        context.clear_cookies()
        page.get_by_label("Given name").fill("Anneke")
        page.get_by_role("button", name="Save and go on").click()
        expect(page.locator("[data-status]")).to_contain_text("You are signed out")
        context.add_cookies([killable.live.cookie_of(north.father)])  # type: ignore[list-item]
        with page.expect_navigation():
            page.get_by_role("button", name="Save and go on").click()
        page.goto(here)
        expect(page.get_by_label("Given name")).to_have_value("Anneke")


def her_page(context: BrowserContext, live: Live, north: Cast) -> Page:
    """The father's page about his child."""
    context.set_default_timeout(20_000)
    context.add_cookies([live.cookie_of(north.father)])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(
        f"{live.url}/north/family/registration/{north.rows['app_santos'].pk}"
        f"/about/{north.rows['part_santos0'].pk}/?section=child"
    )
    return page


def test_what_she_types_while_no_server_is_there_waits_on_her_page_and_is_kept(
    killable: Server, north: Cast, browser: Browser
) -> None:
    with browser.new_context(locale="en-US") as context:
        page = her_page(context, killable.live, north)
        here = page.url
        page.get_by_label("Given name").fill("Anouk")
        page.get_by_label("Given name").blur()
        saved(page)
        killable.kill()
        page.get_by_label("Family name").fill("Santos")
        page.get_by_label("Family name").blur()
        expect(page.locator("[data-status]")).to_contain_text("Not saved yet")
        page.get_by_label("Birth date").fill("2018-02-11")
        page.get_by_role("button", name="Save and go on").click()
        expect(page.locator("[data-status]")).to_contain_text("Not saved yet")
        assert page.url == here
        killable.start()
        expect(page.locator("[data-status]")).to_have_text("Saved", timeout=20_000)
        page.reload()
        for label, value in (
            ("Given name", "Anouk"), ("Family name", "Santos"), ("Birth date", "2018-02-11"),
        ):  # fmt: skip
            expect(page.get_by_label(label)).to_have_value(value)
        page.get_by_label("Family name").fill("Santos Lima")
        page.get_by_role("button", name="Save and go on").click()
        page.wait_for_url(lambda url: url != here)
        page.goto(here)
        expect(page.get_by_label("Family name")).to_have_value("Santos Lima")
