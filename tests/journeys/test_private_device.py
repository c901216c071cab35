"""What one's own phone keeps, shows without network, and erases."""

import os
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest
from playwright.sync_api import Browser, Error, FilePayload, expect

from tests.cast import PASSWORD, Cast
from tests.cast_documents import PAPER
from tests.journeys.axe import against
from tests.journeys.private_device import (
    SILENT_FOR,
    filled,
    is_empty,
    kept_on,
    mark_as_private,
    names_nobody,
    own_phone,
    pages_on,
    without_network,
)
from tests.journeys.steps import asked
from tests.journeys.visitor import PHONE
from tests.live import Live, serve

LETTER: FilePayload = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": PAPER}


@pytest.fixture(scope="module")
def own() -> Iterator[Live]:
    """A server of these journeys' own: they write."""
    with serve(f"phone_{os.getpid()}") as server:
        yield server


def test_all_tools_open_without_network_with_their_age(
    own: Live, north: Cast, browser: Browser
) -> None:
    with own_phone(browser, own, north.mother) as page:
        mark_as_private(page, own)
        kept = kept_on(page)
        assert kept["stores"]["pages"] > 20
        assert "extractable=false" in kept["texts"]
        assert names_nobody(kept)
        with without_network(page.context):
            for path in ("", "{}/", "{}/grades/", "{}/attendance/", "{}/schedule/", "messages/",
                         "calendar/", "{}/calendar/"):  # fmt: skip
                page.goto(f"{own.url}/north/family/" + path.format(north.ben.id))
                expect(page.get_by_text("No network. This is as of")).to_be_visible()
                assert page.locator("h1").inner_text()
            page.goto(f"{own.url}/north/family/calendar/")
            later, sooner = ("Month after", "November"), ("Month before", "October")
            for name, month in (later, ("Ben", "November"), sooner, ("All children", "October")):
                page.locator("main").get_by_role("link", name=name).first.press("Enter")
                expect(page.get_by_role("heading", name=month)).to_be_visible()
            expect(page.get_by_text("No network. This is as of")).to_be_visible()
            page.goto(f"{own.url}/north/app/parent/")
            expect(page).to_have_url(f"{own.url}/north/family/")
            assert [*against(page)] == []
            page.goto(f"{own.url}/north/account/email/")
            expect(page.get_by_text("This page is not kept on this device")).to_be_visible()
            assert [*against(page)] == []


OLD = """async (path) => {
  const text = "<h1>An older release kept this</h1>";
  await keepPage(await owner(), path, { text, etag: "", headers: [] });
}"""


def test_registration_opens_without_network_and_what_is_filled_in_does_not(
    own: Live, north: Cast, browser: Browser
) -> None:
    part = north.rows["part_santos0"]
    home = f"/north/family/registration/{part.application_id}/"
    about = f"{home}about/{part.pk}/?section=child"
    with own_phone(browser, own, north.father) as page:
        mark_as_private(page, own)
        page.goto(own.url + about)
        (worker,) = page.context.service_workers
        worker.evaluate(OLD, home)
        page.goto(own.url + home)
        with without_network(page.context):
            page.goto(f"{own.url}/north/family/registration/")
            expect(page.get_by_text("No network. This is as of")).to_be_visible()
            expect(page.locator("main")).to_contain_text("answered")
            for path in (about, home, "/north/account/", "/north/account/safety/"):
                page.goto(own.url + path)
                expect(page.get_by_text("This page is not kept on this device")).to_be_visible()
                expect(page.get_by_text("open with network alone")).to_be_visible()
            page.get_by_role("link", name="To the first page").press("Enter")
            expect(page).to_have_url(f"{own.url}/north/family/")


#: From its nth question on, answers to the worker lie still until they are let go.
LATE = """async (nth) => {
  const real = self.fetch.bind(self);
  [self.asked, self.answered, self.held] = [0, 0, 0];
  const gate = new Promise((open) => (self.letGo = open));
  self.fetch = async (address, how) => {
    if (!how?.headers?.["Openhouse-Device"]) return real(address, how);
    self.asked += 1;
    const late = self.asked >= nth;
    const answer = await real(address, how);
    self.held += late ? 1 : 0;
    if (late) await gate;
    self.answered += 1;
    return answer;
  };
  await putOwner({ ...(await owner()), filled: 0 });
}"""
BEGIN = """async () => {
  const worker = (await navigator.serviceWorker.ready).active;
  worker.postMessage({ what: "begin", district: "north" }, [new MessageChannel().port2]);
}"""


