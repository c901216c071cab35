"""What the worker makes of a push: shown once, opened on its page."""

import json

from playwright.sync_api import Browser, Page, Worker, expect

from tests.cast import Cast
from tests.journeys.test_attendance import as_somebody
from tests.live import Live

#: A browser without a screen shows no notices: what it was asked to show is written down.
WRITE_DOWN = """() => {
  self.asked = [];
  const show = async (title, { body, tag, data, lang, dir }) =>
    self.asked.push([title, body, tag, data.url, `${lang} ${dir}`]);
  self.registration.showNotification = show;
}"""


def test_a_push_is_shown_once_by_its_tag(live: Live, north: Cast, browser: Browser) -> None:
    with as_somebody(browser, live, north.mother) as page:
        page.goto(f"{live.url}/north/family/")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        (worker,) = page.context.service_workers
        worker.evaluate(WRITE_DOWN)
        said = {"title": "Ben", "body": "Quiz 7 of 10", "url": "/north/family/changes/", "tag": "a"}
        said |= {"lang": "ar", "dir": "rtl"}
        pushes = (
            said,
            said,
            {"title": "Away", "body": "", "url": "https://example.org/", "tag": "b"},
            {"title": "Away", "body": "", "url": "//example.org/", "tag": "c"},
        )
        for each in pushes:
            push(page, live, each)
        assert shown_by(page, worker, 3) == [
            ["Ben", "Quiz 7 of 10", "a", "/north/family/changes/", "ar rtl"],
            ["Away", "", "b", "/", " auto"],
            ["Away", "", "c", "/", " auto"],
        ]


def shown_by(page: Page, worker: Worker, count: int) -> list[list[str]]:
    """What the worker has asked the browser to show, once it is so many."""
    found: list[list[str]] = []
    for _try in range(100):
        found = worker.evaluate("self.asked")
        if len(found) >= count:
            break
        page.wait_for_timeout(50)
    return found


def push(page: Page, live: Live, said: dict[str, str]) -> None:
    """Deliver a push as the browser's own push service does."""
    chromium = page.context.new_cdp_session(page)
    found: list[str] = []
    chromium.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(each["registrationId"] for each in event["registrations"]),
    )
    chromium.send("ServiceWorker.enable")
    for _try in range(100):
        if found:
            break
        page.wait_for_timeout(20)
    chromium.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": live.url, "registrationId": found[0], "data": json.dumps(said)},
    )
    chromium.detach()


#: A browser without a screen says "denied" of its own.
UNDECIDED = "Object.defineProperty(Notification, 'permission', { get: () => 'default' })"
TWICE_BEFORE = "localStorage.setItem('openhouse-visits', '2|yesterday')"


def test_notices_are_offered_on_the_third_day_and_not_again(
    live: Live, north: Cast, browser: Browser
) -> None:
    with as_somebody(browser, live, north.mother) as page:
        page.add_init_script(UNDECIDED)
        page.goto(f"{live.url}/north/family/")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        offer = page.get_by_role("button", name="Turn on notices")
        expect(offer).to_be_hidden()
        page.evaluate(TWICE_BEFORE)
        page.reload()
        expect(offer).to_be_visible()
        page.get_by_role("button", name="Not now").press("Enter")
        expect(offer).to_be_hidden()
        page.evaluate(TWICE_BEFORE.replace("2|", "no|"))
        page.reload()
        page.wait_for_load_state("networkidle")
        expect(offer).to_be_hidden()
