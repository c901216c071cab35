"""A returning family of three children registers on a phone, with one change, in a few taps."""

import os
import re

import psycopg
from playwright.sync_api import Browser, expect

from tests import database
from tests.journeys.returning import MAKE, PHONE, Thumb, registers, signs_in, who_returns
from tests.live import serve

SAID = """
SELECT a.key, a.value, p.kind, count(*) FROM registration_answer a
JOIN registration_part p ON p.id = a.part_id
JOIN registration_application b ON b.id = a.application_id AND b.number = %s
WHERE a.key = ANY(%s) GROUP BY 1, 2, 3 ORDER BY 1
"""


def test_a_returning_family_of_three_registers_with_one_change_in_thirty_taps(
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
        context.close()
        with psycopg.connect(live.database_url) as owner:
            said = owner.execute(SAID, [number[0], ["cell_phone", "handbook", "allergies"]])
            found = {(key, kind): (value, many) for key, value, kind, many in said.fetchall()}
    letters = "".join(word[0] for word in parent.split())
    assert found["cell_phone", "guardian"] == ("+15735550199", 1)
    assert found["handbook", "student"] == ({"agreed": True, "initials": letters}, 3)
    assert found["allergies", "student"] == (False, 3)
    assert thumb.taps <= 30 and thumb.pages <= 17 and thumb.letters <= 45
