"""pytest-playwright with the Chromium that is on the machine, else Playwright's own."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

#: The shell is Chromium without windows: the same engine for a third less work.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
#: The program's own update and telemetry traffic is off: tests use no network.
SWITCHES = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def works(path: str | None) -> bool:
    """Some systems have a program of that name which only says how to get the real one."""
    if path is None:
        return False
    done = subprocess.run([path, "--version"], capture_output=True, check=False)
    return done.returncode == 0 and b"Chrom" in done.stdout


@cache
def chromium() -> str | None:
    """The path of the machine's Chromium; None where only Playwright may have one."""
    return next(filter(works, map(shutil.which, NAMES)), None)


@cache
def whole_chromium() -> str | None:
    """One that shows notices and installs apps, as the shell does not; None: Playwright's own."""
    return next(filter(works, map(shutil.which, NAMES[1:])), None)


def own_chromium() -> bool:
    """If Playwright has a Chromium of its own on this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = chromium()
    own = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **own, "args": SWITCHES}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "en-US",
        "timezone_id": "America/Chicago",
        "reduced_motion": "reduce",
        "viewport": {"width": 390, "height": 844},
    }


if __name__ == "__main__":
    sys.exit(0 if whole_chromium() or own_chromium() else 1)
