"""Papers in a real browser: cards from office to phone, a dose from the nurse to the family."""

import io
import os
import re

import pypdfium2
import zxingcpp
from playwright.sync_api import Browser, expect

from tests.cast import Cast
from tests.journeys.keys import press, write
from tests.journeys.test_attendance import as_somebody
from tests.journeys.visitor import PHONE
from tests.live import Live, serve, working


def test_cards_are_released_and_one_is_opened_scanned_and_verified(
    live: Live, north: Cast, browser: Browser
) -> None:
    with working(live), as_somebody(browser, live, north.clerk) as clerk:
        clerk.goto(f"{live.url}/north/office/cards/{north.rows['release_high'].pk}/")
        expect(clerk.get_by_text("Every mark is posted.")).to_be_visible()
        press(clerk, "Release now")
        seen = clerk.get_by_text("Families have seen these cards since")
        expect(seen).to_be_visible(timeout=60_000)
    with as_somebody(browser, live, north.mother) as mother:
        mother.set_viewport_size(PHONE)
        mother.goto(f"{live.url}/north/family/{north.ben.id}/documents/")
        card = mother.get_by_role("link", name=re.compile("Report card, Quarter 1"))
        expect(card.first).to_contain_text("New")
        card.first.click()
        expect(mother.get_by_text("What it is", exact=True)).to_be_visible()
        file = mother.get_by_role("link", name="Open the document").get_attribute("href")
        opened = mother.request.get(f"{live.url}{file}")
        assert opened.headers["content-type"] == "application/pdf"
        assert opened.headers["content-disposition"].startswith("inline")
        with pypdfium2.PdfDocument(io.BytesIO(opened.body())) as pdf:
            assert north.ben.name.split(" ", 1)[0] in pdf[0].get_textpage().get_text_range()
            (square,) = zxingcpp.read_barcodes(pdf[0].render(scale=3).to_pil())
        mother.goto(f"{live.url}/north/family/{north.ben.id}/documents/")
        expect(card.first).not_to_contain_text("New")
        stranger = browser.new_page()
        # the square names the portal's public address; here it is this server's
        stranger.goto(f"{live.url}/verify/{square.text.rsplit('/', 1)[1]}")
        issued = "The school issued a paper with this code"
        expect(stranger.get_by_role("heading", name=issued)).to_be_visible()
        stranger.get_by_label("The PDF file").set_input_files(
            {"name": "card.pdf", "mimeType": "application/pdf", "buffer": opened.body()}
        )
        press(stranger, "Compare the file")
        expect(stranger.get_by_role("heading", name="genuine and unchanged")).to_be_visible()
        stranger.close()


def test_cards_are_taken_back_while_a_mother_has_hers_open(north: Cast, browser: Browser) -> None:
    # its own: another test releases the same cards
    with serve(f"taken_back_{os.getpid()}") as live:
        takes_back_while_it_is_open(live, north, browser)


def takes_back_while_it_is_open(live: Live, north: Cast, browser: Browser) -> None:
    here = f"{live.url}/north/office/cards/{north.rows['release_high'].pk}/"
    with working(live), as_somebody(browser, live, north.clerk) as clerk:
        clerk.goto(here)
        clerk.get_by_role("button", name="Release now").click()
        seen = clerk.get_by_text("Families have seen these cards since")
        expect(seen).to_be_visible(timeout=60_000)
        with as_somebody(browser, live, north.mother) as mother:
            mother.set_viewport_size(PHONE)
            mother.goto(f"{live.url}/north/family/{north.ben.id}/documents/")
            mother.get_by_role("link", name=re.compile("Report card, Quarter 1")).first.click()
            opens = mother.get_by_role("link", name="Open the document")
            expect(opens).to_be_visible()
            clerk.get_by_role("link", name="Take these cards back").click()
            clerk.get_by_label("Why, as families read it").fill("Marks of the wrong quarter")
            clerk.get_by_role("button", name="Take all of them back").click()
            expect(clerk.get_by_text("took these cards back on")).to_be_visible()
            opens.click()
            why = mother.get_by_text("Marks of the wrong quarter. A corrected one will come.")
            expect(why).to_be_visible()
            mother.get_by_role("link", name="All documents").click()
            gone = mother.get_by_role("link", name=re.compile("Quarter 1.*Taken back"))
            expect(gone.first).to_be_visible()


def test_a_nurse_enters_a_dose_and_the_familys_forecast_changes(
    live: Live, north: Cast, browser: Browser
) -> None:
    with as_somebody(browser, live, north.mother) as mother:
        mother.set_viewport_size(PHONE)
        mother.goto(f"{live.url}/north/family/{north.ben.id}/immunizations/")
        expect(mother.locator("main")).to_contain_text("One dose of Tdap now")
        with as_somebody(browser, live, north.nurse) as nurse:
            nurse.goto(f"{live.url}/north/staff/immunizations/")
            write(nurse, "Name or number", north.ben.name.split(" ", 1)[0])
            nurse.keyboard.press("Enter")
            nurse.wait_for_url("**?q=*")
            press(nurse, north.ben.name)
            nurse.wait_for_url(f"**/{north.ben.id}/")
            write(nurse, "Vaccine", "Boostrix")
            nurse.keyboard.press("Tab")
            nurse.keyboard.type("10/5/26")
            nurse.keyboard.press("Enter")
            expect(nurse.get_by_text("1 dose kept")).to_be_visible()
        mother.reload()
        expect(mother.locator("main")).not_to_contain_text("One dose of Tdap")


def test_a_button_that_saves_a_file_works_again_and_so_does_its_neighbour(
    live: Live, north: Cast, browser: Browser
) -> None:
    with as_somebody(browser, live, north.clerk) as clerk:
        clerk.goto(f"{live.url}/north/office/transcripts/students/{north.ben.id}/")
        for name, kind in (("Get the PDF", "pdf"), ("Get the PDF", "pdf"), ("PESC XML", "xml")):
            with clerk.expect_download() as saved:
                clerk.get_by_role("button", name=name).click()
            assert saved.value.suggested_filename.endswith(kind)
            expect(clerk.locator("form[aria-busy]")).to_have_count(0)