@pytest.mark.parametrize("at", [1, 3], ids=["the key on its way", "pages on their way"])
def test_signing_out_leaves_nothing(own: Live, north: Cast, browser: Browser, at: int) -> None:
    """Not what was on its way at that moment either."""
    with own_phone(browser, own, north.mother) as page:
        mark_as_private(page, own)
        page.goto(f"{own.url}/north/family/more/")
        (worker,) = page.context.service_workers
        worker.evaluate(LATE, at)
        page.evaluate(BEGIN)
        while not worker.evaluate("self.held"):
            page.wait_for_timeout(50)
        page.locator("main").get_by_role("button", name="Sign out").press("Enter")
        page.wait_for_url("**/sign-in/")
        assert is_empty(kept_on(page))
        worker.evaluate("self.letGo()")
        while worker.evaluate("self.asked !== self.answered"):
            page.wait_for_timeout(50)
        page.wait_for_timeout(200)
        assert is_empty(kept_on(page))
        with without_network(page.context):
            with suppress(Error):  # nothing is left that could answer
                page.goto(f"{own.url}/north/family/", wait_until="commit")
            expect(page.get_by_text("No network. This is as of")).to_have_count(0)


def test_signing_out_without_network_leaves_nothing_either(
    own: Live, north: Cast, browser: Browser
) -> None:
    with own_phone(browser, own, north.mother) as page:
        mark_as_private(page, own)
        page.goto(f"{own.url}/north/family/more/")
        with without_network(page.context):
            page.locator("main").get_by_role("button", name="Sign out").press("Enter")
            expect(page.get_by_text("this device is emptied already")).to_be_visible()
        page.goto(f"{own.url}/offline/en/")
        assert is_empty(kept_on(page))


def test_a_new_password_makes_another_key(own: Live, north: Cast, browser: Browser) -> None:
    with own_phone(browser, own, north.father) as page:
        mark_as_private(page, own)
        before = {text for text in kept_on(page)["texts"] if '"iv"' in text}
        page.goto(f"{own.url}/north/account/password/")
        page.get_by_label("Your password now").fill(PASSWORD)
        page.get_by_label("New password", exact=True).fill("lanterns-by-the-harbour-7")
        page.get_by_label("New password once more").fill("lanterns-by-the-harbour-7")
        page.locator("main").get_by_role("button", name="Save").press("Enter")
        page.wait_for_url("**/account/")
        after = {text for text in filled(page)["texts"] if '"iv"' in text}
        assert after
        assert not {text.split('"')[1] for text in before} & {text.split('"')[1] for text in after}


