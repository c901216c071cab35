"""What a page costs a cheap phone on a slow network: bytes, and when it can be read.

    .venv/bin/python -m benchmarks.phone http://127.0.0.1:8000/capital-hills NAME PASSWORD

A Chromium of four times slower work, on slow 3G: 400 kbit/s, 400 ms an answer. A running server,
best a demonstration (``openhouse demo``), is asked as a guardian: first on a shared device, then on
her own that keeps pages. Prints kilobytes as they go over the network and seconds until the page's
words are painted and its tabs answer (the end of ``domcontentloaded``), the median of five turns.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.slow_network import Line, slow_line
from tests.browser import SWITCHES, chromium

PAGES = ("", "{child}/grades/", "{child}/assignments/", "{child}/attendance/", "{child}/schedule/")
MOST_FIRST, MOST_LATER, LONGEST_FIRST, LONGEST_AFTER = 90, 12, 2.5, 0.5
TIMES = 5


@dataclass
class Phone:
    """A page on a slow phone behind a slow line."""

    page: Page
    line: Line

    def opens(self, path: str) -> tuple[float, float]:
        """Kilobytes and seconds of one page, with whatever it and its worker ask for meanwhile."""
        self.line.bytes, began = 0, time.monotonic()
        self.page.goto(f"http://127.0.0.1:{self.line.port}{path}", wait_until="domcontentloaded")
        self.page.evaluate("new Promise((yes) => requestAnimationFrame(() => setTimeout(yes)))")
        took = time.monotonic() - began
        self.page.wait_for_load_state("networkidle")
        return self.line.bytes / 1000, took


def phone(context: BrowserContext, line: Line) -> Phone:
    page = context.new_page()
    page.set_default_timeout(60_000)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return Phone(page, line)


def signed_in(browser: Browser, url: str, name: str, password: str, *, own: bool) -> BrowserContext:
    """A device on which *name* has signed in, and which keeps pages where it is her own."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{url}/sign-in/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    if own:
        page.get_by_label("This is my own device").check()
    page.get_by_role("button", name="Sign in", exact=True).press("Enter")
    page.wait_for_url("**/family/**")
    if own:
        page.goto(f"{url}/account/devices/")
        page.get_by_role("button", name="This is my own device").press("Enter")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(30_000)  # the worker fetches all pages
    page.close()
    return context


def first_visit(browser: Browser, line: Line, path: str, cookies: list[Any]) -> tuple[float, float]:
    """Today on a device that has nothing but who is signed in; the worker comes too."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        context.add_cookies(cookies)
        opened = phone(context, line)
        _, took = opened.opens(path)
        opened.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        opened.page.wait_for_timeout(3000)
        return line.bytes / 1000, took


def median(once: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    return middle([once() for _ in range(TIMES)])


def middle(found: list[tuple[float, float]]) -> tuple[float, float]:
    return tuple(statistics.median(each) for each in zip(*found, strict=True))  # type: ignore[return-value]


def later_pages(
    context: BrowserContext, line: Line, district: str, child: str
) -> list[tuple[str, float, float]]:
    """Each page once the device has been there before: style and scripts are on it."""
    opened = phone(context, line)
    there = {path: f"{district}/family/{path.format(child=child)}" for path in PAGES}
    for at in there.values():
        opened.opens(at)
    opened.page.wait_for_timeout(5000)
    # by turns, so that a busy minute of the machine is every page's
    turns = [{path: opened.opens(at) for path, at in there.items()} for _ in range(TIMES)]
    return [(path, *middle([turn[path] for turn in turns])) for path in there]


def child_of(context: BrowserContext, url: str) -> str:
    page = context.new_page()
    page.goto(f"{url}/family/")
    link = page.locator("a[href*='/grades/']").first.get_attribute("href") or ""
    page.close()
    return link.split("/family/")[1].split("/")[0]


def tell(name: str, kilobytes: float, seconds: float, most: float, longest: float) -> None:
    good = kilobytes <= most and seconds <= longest
    print(
        f"{name:<34}{kilobytes:8.1f} kB{seconds:8.2f} s   "
        f"(at most {most:g} kB, {longest:g} s){'' if good else '   TOO MUCH'}",
        flush=True,
    )


def main(url: str, name: str, password: str) -> None:
    parts = urlsplit(url)
    with sync_playwright() as playwright, slow_line(parts.port or 80) as line:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        through = f"http://127.0.0.1:{line.port}{parts.path}"
        shared = signed_in(browser, through, name, password, own=False)
        child = child_of(shared, through)
        cookies: list[Any] = shared.cookies()
        today = f"{parts.path}/family/"
        first = median(lambda: first_visit(browser, line, today, cookies))
        tell("first visit, Today", *first, MOST_FIRST, LONGEST_FIRST)
        for path, *figures in later_pages(shared, line, parts.path, child):
            tell(f"shared device, {path or 'today'}", *figures, MOST_LATER, LONGEST_FIRST)
        own = signed_in(browser, through, name, password, own=True)
        for path, *figures in later_pages(own, line, parts.path, child):
            tell(f"own device, {path or 'today'}", *figures, MOST_LATER, LONGEST_AFTER)
        browser.close()
    print("load of the machine, 1 and 5 minutes: {:.1f} {:.1f}".format(*os.getloadavg()))


if __name__ == "__main__":
    main(*sys.argv[1:4])
