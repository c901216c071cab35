"""Makes the pictures in ``docs/screens`` from the demonstration district, on a fixed day."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import SWITCHES, chromium
from tests.live import free_port

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "docs" / "screens"
PHONE, DESK = (390, 844), (1440, 900)
#: name, size, colours, the links to follow from Today
PICTURES: tuple[tuple[str, tuple[int, int], str, tuple[str, ...]], ...] = (
    ("today-phone", PHONE, "light", ()),
    ("today-desk", DESK, "light", ()),
    ("grades-phone", PHONE, "light", (r"/family/\d+/grades/$",)),
    ("course-desk", DESK, "dark", (r"/family/\d+/grades/$", r"/family/\d+/grades/\d+/")),
    ("attendance-phone", PHONE, "dark", (r"/family/\d+/attendance/",)),
    ("schedule-desk", DESK, "light", (r"/family/\d+/schedule/", r"/schedule/week/")),
)


def main() -> None:
    """Run the demonstration, take the pictures, stop it."""
    home = ROOT / "var" / "screens"
    shutil.rmtree(home, ignore_errors=True)  # an older demonstration would be shown as it was
    environment = {
        **os.environ,
        "OPENHOUSE_HOME": str(home),
        "OPENHOUSE_PORT": str(free_port()),
        "OPENHOUSE_TODAY": "2026-10-06T10:05",
    }
    demo = subprocess.Popen(
        [sys.executable, "-m", "openhouse.config.cli", "demo"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        said = said_at_start(demo)
        address = re.findall(r"http://\S+/", said)[0]
        username, password = re.findall(r"^  Parent .*\s(\S+)\s+(\S+)$", said, re.MULTILINE)[0]
        SCREENS.mkdir(parents=True, exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
            for name, size, colours, links in PICTURES:
                page = opened(browser, size, colours)
                sign_in(page, address, username, password)
                for link in links:
                    follow(page, link)
                page.screenshot(path=SCREENS / f"{name}.png")
                sys.stdout.write(f"docs/screens/{name}.png\n")
                page.context.close()
    finally:
        demo.terminate()
        demo.wait(30)


def said_at_start(demo: "subprocess.Popen[str]") -> str:
    """What the demonstration prints until it can be looked at; exits where it ends before."""
    said = ""
    assert demo.stdout
    for line in demo.stdout:
        said += line
        if "Ctrl-C" in line:
            return said
    sys.exit(f"The demonstration ended: {said}")


def opened(browser: Browser, size: tuple[int, int], colours: str) -> Page:
    """An empty page of that size and in those colours."""
    return browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if colours == "dark" else "light",
        reduced_motion="reduce",
        locale="en-US",
        timezone_id="America/Chicago",
    ).new_page()


def sign_in(page: Page, address: str, username: str, password: str) -> None:
    page.goto(address)
    page.locator("input[name=login], input[name=username]").fill(username)
    page.locator("input[type=password]").fill(password)
    page.locator("form:has(input[type=password]) [type=submit]").click()
    page.wait_for_url("**/family/**")
    page.goto(page.url)  # without the greeting of the sign-in


def follow(page: Page, pattern: str) -> None:
    """Open the first link on the page whose address has *pattern*."""
    for link in page.locator("a[href]").all():
        address = link.get_attribute("href") or ""
        if re.search(pattern, address.split("?")[0]):
            page.goto(urljoin(page.url, address))
            page.wait_for_load_state("networkidle")
            return
    sys.exit(f"{page.url} has no link to {pattern}")


if __name__ == "__main__":
    main()