def test_the_app_asks_once_and_a_device_ended_elsewhere_is_emptied(
    own: Live, north: Cast, browser: Browser
) -> None:
    """From the first start of the app to the day when the phone is lost."""
    with browser.new_context(viewport=PHONE, reduced_motion="reduce") as phone:
        page = phone.new_page()
        page.goto(f"{own.url}/north/app/parent/")
        page.get_by_label("User name").fill(north.grandmother.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("This is my own device").check()
        page.get_by_role("button", name="Sign in", exact=True).press("Enter")
        expect(page.get_by_role("heading", name="Read without network, too?")).to_be_visible()
        assert [*against(page)] == []
        page.get_by_role("button", name="Yes, this is my own device").press("Enter")
        page.wait_for_url("**/north/family/")
        assert filled(page)["stores"]["pages"] > 20
        with browser.new_context() as desk:
            desk.add_cookies([own.cookie_of(north.grandmother)])  # type: ignore[list-item]
            elsewhere = desk.new_page()
            elsewhere.goto(f"{own.url}/north/account/devices/")
            elsewhere.get_by_role("button", name="Sign out everywhere else").press("Enter")
            elsewhere.wait_for_load_state()
        page.goto(f"{own.url}/north/family/{north.cai.id}/")
        page.wait_for_url("**/sign-in/**")
        assert is_empty(kept_on(page))


def test_two_weeks_without_contact_empty_a_device(own: Live, north: Cast, browser: Browser) -> None:
    with own_phone(browser, own, north.mother) as page:
        mark_as_private(page, own)
        with without_network(page.context):
            page.evaluate(SILENT_FOR, 13)
            page.goto(f"{own.url}/north/family/")
            expect(page.get_by_text("No network. This is as of")).to_be_visible()
            page.evaluate(SILENT_FOR, 2)
            page.goto(f"{own.url}/north/family/")
            expect(page.get_by_text("This page is not kept on this device")).to_be_visible()
            assert is_empty(kept_on(page))


def test_pages_of_staff_and_of_a_shared_device_are_not_kept(
    own: Live, north: Cast, browser: Browser
) -> None:
    with own_phone(browser, own, north.teacher_mother) as page:
        mark_as_private(page, own)
        page.goto(f"{own.url}/north/staff/")
        page.goto(f"{own.url}/north/family/{north.leo.id}/grades/")
        pages = pages_on(page)
        assert any("Leo" in text for text in pages)
        assert not any("/staff/sections/" in text for text in pages)
        with without_network(page.context):
            page.goto(f"{own.url}/north/staff/")
            expect(page.get_by_text("This page is not kept on this device")).to_be_visible()
    with browser.new_context() as shared:
        shared.add_cookies([own.cookie_of(north.mother)])  # type: ignore[list-item]
        page = shared.new_page()
        page.goto(f"{own.url}/north/family/")
        page.evaluate("navigator.serviceWorker.ready")
        page.goto(f"{own.url}/north/family/{north.ben.id}/grades/")
        assert is_empty(kept_on(page))
        page.goto(f"{own.url}/north/account/devices/")
        expect(page.get_by_text("Nothing is kept on this device.")).to_be_visible()


def test_a_note_written_without_network_goes_out_once(
    own: Live, north: Cast, browser: Browser
) -> None:
    form = f"{own.url}/north/family/{north.ben.id}/attendance/notes/new/"
    count = "SELECT count(*) FROM attendance_absencenote WHERE comment = %s"
    with own_phone(browser, own, north.mother) as page:
        mark_as_private(page, own)
        with without_network(page.context):
            for day, comment in (("2026-10-20", "Written on the bus"), ("2026-10-18", "A Sunday")):
                page.goto(form)
                page.get_by_label("Day", exact=True).fill(day)
                page.get_by_label("Reason").select_option(str(north.rows["reason_doctor"].pk))
                page.get_by_label("Comment").fill(comment)
                page.get_by_label("File").set_input_files(LETTER)
                page.get_by_role("button", name="Send to the school").press("Enter")
                expect(page.locator(".waiting", has_text="Tuesday, Oct 20")).to_be_visible()
            expect(page.locator(".waiting .notice")).to_have_count(2)
            assert [*against(page)] == []
            assert kept_on(page)["stores"]["outbox"] == 2
            assert not any("on the bus" in text for text in kept_on(page)["texts"])
        assert asked(own, count, "Written on the bus") == [(0,)]
        page.goto(f"{own.url}/north/family/")
        refused = page.locator(".waiting .notice.warn")
        expect(refused).to_contain_text("There is no school on these days.")
        expect(refused).to_contain_text("A Sunday")
        assert [*against(page)] == []
        assert asked(own, count, "Written on the bus") == [(1,)]
        assert asked(own, count, "A Sunday") == [(0,)]
        refused.get_by_role("button", name="Remove").press("Enter")
        expect(refused).to_have_count(0)
        page.goto(f"{own.url}/north/family/{north.ben.id}/attendance/notes/")
        expect(page.locator(".card", has_text="Oct 20")).to_contain_text("Waiting")


#: The list is asked for, and what waits goes out before its answer is there.
BETWEEN = """(path) => {
  const real = self.fetch.bind(self);
  lastSent = Date.now();
  self.fetch = async (address, how) => {
    const answer = await real(address, how);
    if (!String(address).endsWith(path) || how?.method === "POST") return answer;
    self.fetch = real;
    await sendLater();
    return answer;
  };
}"""


def test_what_has_gone_out_is_said_and_stands_on_the_page_that_is_open(
    own: Live, north: Cast, browser: Browser
) -> None:
    notes = f"/north/family/{north.ben.id}/attendance/notes/"
    with own_phone(browser, own, north.mother) as page:
        mark_as_private(page, own)

        def written(day: str) -> None:
            page.goto(f"{own.url}{notes}new/")
            page.get_by_label("Day", exact=True).fill(day)
            page.get_by_label("Reason").select_option(str(north.rows["reason_doctor"].pk))
            page.get_by_label("File").set_input_files(LETTER)
            page.get_by_role("button", name="Send to the school").press("Enter")
            expect(page.locator(".waiting")).to_contain_text("Waiting for the network")

        with without_network(page.context):
            written("2026-10-21")
        said = page.locator(".waiting .notice.good")
        expect(said).to_contain_text("Sent to the school")
        expect(said).to_contain_text("Wednesday, Oct 21")
        assert [*against(page)] == []
        with without_network(page.context):
            written("2026-10-22")
            page.goto("about:blank")
        (worker,) = page.context.service_workers
        worker.evaluate(BETWEEN, notes)
        page.goto(f"{own.url}{notes}")
        expect(page.locator("main .card", has_text="Oct 22")).to_contain_text("Waiting")


def test_answers_written_without_network_arrive_once_in_their_order(
    own: Live, north: Cast, browser: Browser
) -> None:
    """Two into one conversation; one into another that the school closes meanwhile: it says so."""
    open_one, closed = (north.rows[f"thread_{key}"] for key in ("ben", "office"))
    read = (
        "SELECT read_to FROM school_messages_threadreader WHERE thread_id = %s AND person_id = %s"
    )
    before = asked(own, read, closed.pk, north.mother.id)
    with own_phone(browser, own, north.mother) as page:
        mark_as_private(page, own)
        assert asked(own, read, closed.pk, north.mother.id) == before, "kept ahead is not read"
        with without_network(page.context):
            for thread, words in ((open_one, "One."), (closed, "Too late."), (open_one, "Two.")):
                page.goto(f"{own.url}/north/family/{north.ben.id}/messages/threads/{thread.pk}/")
                page.get_by_label("Your message").fill(words)
                page.get_by_role("button", name="Send", exact=True).press("Enter")
                expect(page.locator(".waiting blockquote", has_text=words)).to_be_visible()
        with psycopg.connect(own.database_url) as connection:
            close = "UPDATE school_messages_thread SET closed_at = now() WHERE id = %s"
            connection.execute(close, [closed.pk])
        page.goto(f"{own.url}/north/family/{north.ben.id}/messages/threads/{open_one.pk}/")
        expect(page.locator(".waiting .notice.info")).to_have_count(0)
        refused = page.locator(".waiting .notice.warn")
        expect(refused).to_contain_text("This conversation has been closed.")
        expect(refused).to_contain_text("Too late.")
        posts = "SELECT body FROM school_messages_post WHERE person_id = %s AND at > %s ORDER BY id"
        new = asked(own, posts, north.mother.id, open_one.last_at)
        assert new == [("One.",), ("Two.",)]


def test_what_is_being_typed_outlives_what_goes_out(
    own: Live, north: Cast, browser: Browser
) -> None:
    thread = north.rows["thread_ben"]
    with own_phone(browser, own, north.mother) as page:
        mark_as_private(page, own)
        with without_network(page.context):
            page.goto(f"{own.url}/north/family/{north.ben.id}/messages/threads/{thread.pk}/")
            page.get_by_label("Your message").fill("The first.")
            page.get_by_role("button", name="Send", exact=True).press("Enter")
            expect(page.locator(".waiting")).to_contain_text("The first.")
            page.get_by_label("Your message").fill("The second, not ended")
        expect(page.locator(".waiting .notice.good")).to_contain_text("The first.")
        expect(page.get_by_label("Your message")).to_have_value("The second, not ended")
        page.get_by_role("link", name="There is something new on this page").press("Enter")
        expect(page.locator("main").get_by_text("The first.")).to_be_visible()


def test_a_child_who_is_no_longer_hers_is_erased(own: Live, north: Cast, browser: Browser) -> None:
    """Last, as it changes whom the mother may see."""
    with own_phone(browser, own, north.mother) as page:
        mark_as_private(page, own)
        assert any("Ana" in text for text in pages_on(page))
        with psycopg.connect(own.database_url) as connection:
            connection.execute(
                "UPDATE people_guardianship SET portal_access = false"
                " WHERE person_id = %s AND student_id = %s",
                [north.mother.id, north.ana.id],
            )
        page.goto(f"{own.url}/north/account/devices/")
        filled(page)
        pages = pages_on(page)
        assert len(pages) > 10
        assert not any("Ana" in text for text in pages)
        with without_network(page.context):
            page.goto(f"{own.url}/north/family/{north.ana.id}/")
            expect(page.get_by_text("This page is not kept on this device")).to_be_visible()
