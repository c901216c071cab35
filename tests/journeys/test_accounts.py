"""All accounts students from one button to Today, on the demonstration district.

By keyboard: the district at a desk, the student on a phone in English and at a desk in Spanish.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.demonstration import Demonstration
from tests.journeys.test_doors import FIRST_PASSWORD, RESET, SECOND, THIRD
from tests.journeys.visitor import ADMIN, DESK, LOOKS, Visitor, at_a_browser, sees_her_child


@pytest.fixture
def district(house: Demonstration, browser: Browser) -> Iterator[Visitor]:
    with at_a_browser(house, browser, "en", DESK) as found:
        found.signs_in(*ADMIN)
        yield found


def prints_slips(district: Visitor) -> tuple[str, str, str]:
    """Make the accounts and print a homeroom's slips: name, user name and password of the first."""
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
    username, secret = slip.locator("dd").all_inner_texts()
    return slip.locator("b").inner_text(), username, secret


@LOOKS
def test_a_student_comes_from_a_slip_to_today_and_forgets_her_password(
    visitor: Visitor, district: Visitor, house: Demonstration
) -> None:
    name, username, secret = prints_slips(district)
    with visitor.takes_at_most(*FIRST_PASSWORD):
        visitor.signs_in(username, secret)
        visitor.is_at("/first-steps/")
        visitor.chooses(SECOND)
        visitor.press("Save")
        visitor.says_not_now()
        sees_her_child(visitor, name)
    query = "SELECT password FROM people_account WHERE username = %s"
    assert str(house.asked(query, username)[0][0]).startswith("argon2")
    district.goes_to("/office/accounts/slips/")
    expect(district.page.locator("main")).not_to_contain_text(secret)

    with district.takes_at_most(*RESET):  # STU-06: the office that she asks, with a slip to print
        # Her row, not that of her mother.
        district.finds(" ".join(name.split()[:2]), f"{name}{district('Student')}")
        district.press("Reset the account")
        district.write("Reason", "Forgotten over the summer.")
        district.choose("What to give", "User name and a password for the first time")
        district.choose("How it gets there", "On a letter to print")
        district.press("Reset the account")
    printed, password = district.page.locator(".letter-code b").all_inner_texts()
    assert printed == username
    with visitor.takes_at_most(*FIRST_PASSWORD):
        visitor.signs_in(username, password)
        visitor.is_at("/first-steps/")
        visitor.chooses(THIRD)
        visitor.press("Save")
        sees_her_child(visitor, name)
