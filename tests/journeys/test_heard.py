"""What happens at school is heard at home: by the app, in the feed and on the page, the same words.

The push service and the mailboxes are on this machine; the app is installed and shows what it gets.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests import database
from tests.cast import Cast
from tests.journeys.installed import installed_app, notices_shown, tap
from tests.journeys.keys import press, write
from tests.journeys.steps import asked
from tests.journeys.test_attendance import as_somebody
from tests.journeys.test_gradebook import Grid
from tests.live import Live, serve
from tests.notifications.post import Office, mail_server

#: What the workers do from minute to minute, at the times that are given, until nothing is left.
WORK = """
import os, sys, django
django.setup()
from procrastinate.contrib.django import app
from openhouse.home.heard.jobs import every_minute
for moment in sys.argv[1:]:
    os.environ["OPENHOUSE_TODAY"] = moment
    every_minute(0)
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False)
"""
TWICE_BEFORE = "localStorage.setItem('openhouse-visits', '2|yesterday')"
SUBSCRIBED = "SELECT person_id, app FROM notifications_pushsubscription WHERE endpoint LIKE %s"


@dataclass(frozen=True)
class House:
    """A server, and the office for mails that it sends to."""

    live: Live
    office: Office

    @property
    def mails(self) -> list[EmailMessage]:
        return [
            BytesParser(policy=policy.default).parsebytes(bytes(mail))
            for mail in self.office.arrived
        ]

    def work(self, *moments: str) -> None:
        """Let a worker do what is to be done at each of *moments*."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", WORK, *moments],
            cwd=database.ROOT,
            env=self.live.environment | {"DJANGO_SETTINGS_MODULE": "openhouse.config.settings"},
            text=True,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A server of these journeys' own: they write, and it sends."""
    office = Office()
    with mail_server(office) as port, pytest.MonkeyPatch.context() as environment:
        environment.setenv("OPENHOUSE_PUSH_HERE", "1")
        environment.setenv("EMAIL_URL", f"smtp://127.0.0.1:{port}")
        with serve(f"heard_{os.getpid()}") as live:
            yield House(live, office)


def test_a_score_is_pushed_stands_in_the_feed_and_on_the_page(
    house: House, north: Cast, playwright: Playwright, browser: Browser
) -> None:
    """What the house sent only the browser that asked for it can read; the app shows it."""
    house.work("2026-10-06T10:05")  # what was there before is not told
    with installed_app(playwright, house.live, north.mother) as app:
        is_offered_notices_on_the_third_day(app.page)
        here = f"{app.service.url}/%"
        assert asked(house.live, SUBSCRIBED, here) == [(north.mother.id, "parent")]
        with as_somebody(browser, house.live, north.teacher) as desk:
            grid = Grid(desk, house.live, north)
            grid.walk_to("ben", "plain")
            grid.keys.type("8")
            grid.keys.press("Enter")
            grid.says("Saved.")
            percent = grid.mark("ben").split()[0]
        before = app.badge
        house.work("2026-10-06T10:06", "2026-10-06T17:00")
        (notice,) = notices_shown(app.page, 1)
        assert "to 8 of" in notice["body"]
        app.badge_above(before)
        (sealed,) = app.service.bodies
        assert b"to 8 of" not in sealed
        tap(app.page, notice["tag"])
        app.page.wait_for_url(f"**{notice['url']}")
        assert notices_shown(app.page) == []
        first = app.page.locator("main li", has_text=north.rows["work_plain"].name).first
        expect(first).to_contain_text("to 8 of")
        app.page.goto(f"{house.live.url}/north/family/{north.ben.id}/grades/{grid.section}/")
        expect(app.page.locator("main")).to_contain_text(percent)


def test_a_students_own_app_shows_a_score_that_only_her_phone_can_read(
    house: House, north: Cast, playwright: Playwright, browser: Browser
) -> None:
    """The student's app by its own name, on her own phone: offered, pushed, tapped, read."""
    house.work("2026-10-07T10:05")  # what was there before is not told
    with installed_app(playwright, house.live, north.ben, "student") as app:
        is_offered_notices_on_the_third_day(app.page)
        here = f"{app.service.url}/%"
        assert asked(house.live, SUBSCRIBED, here) == [(north.ben.id, "student")]
        with as_somebody(browser, house.live, north.teacher) as desk:
            grid = Grid(desk, house.live, north)
            grid.walk_to("ben", "incomplete")
            grid.keys.type("6")
            grid.keys.press("Enter")
            grid.says("Saved.")
        house.work("2026-10-07T10:06", "2026-10-07T17:00")
        (notice,) = notices_shown(app.page, 1)
        assert "to 6 of" in notice["body"]
        app.badge_above(0)
        (sealed,) = app.service.bodies
        assert b"to 6 of" not in sealed
        tap(app.page, notice["tag"])
        app.page.wait_for_url(f"**{notice['url']}")
        first = app.page.locator("main li", has_text=north.rows["work_incomplete"].name).first
        expect(first).to_contain_text("to 6 of")


def is_offered_notices_on_the_third_day(page: Page) -> None:
    """Never on the first; who presses the button gets them, and is not asked again."""
    offer = page.get_by_role("button", name="Turn on notices")
    expect(offer).to_be_hidden()
    page.evaluate(TWICE_BEFORE)
    page.reload()
    page.get_by_role("button", name="Not now").press("Enter")
    expect(offer).to_be_hidden()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(offer).to_be_hidden()
    page.evaluate(TWICE_BEFORE)
    page.reload()
    offer.press("Enter")
    expect(page.get_by_text("Done. The next notice comes to this phone.")).to_be_visible()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(offer).to_be_hidden()


def goes(page: Page, name: str) -> None:
    """Press what is called *name*, and be on the page that it leads to."""
    with page.expect_navigation():
        press(page, name)


def test_a_school_writes_in_two_languages_and_sees_who_got_it(
    house: House, north: Cast, browser: Browser
) -> None:
    with as_somebody(browser, house.live, north.clerk) as desk:
        desk.goto(f"{house.live.url}/north/office/messages/")
        goes(desk, "Write a message")
        goes(desk, north.rows["high"].name)
        write(desk, "Headline: English", "Lantern night")
        write(desk, "Text: English", "Bring a lamp on Friday.")
        write(desk, "Headline: Spanish", "Noche de faroles")
        write(desk, "Text: Spanish", "Traiga un farol el viernes.")
        goes(desk, "See who gets it")
        main = desk.locator("main")
        expect(main).to_contain_text("3 people")
        expect(main).to_contain_text("By e-mail")
        before = len(house.mails)
        goes(desk, "Send")
        house.work("2026-10-06T10:06")
        desk.reload()
        stands = desk.locator("main li.row")
        expect(stands.filter(has_text="By e-mail: Sent")).to_have_count(3)
        subjects = sorted(str(mail["subject"]) for mail in house.mails[before:])
        assert subjects == ["Lantern night", "Lantern night", "Noche de faroles"]
        with as_somebody(browser, house.live, north.long_parent) as phone:
            phone.goto(f"{house.live.url}/north/family/messages/")
            goes(phone, "Noche de faroles")
            expect(phone.locator("main")).to_contain_text("Traiga un farol el viernes.")
        desk.reload()
        expect(stands.filter(has_text="Read in the portal")).to_contain_text("José María")
