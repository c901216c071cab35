"""A progress report of the demonstration: released by its office, opened and checked by a family.

The office works at a desk and by keyboard alone, the mother on her phone.
"""

import io
import re

import pypdfium2
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from tests.journeys.demonstration import Demonstration
from tests.journeys.visitor import CLERK, DESK, PHONE, Visitor, at_a_browser

MOTHER = ("marisol.vega", "openhouse-demo")
#: The password that is printed, whatever another journey has made of hers: as her child has it.
GIVEN = """UPDATE people_account SET password = (
    SELECT password FROM people_account WHERE username = 'ana.vega'
) WHERE username = %s RETURNING id"""
SCHOOL = "Hillside Middle School"


def test_a_report_is_released_then_opened_scanned_and_found_genuine(
    house: Demonstration, browser: Browser
) -> None:
    with at_a_browser(house, browser, "en", DESK) as clerk:
        clerk.signs_in(*CLERK)
        releases_the_progress_report(clerk)
    with at_a_browser(house, browser, "en", PHONE) as mother:
        house.asked(GIVEN, MOTHER[0])
        mother.signs_in(*MOTHER)
        paper = opens_it(mother)
    with pypdfium2.PdfDocument(io.BytesIO(paper)) as pdf:
        words = pdf[0].get_textpage().get_text_range()
        (square,) = zxingcpp.read_barcodes(pdf[0].render(scale=3).to_pil())
    assert "Ana" in words
    assert SCHOOL in words
    with browser.new_context(viewport=PHONE) as anybody:
        finds_it_genuine(anybody.new_page(), square.text, paper)


def releases_the_progress_report(clerk: Visitor) -> None:
    clerk.is_at("/staff/")
    clerk.press("What is missing, release to families, print")
    clerk.page.get_by_label("Template").select_option("Progress report, 6–8")
    term = clerk.page.get_by_label("School and term")
    term.select_option(f"{SCHOOL}: Quarter 1, 2026-27")
    clerk.press("Look at what is missing")
    expect(clerk.page.get_by_text("Every mark is posted.")).to_be_visible()
    clerk.press("Release now")
    seen = clerk.page.get_by_text("Families have seen these cards since")
    expect(seen).to_be_visible(timeout=60_000)


def opens_it(mother: Visitor) -> bytes:
    """From Today, where it is told, to the file; what the file holds."""
    mother.is_at("/family/")
    page = mother.page
    report = page.get_by_role("link", name=re.compile("Progress report, Quarter 1"))
    report.first.click()
    expect(page.get_by_text("What it is", exact=True)).to_be_visible()
    file = page.get_by_role("link", name="Open the document").get_attribute("href")
    opened = page.request.get(f"{page.url.partition('/capital-hills')[0]}{file}")
    assert opened.headers["content-type"] == "application/pdf"
    return opened.body()


def finds_it_genuine(page: Page, address: str, paper: bytes) -> None:
    """As somebody who is signed out and points a phone at the paper."""
    page.goto(address)
    issued = page.get_by_role("heading", name="The school issued a paper with this code")
    expect(issued).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Ana")
    file = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": paper}
    page.get_by_label("The PDF file").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Compare the file").click()
    expect(page.get_by_role("heading", name="genuine and unchanged")).to_be_visible()
