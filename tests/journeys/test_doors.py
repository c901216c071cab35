"""Each door from asking to Today, and each way back in, on the demonstration district.

In a real browser by keyboard alone: on a phone in English, on a desk in Spanish. What each takes is
counted against the rows of ``reference/features.md`` that describe it.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.demonstration import Demonstration, Guardian
from tests.journeys.visitor import (
    CLERK,
    DESK,
    LOOKS,
    Visitor,
    at_a_browser,
    guardian,
    sees_her_child,
)

FIRST, SECOND, THIRD = "quiet-river-1", "Winter+Apples", "orange harbour 77"
#: The sign-in page, the form or the address to write to, sent.
ASKING = (3, "ACC-01")
#: The link in the mail, name and password chosen (ACC-05); the first steps saved (ACC-11).
LINK = (3, "ACC-02 and ACC-11")
#: The sign-in page, New User, the key, name and password chosen; the first steps saved.
CODE = (5, "ACC-05 and ACC-11")
#: The sign-in page, name and password; the agreement (ACC-34), the first steps saved.
FIRST_PASSWORD = (4, "ACC-02, ACC-11 and ACC-34")
#: The link in the mail.
CONFIRMING = (1, "ACC-12")
#: The sign-in page, Forgot your Username, the address; the mail leads to the sign-in page.
USERNAME = (4, "ACC-16")
#: From the sign-in page: Forgot your Password, the user name, the link, a new one.
PASSWORD = (4, "ACC-15")
#: The desk, the search, the person, what a clerk compares, the code released.
COUNTER = (5, "ACC-03 and ACC-04")
#: The desk, the search, the person page, the reset, sent.
RESET = (5, "ADM-06")


@pytest.fixture
def clerk(house: Demonstration, browser: Browser, language: str) -> Iterator[Visitor]:
    with at_a_browser(house, browser, language, DESK) as found:
        found.signs_in(*CLERK)
        found.is_at("/staff/")
        yield found


def username_of(house: Demonstration, person: int) -> str:
    found = house.asked("SELECT username FROM people_account WHERE person_id = %s", person)
    return str(found[0][0])


@LOOKS
def test_asking_on_the_page_and_losing_everything_again(
    visitor: Visitor, house: Demonstration
) -> None:
    who = guardian(house)
    with visitor.takes_at_most(*ASKING):
        visitor.goes_to("/")
        visitor.press("New here? Ask for an account")
        visitor.write("Your name", who.name)
        visitor.write("E-mail address", who.email)
        visitor.write("Your child’s name", who.child)
        visitor.write("Her or his school", who.school)
        visitor.press("Send")
        visitor.is_at("/ask/sent/")
    with visitor.takes_at_most(*LINK):
        visitor.opens_the_mail(who.email, "/open/")
        visitor.is_at("/open/choose/")
        visitor.chooses(FIRST, who.email)
        visitor.press("Open my account")
        visitor.says_not_now()
        sees_her_child(visitor, who.child)
    name = username_of(house, who.person)
    with visitor.takes_at_most(*CONFIRMING):
        visitor.opens_the_mail(who.email, "/confirm/")

    visitor.page.context.clear_cookies(name="sessionid")
    finds_her_way_back(visitor, who, name)
    sees_her_child(visitor, who.child)


def finds_her_way_back(visitor: Visitor, who: Guardian, name: str) -> None:
    """User name and password are forgotten; she is in again with a new one."""
    with visitor.takes_at_most(*USERNAME):
        visitor.goes_to("/sign-in/")
        visitor.press("Forgot your user name?")
        visitor.write("E-mail address", who.email)
        visitor.press("Send me my user name")
        visitor.is_at("/forgot-username/sent/")
        assert name in visitor.opens_the_mail(who.email, "/sign-in/")
    with visitor.takes_at_most(*PASSWORD):
        visitor.press("Forgot your password?")
        visitor.write("User name", name)
        visitor.press("Send me a link")
        visitor.is_at("/forgot-password/sent/")
        visitor.opens_the_mail(who.email, "/reset/")
        visitor.chooses(SECOND)
        visitor.press("Save")
        visitor.is_at("/reset/done/")
    visitor.press("Sign in")
    visitor.gives(name, SECOND)


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
    with visitor.takes_at_most(*LINK):
        visitor.opens_the_mail(who.email, "/open/")
        visitor.chooses(FIRST)
        visitor.press("Open my account")
        visitor.says_not_now()
        sees_her_child(visitor, who.child)


def at_the_desk(clerk: Visitor, who: Guardian) -> None:
    """Find *who* on the help desk and open her page."""
    clerk.finds(who.email, who.name)
    clerk.is_at(f"/office/people/{who.person}/")


@LOOKS
def test_the_counter_gives_a_letter_and_its_code_opens_the_account(
    visitor: Visitor, clerk: Visitor, house: Demonstration
) -> None:
    who = guardian(house)
    with clerk.takes_at_most(*COUNTER):
        at_the_desk(clerk, who)
        clerk.press("At the counter, with photo ID")
        clerk.choose("Photo ID", clerk("Passport"))
        clerk.choose("How it gets there", clerk("On a letter to print"))
        clerk.press("ID seen: give a way in")
        code = clerk.page.locator(".letter-code b").inner_text()

    with visitor.takes_at_most(*CODE):
        visitor.goes_to("/")
        visitor.press("I have a code")
        visitor.write("Code", code)
        visitor.press("Go on")
        visitor.chooses(FIRST)
        visitor.press("Open my account")
        visitor.says_not_now()
        sees_her_child(visitor, who.child)


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
    with visitor.takes_at_most(*FIRST_PASSWORD):
        visitor.signs_in(name, password)
        visitor.is_at("/first-steps/")
        visitor.chooses(FIRST, who.email)
        visitor.press("Save")
        visitor.says_not_now()
        sees_her_child(visitor, who.child)

    with clerk.takes_at_most(*RESET):
        at_the_desk(clerk, who)
        clerk.press("Reset the account")
        clerk.write("Reason", "She called from her workplace.")
        clerk.choose("What to give", clerk("A code, by e-mail or on paper"))
        clerk.choose("How it gets there", clerk("On a letter to print"))
        clerk.press("Reset the account")
        code = clerk.page.locator(".letter-code b").inner_text()
    with visitor.takes_at_most(*CODE):
        visitor.goes_to("/family/")
        visitor.is_at(r"/sign-in/.*")
        visitor.press("I have a code")
        visitor.write("Code", code)
        visitor.press("Go on")
        visitor.chooses(THIRD)
        visitor.press("Open my account")
        sees_her_child(visitor, who.child)
    visitor.goes_to("/account/")
    expect(visitor.page.locator("main")).to_contain_text("She called from her workplace.")
