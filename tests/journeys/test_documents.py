"""An office publishes a form, a mother signs it on her phone, the office sees who has signed."""

from playwright.sync_api import Browser, Page, expect

from tests.cast import Cast
from tests.common.test_checking import paper
from tests.journeys.keys import press, write
from tests.journeys.test_attendance import as_somebody
from tests.journeys.visitor import PHONE
from tests.live import Live

#: The phone's sheet, which writes down what it is given.
SHEET = """
navigator.canShare = () => true;
navigator.share = async ({ files: [file] }) => (window.shared = [file.name, file.type, file.size]);
"""


def test_a_form_is_published_signed_and_counted(live: Live, north: Cast, browser: Browser) -> None:
    with as_somebody(browser, live, north.clerk) as clerk:
        clerk.goto(f"{live.url}/north/office/documents/")
        press(clerk, "Publish a document")
        clerk.wait_for_url("**/new/")
        write(clerk, "Name of the class", "Algebra")
        press(clerk, "Search")
        clerk.get_by_role("link", name="Algebra II").first.click()
        clerk.wait_for_url("**?section=*")
        clerk.get_by_label("Which file?").set_input_files(
            {"name": "trip.pdf.exe", "mimeType": "application/pdf", "buffer": paper(2)}
        )
        write(clerk, "What is it called?", "Trip to the zoo")
        clerk.get_by_label("Sign it").check()
        press(clerk, "Publish")
        expect(clerk.get_by_text("Published. You see here who has read it.")).to_be_visible()
        of_the_school = clerk.url
    with as_somebody(browser, live, north.mother) as mother:
        mother.set_viewport_size(PHONE)
        mother.add_init_script(SHEET)
        mother.goto(f"{live.url}/north/family/{north.ben.id}/more/")
        press(mother, "Documents")
        mother.wait_for_url("**/documents/")
        mother.get_by_role("link", name="Trip to the zoo").click()
        opens = mother.get_by_role("link", name="Open the document").get_attribute("href")
        answer = mother.request.get(f"{live.url}{opens}")
        shares(mother, ["trip.pdf", "application/pdf", len(answer.body())])
        letter = north.rows["message_high_file"]
        picture = f"/north/family/messages/{letter.message_id}/file/{letter.pk}/"
        shares(mother, [letter.name, "image/png", letter.size], picture)
        mother.get_by_label("I agree").check()
        write(mother, "Type your full name", north.mother.name)
        press(mother, "Sign")
        expect(mother.get_by_text("Signed. The school sees it.")).to_be_visible()
        expect(mother.locator("main")).to_contain_text("You have signed")
    with as_somebody(browser, live, north.clerk) as clerk:
        clerk.goto(of_the_school)
        clerk.get_by_label("Who has answered").get_by_role("link", name="Signed").click()
        expect(clerk.get_by_role("listitem").filter(has_text="Ben")).to_contain_text("signed as")
        expect(clerk.get_by_role("row").last).to_contain_text("1")


def shares(page: Page, file: list[object], url: str = "") -> None:
    """ "Share or print" gives the phone's sheet a file of this name, kind and size."""
    button = page.get_by_role("button", name="Share or print")
    if url:
        button.evaluate("(it, url) => { it.dataset.share = url; it.file = null; }", url)
    page.evaluate("window.shared = null")
    button.press("Enter")
    page.wait_for_function("() => window.shared")
    assert page.evaluate("window.shared") == file
