"""A consent that both parents must give: given by each on a phone, and taken back by one."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.cast import Cast, Somebody
from tests.journeys import new_family as steps
from tests.journeys.axe import against
from tests.journeys.test_attendance import as_somebody
from tests.journeys.test_registering import on_a_phone, signs
from tests.live import Live, serve
from tests.registration.consenting import MEDIA, definition

TAKEN_BACK = "Your consent is taken back. The school reads it."


@pytest.fixture
def opened(north: Cast) -> Iterator[Live]:
    """A server of its own, where one more year is open and its form asks both for photos."""
    with serve(f"consent_of_both_{os.getpid()}") as live:
        with psycopg.connect(live.database_url) as owner:
            owner.execute(
                "INSERT INTO registration_formversion"
                " (district_id, purpose, number, definition, changed_at, published_at)"
                " VALUES (%s, 'registration', 90, %s, now(), now())",
                [north.id, json.dumps(definition())],
            )
            owner.execute(
                "INSERT INTO registration_registrationwindow"
                " (district_id, ends_in, opens_on, closes_on, for_returning, for_new)"
                " VALUES (%s, 2029, '2026-09-01', '2027-03-31', true, false)",
                [north.id],
            )
            owner.execute("DELETE FROM registration_consent")
            owner.execute(  # to be called, and no guardian
                "UPDATE people_guardianship SET legal_guardian = false WHERE person_id = %s",
                [north.emergency.id],
            )
        yield live


@contextmanager
def of_a_parent(browser: Browser, live: Live, who: Somebody) -> Iterator[Page]:
    with on_a_phone(browser) as context:
        context.add_cookies([live.cookie_of(who)])  # type: ignore[list-item]
        yield context.new_page()


def without_fault(page: Page) -> None:
    assert [*against(page)] == []


def test_a_consent_of_both_is_given_by_each_and_one_of_them_takes_it_back(
    opened: Live, north: Cast, browser: Browser
) -> None:
    with of_a_parent(browser, opened, north.mother) as page:
        registers_and_agrees(page, opened, north)
    with as_somebody(browser, opened, north.admin) as page:
        child = opens_the_child(page, opened, north)
        expect(child).to_contain_text("Not complete yet")
    with of_a_parent(browser, opened, north.father) as page:
        reads_it_on_today_and_agrees(page, opened)
    with as_somebody(browser, opened, north.admin) as page:
        expect(opens_the_child(page, opened, north)).to_contain_text("Given by each")
    with of_a_parent(browser, opened, north.father) as page:
        takes_it_back(page, opened)
    with as_somebody(browser, opened, north.admin) as page:
        child = opens_the_child(page, opened, north)
        expect(child).to_contain_text("They do not agree: not given")
        expect(child).to_contain_text("Before: Agrees: Hugo Santos")
        without_fault(page)


def registers_and_agrees(page: Page, live: Live, north: Cast) -> None:
    page.goto(f"{live.url}/north/family/registration/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Go on").click()
    while page.locator("form[data-typing]").count():
        if page.get_by_label("Grade next year").count():
            page.get_by_label("Grade next year").select_option("11")
            page.get_by_label("School").select_option(label=north.rows["high"].name)
        elif page.get_by_label("Your initials").count():
            expect(page.locator("main")).to_contain_text(MEDIA["en"])
            page.get_by_label("I agree").check()
            page.get_by_label("Your initials").fill("MR")
        steps.goes_on(page)
    page.get_by_role("link", name="Look over and sign").click()
    signs(page, "Marta Rivera")
    expect(page.locator("main")).to_contain_text("Waits for the consent of another parent")
    without_fault(page)


def opens_the_child(page: Page, live: Live, north: Cast) -> Locator:
    """The office's page of the child, and on it the card of consents."""
    with psycopg.connect(live.database_url) as owner:
        found = owner.execute(
            "SELECT c.id FROM registration_candidate c"
            " JOIN registration_application a ON a.id = c.application_id AND c.student_id = %s"
            " JOIN registration_registrationwindow w ON w.id = a.window_id AND w.ends_in = 2029",
            [north.ana.id],
        ).fetchone()
    assert found is not None
    page.goto(f"{live.url}/north/office/registration/{found[0]}/")
    return page.locator(".card", has=page.get_by_role("heading", name="Consents"))


def reads_it_on_today_and_agrees(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/north/family/")
    page.get_by_role("link", name="The school asks for your consent").click()
    expect(page.locator("main")).to_contain_text(MEDIA["en"])
    page.get_by_label("Yes, I agree").check()
    page.get_by_label("Type your full name").fill("Marta Rivera")
    page.get_by_role("button", name="Sign and send").click()
    expect(page.locator("main")).to_contain_text("Sign with your first and last name")
    expect(page.get_by_label("Yes, I agree")).to_be_checked()
    page.get_by_label("Type your full name").fill("Hugo Santos")
    page.get_by_role("button", name="Sign and send").click()
    expect(page.locator("main")).to_contain_text("What you have said")
    without_fault(page)


def takes_it_back(page: Page, live: Live) -> None:
    """From Registration, where it stands the year round."""
    page.goto(f"{live.url}/north/family/registration/")
    page.get_by_role("link", name="Your consents").click()
    page.get_by_role("link", name="Photos").click()
    expect(page.locator("main")).to_contain_text("Jun 30, 2029")
    without_fault(page)
    page.get_by_label("Type your full name").fill("Hugo Santos")
    page.get_by_role("button", name="Take my consent back").click()
    expect(page.locator("body")).to_contain_text(TAKEN_BACK)
    expect(page.get_by_role("link", name="Photos")).to_contain_text("Taken back")
    without_fault(page)
