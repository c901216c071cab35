"""The app as a phone has it: installed, in its own window, with notices and a number on its icon.

Only a whole Chromium shows notices and installs apps, and only in a window that leaves traces; so
it is one of its own, with a folder that goes with it.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright

from tests.browser import SWITCHES, whole_chromium
from tests.cast import Somebody
from tests.journeys.push_service import PushService, push_service
from tests.journeys.visitor import PHONE
from tests.live import Live

#: In the background it hears pushes, without this.
DEAF = "--disable-background-networking"
#: The subscription's address is on the push service of this machine. All else of it is Chromium's.
HERE = """(url) => {
  const made = PushSubscription.prototype.toJSON;
  PushSubscription.prototype.toJSON = function () {
    const said = made.call(this);
    return { ...said, endpoint: url + new URL(said.endpoint).pathname };
  };
}"""
SHOWN = """async ([count, seconds]) => {
  const registration = await navigator.serviceWorker.ready;
  const until = Date.now() + 1000 * seconds;
  for (;;) {
    const all = await registration.getNotifications();
    if (all.length >= count || Date.now() > until)
      return all.map(({ title, body, tag, lang, dir, data }) =>
        ({ title, body, tag, lang, dir, url: data.url }));
    await new Promise((yes) => setTimeout(yes, 250));
  }
}"""
#: A finger on a notice; what Chromium itself does then is in the event alone.
TAPPED = """async (tag) => {
  const [notification] = await self.registration.getNotifications({ tag });
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
  await new Promise((yes) => setTimeout(yes, 100));
}"""


@dataclass
class InstalledApp:
    """*page* is the app's own window; *service* the push service that the browser listens to."""

    page: Page
    service: PushService
    chromium: CDPSession
    name: str

    @property
    def badge(self) -> int:
        """The number on the icon, as the system of the phone has it."""
        state = self.chromium.send("PWA.getOsAppState", {"manifestId": self.name})
        return int(state["badgeCount"])

    def badge_above(self, number: int) -> int:
        """The number on the icon, once it is above *number*: it comes after its notice."""
        for _try in range(100):
            if self.badge > number:
                break
            self.page.wait_for_timeout(50)
        assert self.badge > number
        return self.badge


@contextmanager
def whole_phone(
    playwright: Playwright, folder: str, service: PushService, **more: Any
) -> Iterator[BrowserContext]:
    """A phone of its own, which keeps what it is given in *folder*, and hears pushes."""
    whole = whole_chromium()
    context = {"viewport": PHONE, "reduced_motion": "reduce", "locale": "en-US"} | more
    with playwright.chromium.launch_persistent_context(
        f"{folder}/profile",
        executable_path=whole,
        channel=None if whole else "chromium",
        ignore_default_args=[DEAF],
        args=[*(each for each in SWITCHES if each != DEAF), *service.switches],
        env={**os.environ, "HOME": folder},
        **context,
    ) as phone:
        phone.set_default_timeout(15_000)
        phone.add_init_script(f"({HERE})({json.dumps(service.url)})")
        yield phone


@contextmanager
def installed_app(
    playwright: Playwright, live: Live, who: Somebody, app: str = "parent", **more: Any
) -> Iterator[InstalledApp]:
    """*who*'s own phone, on which she is signed in and has installed the district's *app*."""
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        push_service(Path(folder)) as service,
        whole_phone(playwright, folder, service, **more) as phone,
    ):
        phone.grant_permissions(["notifications"], origin=live.url)
        phone.add_cookies([live.cookie_of(who, own_device=True)])  # type: ignore[list-item]
        name = f"{live.url}/north/app/{app}/"
        window = installed(phone, f"{live.url}/north/family/", name)
        window.get_by_role("button", name="Yes, this is my own device").press("Enter")
        window.wait_for_url("**/north/family/")
        yield InstalledApp(window, service, phone.new_cdp_session(window), name)


def installed(phone: BrowserContext, url: str, name: str) -> Page:
    """Install the app of the page at *url*, whose manifest's id is *name*; its own window."""
    page = phone.new_page()
    page.goto(url)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    chromium = phone.new_cdp_session(page)
    chromium.send("PWA.install", {"manifestId": name})
    in_its_window = {"manifestId": name, "displayMode": "standalone"}
    chromium.send("PWA.changeAppUserSettings", in_its_window)
    with phone.expect_page() as opened:
        chromium.send("PWA.launch", {"manifestId": name})
    page.close()
    return opened.value


def notices_shown(page: Page, at_least: int = 0, seconds: int = 20) -> list[dict[str, str]]:
    """What lies in the bar of the phone, once it is so many; ``url`` is where each leads."""
    found: list[dict[str, str]] = page.evaluate(SHOWN, [at_least, seconds])
    return found


def push_to(page: Page, said: dict[str, Any] | bytes) -> None:
    """Hand the worker a push, as its browser does once it has decrypted one.

    To the worker that is at work: one that is only being started hears nothing of it.
    """
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    chromium = page.context.new_cdp_session(page)
    found: list[str] = []
    chromium.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(
            each["registrationId"] for each in event["registrations"] if not each["isDeleted"]
        ),
    )
    chromium.send("ServiceWorker.enable")
    for _try in range(100):
        if found:
            break
        page.wait_for_timeout(20)
    data = said.decode() if isinstance(said, bytes) else json.dumps(said)
    origin = page.evaluate("location.origin")
    chromium.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": found[0], "data": data},
    )
    chromium.detach()


def tap(page: Page, tag: str) -> None:
    """Tap the notice that has *tag*."""
    (worker,) = page.context.service_workers
    worker.evaluate(TAPPED, tag)
