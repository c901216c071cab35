"""The whole way, in a real browser: a district's own files go in, a parent reads them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import (
    DATA,
    add_district,
    asked,
    bring_in,
    give_account,
    school_on,
    sign_in,
)
from tests.live import Live

EDFI = DATA / "edfi" / "grandbend-v5.2" / "small"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not on this machine")


@pytest.fixture(scope="module")
def school_of_2022() -> Iterator[Live]:
    """A server whose today is March 1, 2022, in the Ed-Fi district's year."""
    with school_on("2022-03-01T10:05", "real") as server:
        yield server


def test_a_parent_of_the_ed_fi_district_finds_grades_attendance_and_schedule(
    school_of_2022: Live, page: Page, tmp_path: Path
) -> None:
    live = school_of_2022
    add_district(live, "grand-bend", "Grand Bend ISD", "TX")
    bring_in(live, "grand-bend", EDFI, tmp_path / "report.json")
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
    give_account(live, "grand-bend", str(contact), "parent")
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
