"""Registration end to end: a family on its phone, a new one by its link, and the school."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.cast import Cast
from tests.journeys import new_family as steps
from tests.journeys.axe import against
from tests.journeys.new_family import saved
from tests.journeys.test_attendance import as_somebody
from tests.journeys.test_contact import arrived
from tests.live import Live, serve, working
from tests.notifications.post import Office, mail_server

BEGIN = re.compile(r"http://\S+?(/north/register/with/[^\s<>]+)")
WAY_IN = re.compile(r"http://\S+?(/north/open/[^\s<>]+)")
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Outside:
    """A school with a worker and a mail server."""

    live: Live
    mailbox: Office


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """One for both journeys: a family that is known first, for the other changes the form."""
    mailbox = Office()
    with mail_server(mailbox) as port, pytest.MonkeyPatch.context() as patch:
        patch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{port}")
        with serve(f"registering_{os.getpid()}") as live, working(live):
            yield Outside(live, mailbox)


def on_a_phone(browser: Browser, language: str = "en-US") -> BrowserContext:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", locale=language)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    return context


def in_spanish(words: str) -> str:
    with translation.override("es"):
        return translation.gettext(words)


def is_there_again_after_it_was_closed_off_line(page: Page, outside: Outside, north: Cast) -> Page:
    """What is typed without a network waits on the phone, for her alone."""
    context, here = page.context, page.url
    context.set_offline(True)
    page.get_by_label("Given name").fill("Kaito")
    page.get_by_label("Given name").blur()
    expect(page.locator("[data-status]")).to_contain_text("This device keeps what you typed")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "unsent-" in kept
    assert "Kaito" not in kept
    # what a page sends last is lost, too, and what it would send as the network is back
    nothing = "navigator.sendBeacon = () => false; fetch = () => Promise.reject(Error()); null"
    page.evaluate(nothing)
    page.close()
    context.set_offline(False)
    cookie = outside.live.cookie_of
    context.add_cookies([cookie(north.mother)])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{outside.live.url}/north/family/registration/")
    context.add_cookies([cookie(north.grandmother)])  # type: ignore[list-item]
    page.goto(here)
    expect(page.get_by_label("Given name")).to_have_value("Kaito")
    saved(page)
    assert "unsent-" not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    expect(page.get_by_label("Given name")).to_have_value("Kaito")
    return page


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
        page = is_there_again_after_it_was_closed_off_line(page, outside, north)
        takes_a_wrong_file_out_by_keyboard(page)
        page.get_by_role("button", name="Save and go on").click()
        page.get_by_role("link", name="Look over and sign").click()
        expect(page.locator(".card", has_text="Your child").first).to_contain_text("Changed")
        signs(page, "Hana Tanaka")
        expect(page.locator("main")).to_contain_text("With the school")
        page.get_by_role("link", name="Immunization record").click()
        page.locator("input[type=file]").set_input_files(
            {"name": "shots.jpg", "mimeType": "image/jpeg", "buffer": steps.photo()}
        )
        page.get_by_role("button", name="Send it").click()
        expect(page.locator("main")).to_contain_text("Thank you. The school looks at it.")


def takes_a_wrong_file_out_by_keyboard(page: Page) -> None:
    """Without a network it is still there, and the page says so."""
    here = page.url
    page.goto(page.url.replace("section=child", "section=health"))
    page.locator("input[type=file]").set_input_files(
        {"name": "wrong.jpg", "mimeType": "image/jpeg", "buffer": steps.photo()}
    )
    takes = page.get_by_role("button", name="Take out: wrong")
    expect(takes).to_be_visible()
    saved(page)
    page.context.set_offline(True)
    takes.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("the file is still there")
    page.context.set_offline(False)
    page.reload()
    takes.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("is taken out.")
    expect(takes).to_have_count(0)
    page.goto(here)


def leaves_out_all_but_one(page: Page) -> None:
    """Three of her grandchildren do not come back."""
    for name in ("Dee", "Eli", "Fay"):
        page.locator("summary", has_text=name).click()
        page.locator("details[open]", has_text=name).get_by_role("link", name="Health").click()
        page.locator("summary", has_text="Leave this child out").click()
        page.get_by_role("button", name="Leave out").click()


def signs(page: Page, name: str) -> None:
    page.get_by_label("I agree").check()
    page.get_by_label("Type your full name").fill(name)
    page.get_by_role("button", name="Sign and send").click()
    expect(page.locator("main")).to_contain_text("It has arrived")


def test_a_new_family_in_two_languages_is_enrolled_by_three_roles_and_opens_its_children(
    outside: Outside, north: Cast, browser: Browser
) -> None:
    live = outside.live
    steps.asks_so_much(live, north)
    with on_a_phone(browser, "es-US") as context:
        page = context.new_page()
        begins_in_spanish(page, outside)
        steps.says_the_home(page)
        expect(page.locator("[name$='-email']")).to_have_value(steps.MOTHER)
        page.locator("[name$='-guardian_given_name']").fill("Lucía")
        saved(page)
        page.get_by_role("button", name="English").click()  # in the midst of a page
        expect(page.locator("[name$='-guardian_given_name']")).to_have_value("Lucía")
        expect(page.get_by_role("heading", level=1)).to_have_text("Parents and guardians")
        steps.says_an_adult(page, "Lucía", "es")
        steps.goes_on(page)
        steps.says_a_child(page, north, steps.CHILDREN[0])
    with on_a_phone(browser) as context:
        page = context.new_page()
        resumes_on_another_phone(page, outside, north)
        page.get_by_role("link", name="Look over and sign").click()
        expect(page.locator("main")).to_contain_text("acta.jpg")
        assert [*against(page)] == []  # with two adults and two children, as nowhere else
        signs(page, "Lucía Paredes")
    for person, desk in ((north.nurse, "Health"), (north.second_teacher, "Transport")):
        with as_somebody(browser, live, person) as page:
            looks_at_her_part(page, live, desk)
    with as_somebody(browser, live, north.clerk) as page:
        enrolls_both(page, live)
        reads_next_years_roster(page, live)
    assert steps.enrolled(live) == [("Bruno", "11", 2028), ("Inés", "09", 2028)]
    for guardian in (steps.MOTHER, steps.FATHER):
        with on_a_phone(browser, "es-US") as context:
            sees_both_children(context.new_page(), outside, guardian)


def begins_in_spanish(page: Page, outside: Outside) -> None:
    page.goto(f"{outside.live.url}/north/register/")
    expect(page.get_by_role("heading", level=1)).to_have_text(in_spanish("Register a child"))
    page.get_by_label(in_spanish("Your e-mail address")).fill(steps.MOTHER)
    page.get_by_role("button", name=in_spanish("Send me the link")).click()
    page.goto(arrived(page, lambda: link_to(outside, steps.MOTHER, BEGIN)))
    page.get_by_role("button", name=in_spanish("Open my registration")).click()
    page.get_by_role("link", name=in_spanish("Go on")).click()


def resumes_on_another_phone(page: Page, outside: Outside, north: Cast) -> None:
    """The same link: what was said is there. The other guardian, and the other child."""
    page.goto(link_to(outside, steps.MOTHER, BEGIN))
    page.get_by_role("button", name="Open my registration").click()
    page.get_by_role("button", name="Add a parent or guardian").click()
    steps.says_an_adult(page, "Tomás", "es", steps.FATHER)
    steps.goes_on(page)
    # his name is asked for beside hers now, of the child whose page was filled in before
    for tie, relation in zip(page.locator(".tie").all(), ("Mother", "Father"), strict=False):
        tie.locator("select").select_option(relation)
    saved(page)
    steps.goes_on(page)
    steps.says_health_and_bus(page, allergic=True)
    page.get_by_role("button", name="Add a child").click()
    steps.says_a_child(page, north, steps.CHILDREN[1])
    steps.says_health_and_bus(page, allergic=False)


def looks_at_her_part(page: Page, live: Live, desk: str) -> None:
    """A nurse and a driver of buses: each her own part of each child, and nothing else."""
    for child, *_rest in steps.CHILDREN:
        page.goto(f"{live.url}/north/staff/registration/")
        page.get_by_role("link", name=child).click()
        other = {"Health": "bus", "Transport": "Cacahuates"}[desk]
        expect(page.locator("main")).not_to_contain_text(other, ignore_case=True)
        if desk == "Health":
            steps.sees_the_papers(page)
        steps.presses(page, "Done")


def enrolls_both(page: Page, live: Live) -> None:
    for child, *_rest in steps.CHILDREN:
        page.goto(f"{live.url}/north/office/registration/")
        page.get_by_role("link", name=child).click()
        expect(page.locator("main")).not_to_contain_text("Cacahuates")
        steps.tells_apart(page)
        steps.sees_the_papers(page)
        steps.presses(page, "Accept with all changes", "Enroll the child")
        expect(page.locator("main")).to_contain_text("Enrolled. The family is told.")


def reads_next_years_roster(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/north/office/registration/")
    page.get_by_role("link", name="Next year’s students").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Students 2027-28")
    for child, *_rest in steps.CHILDREN:
        expect(page.locator(".row", has_text=child)).to_contain_text("New here")


def sees_both_children(page: Page, outside: Outside, guardian: str) -> None:
    """By the way in that her e-mail brings, in her language."""
    link = arrived(page, lambda: link_to(outside, guardian, WAY_IN))
    steps.opens_her_account(page, link, f"linternas-del-puerto {guardian[:5]}")
    expect(page).to_have_url(f"{outside.live.url}/north/family/")
    for child, *_rest in steps.CHILDREN:
        card = page.locator(".card", has_text=child).first
        expect(card).to_contain_text("Las clases empiezan el 16 de agosto de 2027")
    if guardian == steps.MOTHER:
        assert [*against(page)] == []
    page.get_by_role("link", name="Inés").first.click()
    expect(page.locator("main")).to_contain_text("Las clases empiezan el 16 de agosto de 2027")


def link_to(outside: Outside, to: str, kind: re.Pattern[str]) -> str:
    """The newest link of a *kind* that was mailed to an address; "" before it comes."""
    for mail in reversed(outside.mailbox.arrived):
        for part in mail.walk() if to in str(mail["To"]) else ():
            payload = part.get_payload(decode=True)
            text = payload.decode(errors="replace") if isinstance(payload, bytes) else ""
            if found := kind.search(text):
                return outside.live.url + found[1]
    return ""
