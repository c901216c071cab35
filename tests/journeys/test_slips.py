"""Slips by homeroom in a browser: ticked by keyboard, shown once, one homeroom a sheet on paper."""

import psycopg
import pytest
from playwright.sync_api import Page

from tests.cast import Cast
from tests.journeys.axe import against
from tests.journeys.test_every_page import sideways
from tests.live import Live


@pytest.fixture
def slips(live: Live, north: Cast, page: Page) -> Page:
    """The page of slips that the clerk has made for her two students, by keyboard alone."""
    with psycopg.connect(live.database_url) as connection:
        for key in ("cai", "max"):
            connection.execute(
                "INSERT INTO people_account (district_id, username, person_id, password,"
                " must_change_password, created_at) VALUES (%s, %s, %s, '!', true, now())"
                " ON CONFLICT DO NOTHING",
                [north.id, f"{key}.new", north.persons[key].id],
            )
    page.context.add_cookies([live.cookie_of(north.clerk)])  # type: ignore[list-item]
    page.goto(f"{live.url}/north/office/accounts/slips/")
    boxes = page.locator("input[name=homeroom]")
    assert boxes.count() == 2
    boxes.first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".slip").first.wait_for()
    return page


def test_slips_hold_on_every_screen(slips: Page) -> None:
    assert [*against(slips), *sideways(slips)] == []


def test_on_paper_each_homeroom_is_a_sheet_with_nothing_but_slips(slips: Page) -> None:
    assert slips.pdf(format="Letter").count(b"/Type /Page\n") == 2
    slips.emulate_media(media="print")
    assert slips.locator(".slip").count() == 2
    assert slips.locator(".slip").first.is_visible()
    assert not slips.get_by_role("button").count()
    assert not slips.locator(".notice, .rail-name, h1").locator("visible=true").count()
