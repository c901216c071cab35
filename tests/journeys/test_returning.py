"""A returning family of three registers on a phone in a few taps, and is enrolled."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from playwright.sync_api import Browser, Page, expect

from tests import database
from tests.journeys import new_family as steps
from tests.journeys.returning import MAKE, PHONE, Thumb, registers, signs_in, who_returns
from tests.live import Live, serve

ADMINISTRATOR, NURSE, BUSES = "helen.marshfield", "carla.espinoza", "walter.brandt"
ACCEPT = re.compile("^Accept (with all changes|the child)$")
SAID = """
SELECT a.key, a.value, p.kind, count(*) FROM registration_answer a
JOIN registration_part p ON p.id = a.part_id
JOIN registration_application b ON b.id = a.application_id AND b.number = %s
WHERE a.key = ANY(%s) GROUP BY 1, 2, 3 ORDER BY 1
"""
CHILDREN = """
SELECT p.given_name || ' ' || p.family_name FROM registration_candidate c
JOIN registration_application b ON b.id = c.application_id AND b.number = %s
JOIN people_person p ON p.id = c.student_id ORDER BY 1
"""
ENROLLED = """
SELECT p.given_name || ' ' || p.family_name FROM registration_candidate c
JOIN registration_application b ON b.id = c.application_id AND b.number = %s
JOIN registration_registrationwindow w ON w.id = b.window_id
JOIN people_person p ON p.id = c.student_id
JOIN people_enrollment e ON e.student_id = p.id AND e.school_id = c.school_id
JOIN districts_schoolyear y ON y.id = e.school_year_id AND y.ends_in = w.ends_in ORDER BY 1
"""


def test_a_returning_family_of_three_registers_in_thirty_taps_and_is_enrolled(
    browser: Browser,
) -> None:
    name = f"returning_{os.getpid()}"
    with serve(name) as live:
        database.run_as_owner(name, "-c", MAKE)
        username, parent = who_returns(live.database_url)
        context = browser.new_context(viewport=PHONE, has_touch=True, reduced_motion="reduce")  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        page = context.new_page()
        signs_in(page, f"{live.url}/capital-hills/", username)
        thumb = Thumb(page)
        registers(thumb, parent, "573 555 0199")
        expect(page.locator("main")).to_contain_text("It has arrived")
        assert page.locator(".tag", has_text="With the school").count() == 3
        number = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.locator("main").inner_text())
        assert number is not None
        sent = page.url
        context.close()
        home = f"{live.url}/capital-hills/"
        children = children_of(live, number[0])
        with signed_in(browser, home, BUSES) as buses:
            assert looks_at_her_part(buses, home, children, "Transport") == 3
        with signed_in(browser, home, NURSE) as nurse:
            assert looks_at_her_part(nurse, home, children, "Health") > 0
        with signed_in(browser, home, ADMINISTRATOR) as office:
            enrolls_each(office, home, children, number[0])
        assert next_years(live, number[0]) == children
        with signed_in(browser, home, username) as parent_again:
            parent_again.goto(sent)
            expect(parent_again.locator("main .tag", has_text="Registered")).to_have_count(3)
        with psycopg.connect(live.database_url) as owner:
            said = owner.execute(SAID, [number[0], ["cell_phone", "handbook", "allergies"]])
            found = {(key, kind): (value, many) for key, value, kind, many in said.fetchall()}
    letters = "".join(word[0] for word in parent.split())
    assert found["cell_phone", "guardian"] == ("+15735550199", 1)
    assert found["handbook", "student"] == ({"agreed": True, "initials": letters}, 3)
    assert found["allergies", "student"] == (False, 3)
    assert thumb.taps <= 30 and thumb.pages <= 17 and thumb.letters <= 45


def children_of(live: Live, number: str) -> list[str]:
    with psycopg.connect(live.database_url) as owner:
        return [name for (name,) in owner.execute(CHILDREN, [number]).fetchall()]


def next_years(live: Live, number: str) -> list[str]:
    """Those of them whom the records have in the coming year."""
    with psycopg.connect(live.database_url) as owner:
        return [name for (name,) in owner.execute(ENROLLED, [number]).fetchall()]


@contextmanager
def signed_in(browser: Browser, home: str, username: str) -> Iterator[Page]:
    with browser.new_context(reduced_motion="reduce") as context:
        context.set_default_timeout(20_000)
        page = context.new_page()
        signs_in(page, home, username)
        yield page


def looks_at_her_part(page: Page, home: str, children: list[str], desk: str) -> int:
    """A desk's own part of each child at a school of hers; how many they are."""
    seen = 0
    for child in children:
        page.goto(f"{home}staff/registration/")
        waiting = page.get_by_role("link", name=child)
        if waiting.count():
            waiting.first.click()
            expect(page.get_by_role("heading", name=desk, exact=True)).to_be_visible()
            steps.presses(page, "Done")
            seen += 1
    return seen


def enrolls_each(page: Page, home: str, children: list[str], number: str) -> None:
    """Child by child: what changed is taken over, and nothing is typed again."""
    for child in children:
        page.goto(f"{home}office/registration/?q={number}")
        page.get_by_role("link", name=child).first.click()
        with page.expect_navigation():
            page.get_by_role("button", name=ACCEPT).click()
        steps.presses(page, "Enroll the child")
        expect(page.locator("main")).to_contain_text("Enrolled. The family is told.")
