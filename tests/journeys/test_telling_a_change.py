"""A family moves between registrations: told on a phone, asked back, and written by the clerk."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from openhouse.registration.defaults import CHANGE, default_form
from tests.cast import Cast
from tests.cast_documents import PAPER
from tests.journeys import new_family as steps
from tests.journeys.axe import against
from tests.journeys.test_attendance import as_somebody
from tests.journeys.test_registering import on_a_phone, signs
from tests.live import Live, serve

MOVED = "Where does your family live now?"


@pytest.fixture
def takes_changes(north: Cast) -> Iterator[Live]:
    """A server of its own, where the district has the form that ships."""
    with serve(f"telling_a_change_{os.getpid()}") as live:
        turns_on(live, north)
        yield live


def turns_on(live: Live, north: Cast) -> None:
    with psycopg.connect(live.database_url) as owner:
        owner.execute(
            "INSERT INTO registration_formversion"
            " (district_id, purpose, number, definition, changed_at, published_at)"
            " VALUES (%s, 'change', 90, %s, now(), now())",
            [north.id, json.dumps(default_form(CHANGE))],
        )
        owner.execute(
            "INSERT INTO contact_contactrules (district_id, points, home, changes)"
            " VALUES (%s, 'at once', 'by request', true)"
            " ON CONFLICT (district_id) DO UPDATE SET changes = true",
            [north.id],
        )


@contextmanager
def mother(browser: Browser, live: Live, north: Cast) -> Iterator[Page]:
    with on_a_phone(browser) as context:
        context.add_cookies([live.cookie_of(north.mother)])  # type: ignore[list-item]
        yield context.new_page()


def without_fault(page: Page) -> None:
    assert [*against(page)] == []


def test_a_family_that_has_moved_tells_it_is_asked_and_reads_that_it_is_in_the_records(
    takes_changes: Live, north: Cast, browser: Browser
) -> None:
    live = takes_changes
    with mother(browser, live, north) as page:
        page.goto(f"{live.url}/north/family/registration/")
        page.get_by_role("link", name="Tell the school about a change").click()
        without_fault(page)
        says_the_new_address(page)
        adds_whom_to_call(page)
        looks_over_and_signs(page)
    with as_somebody(browser, live, north.clerk) as page:
        opens_the_change(page, live)
        sees_old_beside_new(page)
        asks_about_it(page)
    with mother(browser, live, north) as page:
        answers_in_place(page, live)
    with as_somebody(browser, live, north.clerk) as page:
        opens_the_change(page, live)
        takes_it(page)
    with mother(browser, live, north) as page:
        reads_that_it_is_written(page, live)


def says_the_new_address(page: Page) -> None:
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What has changed?")
    page.get_by_label("We have moved").check()
    page.get_by_label("Whom to call in an emergency").check()
    steps.saved(page)
    without_fault(page)
    steps.goes_on(page)
    steps.write(page, address__street="4 Hill Road", address__city="Columbia",
                address__state="MO", address__postal_code="65201")  # fmt: skip
    steps.brings(page, "proof_of_address", "lease.pdf", PAPER)
    expect(page.locator(".files")).to_contain_text("lease.pdf")
    without_fault(page)
    steps.goes_on(page)


def adds_whom_to_call(page: Page) -> None:
    """What she has chosen and not said yet is named, until she has added somebody."""
    expect(page.locator("main")).to_contain_text("Is there more to say?")
    without_fault(page)
    page.get_by_role("button", name="Add a contact").click()
    steps.write(page, contact_given_name="Ines", contact_family_name="Hollis",
                contact_relation="Aunt", contact_phone="573 555 0127",
                may_pick_up="yes")  # fmt: skip
    steps.saved(page)
    without_fault(page)
    steps.goes_on(page)
    expect(page.locator("main")).not_to_contain_text("Is there more to say?")


def looks_over_and_signs(page: Page) -> None:
    page.get_by_role("link", name="Look over and sign").click()
    asked = page.locator("tr", has_text=MOVED)
    expect(asked).to_contain_text("12 Invented Street")
    expect(asked).to_contain_text("4 Hill Road")
    expect(page.locator(".card", has_text="Ines Hollis")).not_to_contain_text("The school has")
    tag = asked.get_by_text("Changed").bounding_box()
    assert tag and tag["height"] < 40, "the tag stands on one line on a phone"
    without_fault(page)
    signs(page, "Marta Rivera")
    expect(page.locator("main")).to_contain_text("With the school")
    without_fault(page)


def opens_the_change(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/north/office/registration/?what=changes&state=")
    without_fault(page)
    page.get_by_role("link", name="Rivera").first.click()


def sees_old_beside_new(page: Page) -> None:
    moved = line(page)
    expect(moved).to_contain_text("12 Invented Street")
    expect(moved).to_contain_text("4 Hill Road")
    expect(page.locator("main")).to_contain_text("Ines")
    without_fault(page)


def line(page: Page) -> Locator:
    return page.locator("section.compared", has_text=MOVED)


def asks_about_it(page: Page) -> None:
    line(page).locator("summary").click()
    line(page).get_by_label("Your question to the family").fill("Which apartment is it?")
    with page.expect_navigation():
        line(page).get_by_role("button", name="Note the question").click()
    expect(line(page)).to_contain_text("Asked: Which apartment is it?")
    steps.presses(page, "Send the questions to the family")
    expect(page.locator("main")).to_contain_text("With the family")
    without_fault(page)


def answers_in_place(page: Page, live: Live) -> None:
    """From Today, on the page that asks."""
    page.goto(f"{live.url}/north/family/")
    page.get_by_role("link", name="The school has a question").click()
    expect(page.locator("main")).to_contain_text("Which apartment is it?")
    without_fault(page)
    page.get_by_role("link", name=MOVED).click()
    expect(page.get_by_label("Street and number")).to_have_value("4 Hill Road")
    page.get_by_label("Street and number").fill("4 Hill Road, Apt 2")
    without_fault(page)
    page.get_by_role("button", name="Answer").click()
    expect(page.locator("main")).to_contain_text("With the school")
    page.goto(f"{live.url}/north/family/")
    expect(page.locator("main")).not_to_contain_text("The school has a question")


def takes_it(page: Page) -> None:
    expect(line(page)).to_contain_text("4 Hill Road, Apt 2")
    steps.tells_apart(page)
    steps.sees_the_papers(page)
    steps.presses(page, "Take everything and write it")
    expect(page.locator("main")).to_contain_text("Written into the records")
    without_fault(page)


def reads_that_it_is_written(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/north/family/registration/change/")
    without_fault(page)
    page.get_by_role("link", name="Change").last.click()
    expect(page.locator("main")).to_contain_text("In the records")
    expect(page.locator("main")).to_contain_text("The school has changed its records")
    without_fault(page)
    page.goto(f"{live.url}/north/account/contact/")
    expect(page.locator("main")).to_contain_text("4 Hill Road, Apt 2")
    expect(page.locator("main")).not_to_contain_text("12 Invented Street")
    without_fault(page)
