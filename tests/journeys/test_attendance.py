"""A school day of attendance in a real browser: roll by keyboard, office, family, calendar."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import Cast, Somebody
from tests.cast_documents import PAPER
from tests.journeys.keys import press, walk_to
from tests.live import Live, serve


@pytest.fixture
def own() -> Iterator[Live]:
    """A server of this journey's own: it writes."""
    with serve(f"attendance_{os.getpid()}") as server:
        yield server


@contextmanager
def as_somebody(browser: Browser, live: Live, who: Somebody) -> Iterator[Page]:
    with browser.new_context(
        reduced_motion="reduce", viewport={"width": 1280, "height": 900}
    ) as context:
        context.add_cookies([live.cookie_of(who)])  # type: ignore[list-item]
        context.set_default_timeout(10_000)
        yield context.new_page()


def test_a_day_from_the_roll_to_the_familys_calendar(
    own: Live, north: Cast, browser: Browser
) -> None:
    roll = (
        f"{own.url}/north/staff/attendance/{north.rows['algebra'].pk}/{north.rows['high_a2'].pk}/"
    )
    with as_somebody(browser, own, north.teacher) as teacher:
        takes_the_roll_by_keyboard(teacher, own)
    with as_somebody(browser, own, north.clerk) as clerk:
        office_overrides(clerk, own, north)
    with as_somebody(browser, own, north.teacher) as teacher:
        teacher.goto(roll)
        line = teacher.locator(".roll-line", has_text="Cai")
        expect(line).to_contain_text("this line is locked")
        expect(line.locator("input[type=radio]")).to_have_count(0)
    with as_somebody(browser, own, north.mother) as mother:
        files_an_absence(mother, own, north)
    with as_somebody(browser, own, north.clerk) as clerk:
        clerk.goto(f"{own.url}/north/office/attendance/")
        clerk.get_by_role("link", name="Ben").filter(has_text="Oct 15").click()
        clerk.get_by_role("button", name="Approve", exact=True).click()
        expect(clerk.get_by_text("Approved. The family sees it.")).to_be_visible()
    with as_somebody(browser, own, north.mother) as mother:
        mother.goto(f"{own.url}/north/family/{north.ben.id}/attendance/notes/")
        expect(mother.locator(".card", has_text="Oct 15")).to_contain_text("Approved")
        mother.goto(f"{own.url}/north/family/{north.ben.id}/attendance/")
        expect(mother.locator(".calendar .day.marked", has_text="15")).to_contain_text("Absent")
    with as_somebody(browser, own, north.grandmother) as grandmother:
        grandmother.goto(f"{own.url}/north/family/{north.cai.id}/attendance/")
        today = grandmother.locator(".calendar [aria-current=date]").locator("..")
        expect(today).to_contain_text("Absent")  # half of her classes: by the rule a day


def takes_the_roll_by_keyboard(page: Page, live: Live) -> None:
    """Ben is late, Cai absent; not a click."""
    page.goto(f"{live.url}/north/staff/attendance/")
    press(page, "Algebra II")
    page.wait_for_url("**/attendance/*/*/")
    expect(page.locator("output")).to_contain_text("2 here, 0 absent, 0 late")
    walk_to(page, "Here")
    page.keyboard.press("t")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("a")
    expect(page.locator("output")).to_contain_text("0 here, 1 absent, 1 late")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("p")
    expect(page.locator("output")).to_contain_text("1 here, 1 absent, 0 late")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/attendance/")
    expect(page.get_by_text("The roll is taken.")).to_be_visible()
    expect(page.get_by_role("link", name="Algebra II")).to_contain_text("Taken at 10:05 AM")


def office_overrides(page: Page, live: Live, north: Cast) -> None:
    """The clerk says why Cai was away in algebra."""
    page.goto(f"{live.url}/north/office/attendance/students/{north.cai.id}/?on=2026-10-06")
    line = page.locator(".row", has_text="Algebra II")
    expect(line).to_contain_text("Teacher: Absent")
    code = str(north.rows["code_absent_excused"].pk)
    line.locator("select").select_option(code)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".row", has_text="Algebra II")).to_contain_text("The office’s mark counts")


def files_an_absence(page: Page, live: Live, north: Cast) -> None:
    """Ben will be away on the 15th, with a letter."""
    page.goto(f"{live.url}/north/family/{north.ben.id}/attendance/")
    page.get_by_role("link", name="Tell the school of an absence").click()
    page.get_by_label("Day", exact=True).fill("2026-10-15")
    page.get_by_label("Reason").select_option(str(north.rows["reason_doctor"].pk))
    page.get_by_label("File").set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    )
    page.get_by_role("button", name="Send to the school").click()
    expect(page.get_by_text("The school is told.")).to_be_visible()
    card = page.locator(".card", has_text="Oct 15")
    expect(card).to_contain_text("Waiting")
    expect(card).to_contain_text("letter.pdf")
