"""Each door from asking to Today, and each way back in, on the demonstration district.

In a real browser by keyboard alone: on a phone in English, on a desk in Spanish.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, expect

from tests.journeys.demonstration import Demonstration, Guardian
from tests.journeys.keys import choose, press, write
from tests.journeys.test_every_page import DESK, PHONE

FIRST, SECOND, THIRD = "quiet-river-1", "Winter+Apples", "orange harbour 77"
CLERK = ("ruth.calloway", "openhouse-demo")


@dataclass
class Visitor:
    """Somebody at a browser of her own, in her language."""

    house: Demonstration
    page: Page
    language: str

    def __call__(self, words: str) -> str:
        """The words as she reads them."""
        with translation.override(self.language):
            return translation.gettext(words)

    def press(self, words: str) -> None:
        """Press a link or a button, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            press(self.page, self(words))

    def write(self, words: str, text: str) -> None:
        write(self.page, self(words), text)

    def choose(self, words: str, choice: str) -> None:
        choose(self.page, self(words), choice)

    def is_at(self, path: str) -> None:
        expect(self.page).to_have_url(re.compile(re.escape(self.house.url) + path + "$"))

    def goes_to(self, path: str) -> None:
        self.page.goto(self.house.url + path)

    def signs_in(self, name: str, password: str) -> None:
        self.goes_to("/sign-in/")
        self.write("User name", name)
        self.write("Password", password)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def opens_the_mail(self, to: str, link: str = "") -> str:
        """Follow the newest mail's link that has *link*, as one does from a mail program; its text.

        A worker writes it: until then the page is looked at again.
        """
        mail = self.page.locator("article.mail").filter(has_text=to).first
        for _time in range(60):
            self.goes_to("/mail/")
            if mail.count() and link in mail.inner_html():
                break
            self.page.wait_for_timeout(250)
        text = mail.inner_text()
        if link:
            self.page.goto(mail.locator(f"a[href*='{link}']").first.get_attribute("href") or "")
        return text

    def chooses(self, password: str, email: str = "") -> None:
        """Fill in what opens an account: a password twice, an address twice."""
        self.write("New password", password)
        self.write("New password once more", password)
        if email:
            self.write("Security e-mail", email)
            self.write("Security e-mail once more", email)

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


@pytest.fixture
def visitor(house: Demonstration, browser: Browser, language: str, size: Any) -> Iterator[Visitor]:
    with at_a_browser(house, browser, language, size) as found:
        yield found


@pytest.fixture
def clerk(house: Demonstration, browser: Browser, language: str) -> Iterator[Visitor]:
    with at_a_browser(house, browser, language, DESK) as found:
        found.signs_in(*CLERK)
        found.is_at("/staff/")
        yield found


def guardian(house: Demonstration) -> Guardian:
    """The first who has no account yet."""
    return house.guardians()[0]


def username_of(house: Demonstration, person: int) -> str:
    found = house.asked("SELECT username FROM people_account WHERE person_id = %s", person)
    return str(found[0][0])


def sees_her_child(visitor: Visitor, who: Guardian) -> None:
    visitor.is_at("/family/")
    first = who.child.split()[0]
    expect(visitor.page.locator("main")).to_contain_text(first)


@LOOKS
def test_asking_on_the_page_and_losing_everything_again(
    visitor: Visitor, house: Demonstration
) -> None:
    who = guardian(house)
    visitor.goes_to("/")
    visitor.press("New here? Ask for an account")
    visitor.write("Your name", who.name)
    visitor.write("E-mail address", who.email)
    visitor.write("Your child’s name", who.child)
    visitor.write("Her or his school", who.school)
    visitor.press("Send")
    visitor.is_at("/ask/sent/")
    visitor.opens_the_mail(who.email, "/open/")
    visitor.is_at("/open/choose/")
    visitor.chooses(FIRST, who.email)
    visitor.press("Open my account")
    visitor.says_not_now()
    sees_her_child(visitor, who)
    name = username_of(house, who.person)
    visitor.opens_the_mail(who.email, "/confirm/")

    visitor.page.context.clear_cookies(name="sessionid")
    visitor.goes_to("/sign-in/")
    visitor.press("Forgot your user name?")
    visitor.write("E-mail address", who.email)
    visitor.press("Send me my user name")
    visitor.is_at("/forgot-username/sent/")
    assert name in visitor.opens_the_mail(who.email, "/sign-in/")
    visitor.press("Forgot your password?")
    visitor.write("User name", name)
    visitor.press("Send me a link")
    visitor.is_at("/forgot-password/sent/")
    visitor.opens_the_mail(who.email, "/reset/")
    visitor.chooses(SECOND)
    visitor.press("Save")
    visitor.is_at("/reset/done/")
    visitor.press("Sign in")
    visitor.signs_in(name, SECOND)
    sees_her_child(visitor, who)


