"""Somebody at a browser of her own on the demonstration district, by keyboard alone.

How many steps she takes is counted: each page that she opens and each form that she sends.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.demonstration import Demonstration, Guardian
from tests.journeys.keys import choose, press, write

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
CLERK = ("ruth.calloway", "openhouse-demo")
ADMIN = ("helen.marshfield", "openhouse-demo")


@dataclass
class Visitor:
    """Somebody at a browser of her own, in her language."""

    house: Demonstration
    page: Page
    language: str
    steps: int = 0

    def __call__(self, words: str) -> str:
        """The words as she reads them."""
        with translation.override(self.language):
            return translation.gettext(words)

    def press(self, words: str) -> None:
        """Press a link or a button, and wait for the page that it leads to."""
        self.steps += 1
        with self.page.expect_navigation():
            press(self.page, self(words))

    def write(self, words: str, text: str) -> None:
        write(self.page, self(words), text)

    def choose(self, words: str, choice: str) -> None:
        choose(self.page, self(words), choice)

    def is_at(self, path: str) -> None:
        expect(self.page).to_have_url(re.compile(re.escape(self.house.url) + path + "$"))

    def goes_to(self, path: str) -> None:
        self.steps += 1
        self.page.goto(self.house.url + path)

    def signs_in(self, name: str, password: str) -> None:
        # whatever she chose at another browser
        chosen = "UPDATE people_account SET language = '' WHERE username = %s RETURNING id"
        self.house.asked(chosen, name)
        self.goes_to("/sign-in/")
        self.gives(name, password)

    def gives(self, name: str, password: str) -> None:
        """User name and password, on the page for them."""
        self.write("User name", name)
        self.write("Password", password)
        self.enters()

    def enters(self) -> None:
        """Send a form from the field that was written last."""
        self.steps += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def opens_the_mail(self, to: str, link: str = "") -> str:
        """Follow the newest mail's link that has *link*, as one does from a mail program; its text.

        A worker writes it: until then the page is looked at again.
        """
        mail = self.page.locator("article.mail").filter(has_text=to).first
        for _time in range(60):
            self.page.goto(f"{self.house.url}/mail/")
            if mail.count() and link in mail.inner_html():
                break
            self.page.wait_for_timeout(250)
        text = mail.inner_text()
        if link:
            self.steps += 1
            self.page.goto(mail.locator(f"a[href*='{link}']").first.get_attribute("href") or "")
        return text

    def chooses(self, password: str, email: str = "") -> None:
        """Fill in what opens an account: a password twice, an address twice."""
        self.write("New password", password)
        self.write("New password once more", password)
        if email:
            self.write("Security e-mail", email)
            self.write("Security e-mail once more", email)

    @contextmanager
    def takes_at_most(self, steps: int, rows: str) -> Iterator[None]:
        """What follows takes no more *steps* than *rows* of the reference's features describe."""
        before = self.steps
        yield
        taken = self.steps - before
        assert taken <= steps, f"{taken} steps, where {rows} describe {steps}"

    def finds(self, text: str, name: str) -> None:
        """At the help desk: search for *text* and open the page of who is called *name*."""
        self.goes_to("/office/")
        self.write("Guardian, child or e-mail", text)
        self.enters()
        self.press(name)

    def says_not_now(self) -> None:
        """To the passkey that is offered once, after the first steps."""
        self.is_at("/account/offer/")
        self.press("Not now")


LOOKS = pytest.mark.parametrize(
    ("language", "size"),
    [("en", PHONE), ("es", DESK)],
    ids=["phone-english", "desk-spanish"],
)


@contextmanager
def at_a_browser(
    house: Demonstration, browser: Browser, language: str, size: Any
) -> Iterator[Visitor]:
    """A browser of her own, in which she has chosen her language, whatever her record says."""
    locale = {"en": "en-US", "es": "es-US"}[language]
    with browser.new_context(locale=locale, viewport=size, reduced_motion="reduce") as context:
        context.set_default_timeout(15_000)
        chosen = {"name": "openhouse_language", "value": language, "url": house.url}
        context.add_cookies([chosen])  # type: ignore[list-item]
        yield Visitor(house, context.new_page(), language)


def guardian(house: Demonstration) -> Guardian:
    """The first who has no account yet."""
    return house.guardians()[0]


def sees_her_child(visitor: Visitor, name: str) -> None:
    """She is on Today, which names the child called *name*."""
    visitor.is_at("/family/")
    expect(visitor.page.locator("main")).to_contain_text(name.split(maxsplit=1)[0])
