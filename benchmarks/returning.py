"""A returning family of three children registers on a phone, at the pace of a person.

    .venv/bin/python -m benchmarks.returning [--pause 2.0] [--letter 0.25]

A server on a database of its own with a demonstration in it; Chromium as a phone of 375 by 812,
with touch. Before each tap the thumb rests for *pause* seconds, in which she reads and finds it; a
letter takes *letter* seconds. Prints taps, letters, pages, and the time from Today to "It has
arrived".
"""

import argparse
import os
import time

from playwright.sync_api import sync_playwright

from tests import database
from tests.browser import SWITCHES, chromium
from tests.journeys.returning import MAKE, PHONE, Thumb, registers, signs_in, who_returns
from tests.live import serve


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pause", type=float, default=2.0, help="seconds before each tap (2.0)")
    parser.add_argument("--letter", type=float, default=0.25, help="seconds a letter (0.25)")
    given = parser.parse_args()
    name = f"benchmark_returning_{os.getpid()}"
    with serve(name) as live, sync_playwright() as playwright:
        database.run_as_owner(name, "-c", MAKE)
        username, parent = who_returns(live.database_url)
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        page = browser.new_context(viewport=PHONE, has_touch=True).new_page()  # type: ignore[arg-type]
        signs_in(page, f"{live.url}/capital-hills/", username)
        thumb = Thumb(page, given.pause, given.letter)
        began = time.perf_counter()
        registers(thumb, parent, "573 555 0199")
        page.get_by_text("It has arrived").wait_for()
        took = time.perf_counter() - began
        browser.close()
    still = thumb.taps * given.pause + thumb.letters * given.letter
    print(f"{thumb.taps} taps, {thumb.letters} letters, {thumb.pages} pages")
    print(f"{took:.1f} s, of which {still:.1f} s are hers; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
