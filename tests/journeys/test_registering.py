"""Registration end to end: a family on its phone, a new one by its link, and the school."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import psycopg
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.cast import Cast
from tests.journeys.test_attendance import as_somebody
from tests.journeys.test_contact import arrived
from tests.live import Live, serve, working
from tests.notifications.post import Office, mail_server

LINK = re.compile(r"http://\S+?(/north/register/with/[^\s<>]+)")
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Outside:
    """A school with a worker and a mail server."""

    live: Live
    mailbox: Office


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    mailbox = Office()
    with mail_server(mailbox) as port:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{port}")
        with serve(f"registering_{os.getpid()}") as live, working(live):
            yield Outside(live, mailbox)


def on_a_phone(browser: Browser, language: str = "en-US") -> BrowserContext:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", locale=language)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    return context


def saved(page: Page) -> None:
    """The page's script has kept what was typed."""
    expect(page.locator("[data-status]")).to_have_text(re.compile("Saved|Guardado"))


def picture() -> bytes:
    into = BytesIO()
    Image.new("RGB", (400, 300), "white").save(into, "JPEG")
    return into.getvalue()


def test_a_family_registers_on_its_phone_and_loses_nothing_off_line(
    outside: Outside, north: Cast, browser: Browser
) -> None:
    with on_a_phone(browser) as context:
        context.add_cookies([outside.live.cookie_of(north.grandmother)])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(f"{outside.live.url}/north/family/registration/")
        page.get_by_role("button", name="Begin").click()
        leaves_out_all_but_one(page)
        page.get_by_role("link", name="Go on").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your child")
        page.get_by_label("Grade next year").select_option("11")
        page.get_by_label("School").select_option(label=north.rows["high"].name)
        saved(page)
        context.set_offline(True)
        page.get_by_label("Given name").fill("Kai")
        page.get_by_label("Given name").blur()
        expect(page.locator("[data-status]")).to_contain_text("no network")
        context.set_offline(False)
        saved(page)
        page.reload()
        expect(page.get_by_label("Given name")).to_have_value("Kai")
        page.get_by_role("button", name="Save and go on").click()
        page.get_by_role("link", name="Look over and sign").click()
        expect(page.locator(".card", has_text="Your child").first).to_contain_text("Changed")
        signs(page, "Hana Tanaka")
        expect(page.locator("main")).to_contain_text("With the school")
        page.get_by_role("link", name="Immunization record").click()
        page.locator("input[type=file]").set_input_files(
            {"name": "shots.jpg", "mimeType": "image/jpeg", "buffer": picture()}
        )
        page.get_by_role("button", name="Send it").click()
        expect(page.locator("main")).to_contain_text("Thank you. The school looks at it.")


def leaves_out_all_but_one(page: Page) -> None:
    """Three of her grandchildren do not come back."""
    for name in ("Dee", "Eli", "Fay"):
        page.locator("summary", has_text=name).click()
        page.locator("details[open]", has_text=name).get_by_role("link", name="Health").click()
        page.locator("summary", has_text="Leave this person out").click()
        page.get_by_role("button", name="Leave out").click()


def signs(page: Page, name: str) -> None:
    page.get_by_label("I agree").check()
    page.get_by_label("Type your full name").fill(name)
    page.get_by_role("button", name="Sign and send").click()
    expect(page.locator("main")).to_contain_text("It has arrived")


def test_a_new_family_comes_by_its_link_and_is_enrolled_by_three_roles(
    outside: Outside, north: Cast, browser: Browser
) -> None:
    with on_a_phone(browser) as context:
        page = context.new_page()
        page.goto(f"{outside.live.url}/north/register/")
        page.get_by_label("Your e-mail address").fill("lin.family@example.org")
        page.get_by_role("button", name="Send me the link").click()
        link = arrived(page, lambda: link_in(outside.mailbox))
        page.goto(outside.live.url + link)
        page.get_by_role("button", name="Open my registration").click()
        fills_in(page, north)
        page.get_by_role("link", name="Look over and sign").click()
        signs(page, "Wei Lin")
    with as_somebody(browser, outside.live, north.nurse) as nurse:
        sees_the_shots(nurse, outside.live)
    with as_somebody(browser, outside.live, north.clerk) as clerk:
        takes_and_writes(clerk, outside.live)
    with psycopg.connect(outside.live.database_url) as owner:
        (found,) = owner.execute(
            "SELECT count(*) FROM people_enrollment e JOIN people_person p ON p.id = e.student_id"
            " JOIN districts_schoolyear y ON y.id = e.school_year_id"
            " WHERE p.given_name = 'Mei' AND e.grade_level = '09' AND y.ends_in = 2028"
        ).fetchall()
    assert found == (1,)
    arrived(page_of(browser), lambda: invited(outside.mailbox))


def page_of(browser: Browser) -> Page:
    return browser.new_page()


def link_in(mailbox: Office) -> str:
    for mail in mailbox.arrived:
        for part in mail.walk():
            payload = part.get_payload(decode=True)
            text = payload.decode(errors="replace") if isinstance(payload, bytes) else ""
            if found := LINK.search(text):
                return found[1]
    return ""


def invited(mailbox: Office) -> bool:
    """If the guardian has been sent more than the link and that it has arrived."""
    return sum("lin.family@example.org" in str(mail["To"]) for mail in mailbox.arrived) >= 3


def fills_in(page: Page, north: Cast) -> None:
    """Home, adult and child, each kept as it is typed; the shots as a photo."""
    page.get_by_role("link", name="Go on").click()
    page.get_by_label("Street and number").fill("7 Elm St")
    page.get_by_label("City").fill("Openfield")
    page.get_by_label("State").fill("MO")
    page.get_by_label("ZIP code").fill("65201")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Given name").fill("Wei")
    page.get_by_label("Family name").fill("Lin")
    page.get_by_label("Cell phone").fill("573 555 0142")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Given name").fill("Mei")
    page.get_by_label("Family name").fill("Lin")
    page.get_by_label("Birth date").fill("2013-02-11")
    page.get_by_label("Grade next year").select_option("09")
    page.get_by_label("School").select_option(label=north.rows["high"].name)
    page.get_by_role("button", name="Save and go on").click()
    page.locator("summary", has_text="Mei Lin").click()
    page.get_by_role("link", name="Health").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "shots.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    expect(page.locator(".files")).to_contain_text("shots.jpg")
    page.get_by_role("button", name="Save and go on").click()


def sees_the_shots(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/north/staff/registration/")
    page.get_by_role("link", name=re.compile("Mei Lin")).click()
    page.get_by_role("button", name="Seen").click()
    page.get_by_role("button", name="Done").click()


def takes_and_writes(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/north/office/registration/")
    page.get_by_role("link", name=re.compile("Mei Lin")).click()
    child = page.url
    page.goto(f"{child.rstrip('/')}/people/")
    page.get_by_role("button", name="All of them are new").click()
    while page.get_by_role("button", name="Somebody new").count():
        page.get_by_role("button", name="Somebody new").first.click()
    while page.get_by_role("button", name="A new home").count():
        page.get_by_role("button", name="A new home").first.click()
    page.goto(child)
    page.get_by_role("button", name="Accept with all changes").click()
    page.get_by_role("button", name="Write into the records").click()
    expect(page.locator("main")).to_contain_text("Written into the records")
