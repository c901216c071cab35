"""All accounts students from one button to Today, on the demonstration district.

By keyboard: the district at a desk, the student on a phone in English and at a desk in Spanish.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.demonstration import Demonstration
from tests.journeys.test_doors import LOOKS, SECOND, Visitor, at_a_browser
from tests.journeys.test_every_page import DESK

ADMIN = ("helen.marshfield", "openhouse-demo")


@pytest.fixture
def visitor(house: Demonstration, browser: Browser, language: str, size: Any) -> Iterator[Visitor]:
    with at_a_browser(house, browser, language, size) as found:
        yield found


@pytest.fixture
def district(house: Demonstration, browser: Browser) -> Iterator[Visitor]:
    with at_a_browser(house, browser, "en", DESK) as found:
        found.signs_in(*ADMIN)
        yield found


@LOOKS
def test_a_student_comes_from_a_slip_to_today(
    visitor: Visitor, district: Visitor, house: Demonstration
) -> None:
    district.goes_to("/office/")
    district.press("All accounts")
    if district.page.get_by_role("button", name="Do it now").count():
        district.press("Do it now")
        expect(district.page.locator("main")).to_contain_text("new accounts", timeout=60_000)
        district.press("Accounts")
    expect(district.page.locator("main")).to_contain_text("Everything is in step")
    district.press("Slips and spreadsheet")
    district.page.locator("input[name=homeroom]").first.focus()
    district.page.keyboard.press("Space")
    district.press("Slips to print")
    slip = district.page.locator(".slip").first
    name, (username, secret) = slip.locator("b").inner_text(), slip.locator("dd").all_inner_texts()

    visitor.signs_in(username, secret)
    visitor.is_at("/first-steps/")
    visitor.chooses(SECOND)
    visitor.press("Save")
    visitor.says_not_now()
    visitor.is_at("/family/")
    expect(visitor.page.locator("main")).to_contain_text(name.split()[0])
    query = "SELECT password FROM people_account WHERE username = %s"
    assert str(house.asked(query, username)[0][0]).startswith("argon2")
    district.goes_to("/office/accounts/slips/")
    expect(district.page.locator("main")).not_to_contain_text(secret)