@LOOKS
def test_a_mail_to_the_help_address_is_answered_with_a_way_in(
    visitor: Visitor, house: Demonstration
) -> None:
    who = guardian(house)
    house.receives(
        f"From: {who.name} <{who.email}>\nTo: help@example.org\nSubject: An account\n"
        f"Content-Type: text/plain; charset=utf-8\n\n"
        f"Hello, I am {who.name}. My child is {who.child}, at {who.school}.\n"
    )
    visitor.opens_the_mail(who.email, "/open/")
    visitor.chooses(FIRST)
    visitor.press("Open my account")
    visitor.says_not_now()
    sees_her_child(visitor, who)


def at_the_desk(clerk: Visitor, who: Guardian) -> None:
    """Find *who* on the help desk and open her page."""
    clerk.goes_to("/office/")
    clerk.write("Guardian, child or e-mail", who.email)
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press("Enter")
    clerk.press(who.name)
    clerk.is_at(f"/office/people/{who.person}/")


@LOOKS
def test_the_counter_gives_a_letter_and_its_code_opens_the_account(
    visitor: Visitor, clerk: Visitor, house: Demonstration
) -> None:
    who = guardian(house)
    at_the_desk(clerk, who)
    clerk.press("At the counter, with photo ID")
    clerk.choose("Photo ID", clerk("Passport"))
    clerk.choose("How it gets there", clerk("On a letter to print"))
    clerk.press("ID seen: give a way in")
    code = clerk.page.locator(".letter-code b").inner_text()

    visitor.goes_to("/")
    visitor.press("I have a code")
    visitor.write("Code", code)
    visitor.press("Go on")
    visitor.chooses(FIRST)
    visitor.press("Open my account")
    visitor.says_not_now()
    sees_her_child(visitor, who)


@LOOKS
def test_a_password_for_the_first_time_and_a_reset_by_the_office(
    visitor: Visitor, clerk: Visitor, house: Demonstration
) -> None:
    who = guardian(house)
    at_the_desk(clerk, who)
    clerk.choose("What to give", clerk("User name and a password for the first time"))
    clerk.choose("How it gets there", clerk("On a letter to print"))
    clerk.press("Give a way in")
    name, password = clerk.page.locator(".letter-code b").all_inner_texts()
    visitor.signs_in(name, password)
    visitor.is_at("/first-steps/")
    visitor.chooses(FIRST, who.email)
    visitor.press("Save")
    visitor.says_not_now()
    sees_her_child(visitor, who)

    at_the_desk(clerk, who)
    clerk.press("Reset the account")
    clerk.write("Reason", "She called from her workplace.")
    clerk.choose("What to give", clerk("A code, by e-mail or on paper"))
    clerk.choose("How it gets there", clerk("On a letter to print"))
    clerk.press("Reset the account")
    code = clerk.page.locator(".letter-code b").inner_text()
    visitor.goes_to("/family/")
    visitor.is_at(r"/sign-in/.*")
    visitor.press("I have a code")
    visitor.write("Code", code)
    visitor.press("Go on")
    visitor.chooses(THIRD)
    visitor.press("Open my account")
    sees_her_child(visitor, who)
    visitor.goes_to("/account/")
    expect(visitor.page.locator("main")).to_contain_text("She called from her workplace.")
