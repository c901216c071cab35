"""The whole way, in a real browser: a district's own files go in, a parent reads them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests import database
from tests.live import Live, serve

DATA = database.ROOT.parent / "shared" / "data"
EDFI = DATA / "edfi" / "grandbend-v5.2" / "small"
ONEROSTER = DATA / "oneroster"
PASSWORD = "a-parent-of-grand-bend"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not on this machine")


@pytest.fixture(scope="module")
def school_of_2022() -> Iterator[Live]:
    """A server whose today is March 1, 2022, in the Ed-Fi district's year."""
    before = os.environ["OPENHOUSE_TODAY"]
    os.environ["OPENHOUSE_TODAY"] = "2022-03-01T10:05"
    try:
        with serve(f"real_{os.getpid()}") as server:
            yield server
    finally:
        os.environ["OPENHOUSE_TODAY"] = before


def openhouse(live: Live, *words: str, said: str = "") -> str:
    """Run the command line against the server's database; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "openhouse.config.cli", *words],
        cwd=database.ROOT,
        env=live.environment,
        input=said,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def bring_in(live: Live, slug: str, name: str, state: str, path: Path, report: Path) -> None:
    openhouse(live, "district", "add", "--slug", slug, "--name", name, "--state", state)
    openhouse(live, "import", str(path), "--district", slug, "--report", str(report))
    assert json.loads(report.read_text())["status"] == "imported"


def sign_in(page: Page, live: Live, slug: str, username: str) -> None:
    page.goto(f"{live.url}/{slug}/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{live.url}/{slug}/family/")


def asked(live: Live, sql: str, *values: object) -> list[tuple[object, ...]]:
    with psycopg.connect(live.database_url) as connection:
        return connection.execute(sql, values).fetchall()


def test_a_parent_of_the_ed_fi_district_finds_grades_attendance_and_schedule(
    school_of_2022: Live, page: Page, tmp_path: Path
) -> None:
    live = school_of_2022
    bring_in(live, "grand-bend", "Grand Bend ISD", "TX", EDFI, tmp_path / "report.json")
    ((contact, first_name, student, child, marked_on),) = asked(
        live,
        """
        SELECT g.source_id, g.given_name, s.student_id, c.given_name, max(m.on)
        FROM people_guardianship t
        JOIN people_person g ON g.id = t.person_id
        JOIN people_student s ON s.student_id = t.student_id
        JOIN people_person c ON c.id = s.student_id
        JOIN attendance_attendancemark m ON m.student_id = s.student_id
        JOIN grades_score k ON k.student_id = s.student_id
        WHERE t.portal_access AND m.on < '2022-03-01' GROUP BY 1, 2, 3, 4 ORDER BY 3, 1 LIMIT 1
        """,
    )
    openhouse(
        live, "account", "--district", "grand-bend", "--person", str(contact),
        "--username", "parent", said=f"{PASSWORD}\n",
    )  # fmt: skip
    sign_in(page, live, "grand-bend", "parent")
    expect(page.locator("h1")).to_contain_text("Good morning")
    shown = page.locator("main")

    page.goto(f"{live.url}/grand-bend/family/{student}/grades/")
    courses = asked(
        live,
        """
        SELECT DISTINCT c.name FROM courses_placement p
        JOIN courses_section c ON c.id = p.section_id
        WHERE p.student_id = %s AND p.starts_on <= '2022-03-01' AND p.ends_on >= '2022-03-01'
        """,
        student,
    )
    assert courses
    for (course,) in courses:
        expect(shown).to_contain_text(str(course))

    page.goto(f"{live.url}/grand-bend/family/{student}/attendance/?month={marked_on:%Y-%m}")
    expect(shown).to_contain_text(f"{marked_on:%b} {marked_on.day}")

    page.goto(f"{live.url}/grand-bend/family/{student}/schedule/")
    for (room,) in asked(
        live,
        """
        SELECT DISTINCT c.room FROM courses_placement p
        JOIN courses_section c ON c.id = p.section_id
        JOIN courses_meeting t ON t.section_id = c.id
        WHERE p.student_id = %s AND p.starts_on <= '2022-03-01' AND p.ends_on >= '2022-03-01'
          AND c.room <> ''
        """,
        student,
    ):
        expect(shown).to_contain_text(str(room))
    assert child and first_name
