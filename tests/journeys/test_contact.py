"""A parent says how the school reaches her: on her page, at the office's desk, by text and mail."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import Cast
from tests.journeys.test_attendance import as_somebody
from tests.live import Live, serve, working
from tests.notifications.post import Office, mail_server
from tests.notifications.text_gateway import Gateway, running

OPT_OUT = re.compile(r"<http://[^/]+(/north/unsubscribe/[^>]+)>")


@dataclass(frozen=True)
class Outside:
    """A school with a worker, a mailbox and a gateway of texts."""

    live: Live
    mailbox: Office
    texts: Gateway


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    mailbox = Office()
    with running() as (texts, gateway), mail_server(mailbox) as port:
        monkeypatch.setenv("TEXT_GATEWAY", gateway)
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{port}")
        with serve(f"contact_{os.getpid()}") as live, working(live):
            yield Outside(live, mailbox, texts)


def arrived(page: Page, found: Callable[[], Any]) -> Any:
    """What a worker has brought, once it is there."""
    for _try in range(400):
        if what := found():
            return what
        page.wait_for_timeout(50)
    raise AssertionError("nothing came")


def test_a_parent_says_by_what_she_is_reached_and_is_heeded(
    outside: Outside, north: Cast, browser: Browser
) -> None:
    own = f"{outside.live.url}/north/account/contact/"
    with as_somebody(browser, outside.live, north.mother) as mother:
        mother.goto(own)
        adds_a_phone_by_the_code_of_a_text(mother, outside)
        turns_news_off_on_it(mother)
        asks_for_another_home(mother)
        with as_somebody(browser, outside.live, north.clerk) as clerk:
            decides(clerk, outside.live)
            writes_news(clerk, outside.live, north)
        mother.goto(own)
        expect(card(mother, "Changes that you asked for")).to_contain_text("Done")
        expect(card(mother, "Where you live")).to_contain_text("9 New Street")
        unsubscribes_in_one_click(mother, outside, north)
        mother.goto(own)
        news = card(mother, north.rows["mother_email"].value).get_by_label("News from the school")
        expect(news).not_to_be_checked()
    assert len(outside.texts.took) == 1, "the code, and no news by text"


def card(page: Page, text: str) -> Any:
    return page.locator(".card", has_text=text)


def adds_a_phone_by_the_code_of_a_text(page: Page, outside: Outside) -> None:
    page.get_by_role("link", name="Add a phone").click()
    page.get_by_label("Phone").fill("573.555.0142")
    page.get_by_role("button", name="Add it").click()
    expect(card(page, "(573) 555-0142")).to_contain_text("show that it is yours")
    page.get_by_role("link", name="Get texts on this phone").click()
    page.get_by_role("button", name="Send the code").click()
    (text,) = arrived(page, lambda: outside.texts.took)
    assert text["to"] == "+15735550142"
    page.get_by_label("Code").fill(re.findall(r"\d{6}", text["message"])[0])
    page.get_by_role("button", name="This is the code").click()
    expect(card(page, "(573) 555-0142")).to_contain_text("Gets texts")


def turns_news_off_on_it(page: Page) -> None:
    phone = card(page, "(573) 555-0142")
    expect(phone.locator(".row", has_text="Emergencies")).to_contain_text("Always")
    phone.get_by_label("News from the school").set_checked(False)
    page.get_by_role("button", name="Save what comes where").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(phone.get_by_label("News from the school")).not_to_be_checked()


def asks_for_another_home(page: Page) -> None:
    card(page, "Where you live").get_by_role("link").first.click()
    page.get_by_label("Street").fill("9 New Street")
    page.get_by_label("Everybody who lives with me").check()
    page.get_by_role("button", name="Save").click()
    expect(card(page, "Changes that you asked for")).to_contain_text("Waits for the office")
    expect(card(page, "Where you live")).not_to_contain_text("9 New Street")


def decides(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/north/office/contact/")
    page.get_by_role("link", name="9 New Street").click()
    page.get_by_role("button", name="Make the change").click()
    expect(page.get_by_text("Done. The family is told.")).to_be_visible()


def writes_news(page: Page, live: Live, north: Cast) -> None:
    page.goto(f"{live.url}/north/office/messages/new/?school={north.rows['high'].pk}")
    page.locator("[name=title_en]").fill("Owl night")
    page.locator("[name=body_en]").fill("Bring a lamp.")
    page.get_by_role("button", name="See who gets it").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Owl night")


def unsubscribes_in_one_click(page: Page, outside: Outside, north: Cast) -> None:
    """The mailbox posts to the address that the mail names, as RFC 8058 has it: no cookie."""
    to = north.rows["mother_email"].value
    mine = arrived(
        page,
        lambda: [
            mail
            for mail in outside.mailbox.arrived
            if mail["To"] == to and "Owl night" in str(mail["Subject"])
        ],
    )
    (found,) = OPT_OUT.findall("".join(str(mine[0]["List-Unsubscribe"]).split()))
    with page.context.browser.new_context() as mailbox:  # type: ignore[union-attr]
        link = outside.live.url + found
        answer = mailbox.request.post(link, form={"List-Unsubscribe": "One-Click"})
        assert answer.ok
        reader = mailbox.new_page()
        reader.goto(link)
        expect(reader.locator("main")).to_contain_text("These e-mails do not come to")
        expect(reader.locator("main")).to_contain_text("News from the school")
