"""The whole way, in a real browser: a district's own files go in, a parent reads them."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import grandbend
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

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not on this machine")
TODAY = date(2022, 3, 1)


@pytest.fixture(scope="module")
def school_of_2022() -> Iterator[Live]:
    """A server whose today is March 1, 2022, in the Ed-Fi district's year."""
    with school_on(f"{TODAY}T10:05", "real") as server:
        yield server


@pytest.fixture(scope="module")
def grand_bend(school_of_2022: Live, tmp_path_factory: pytest.TempPathFactory) -> Live:
    """The server with the district's files taken in, and an account for one of its contacts."""
    live = school_of_2022
    add_district(live, "grand-bend", "Grand Bend ISD", "TX")
    report = tmp_path_factory.mktemp("grand-bend") / "report.json"
    bring_in(live, "grand-bend", grandbend.EDFI, report)
    give_account(live, "grand-bend", grandbend.family().contact, "parent")
    return live


def near(first: str, second: str) -> re.Pattern[str]:
    """*second* soon after *first*: in the same row of a page."""
    return re.compile(rf"{re.escape(first)}[\s\S]{{0,160}}?\b{re.escape(second)}(?!\w)")


def test_a_parent_of_the_ed_fi_district_finds_grades_attendance_and_schedule(
    grand_bend: Live, page: Page
) -> None:
    live, family = grand_bend, grandbend.family()
    sign_in(page, live, "grand-bend", "parent")
    expect(page.locator("h1")).to_contain_text(f"Good morning, {family.name}")
    shown = page.locator("main")
    expect(shown).to_contain_text(family.child)

    found = asked(live, "SELECT student_id FROM people_student WHERE number = %s", family.student)
    ((student,),) = found
    home = f"{live.url}/grand-bend/family/{student}"
    classes = grandbend.classes(family.student, TODAY)
    assert len(classes) == 7

    page.goto(f"{home}/grades/")
    for one in classes:
        (mark,) = one.marks
        assert near(one.title, f"{mark}\N{NO-BREAK SPACE}%").search(shown.inner_text()), one.title

    page.goto(f"{home}/schedule/")
    for one in classes:
        assert near(one.title, one.room).search(shown.inner_text()), one.title

    days = grandbend.absences(family.student, TODAY)
    assert days
    for day in days:
        page.goto(f"{home}/attendance/?month={day:%Y-%m}")
        expect(shown).to_contain_text(f"{day:%b} {day.day}")


def test_a_parent_of_the_ed_fi_district_finds_each_score_of_the_gradebook(
    grand_bend: Live, page: Page
) -> None:
    live, family = grand_bend, grandbend.family()
    sign_in(page, live, "grand-bend", "parent")
    sections = asked(
        live,
        "SELECT DISTINCT k.student_id, a.section_id, a.assigned_on FROM grades_score k"
        " JOIN grades_assignment a ON a.id = k.assignment_id"
        " JOIN people_student s ON s.student_id = k.student_id WHERE s.number = %s",
        family.student,
    )
    words = ""
    for student, section, _on in sections:
        page.goto(f"{live.url}/grand-bend/family/{student}/grades/{section}/")
        links = page.locator("main a[href*='term=']").all()
        for address in [link.get_attribute("href") for link in links]:
            page.goto(f"{live.url}{address}")
            words += page.locator("main").inner_text()
    scores = grandbend.scores(family.student)
    assert len(scores) == 10
    for title, points in scores:
        assert near(title, points).search(words), title


def test_a_parent_of_the_ed_fi_district_finds_the_transcript(grand_bend: Live, page: Page) -> None:
    """Courses, marks and credits are the files'; credits and average are counted from them."""
    live, family = grand_bend, grandbend.family()
    lines = grandbend.transcript(family.student)
    assert len(lines) == 14
    sign_in(page, live, "grand-bend", "parent")
    found = asked(live, "SELECT student_id FROM people_student WHERE number = %s", family.student)
    ((student,),) = found
    page.goto(f"{live.url}/grand-bend/family/{student}/transcript/")
    shown = page.locator("main")
    expect(shown).to_contain_text("Unofficial")
    for line in lines:
        assert near(line.title, line.mark).search(shown.inner_text()), line.title
    earned, value = sum(line.earned for line in lines), sum(line.value for line in lines)
    expect(shown).to_contain_text(f"{earned:g} credits earned of 14 attempted")
    expect(shown).to_contain_text(f"{value / 14:.3f}")
    others = asked(live, "SELECT min(student_id) FROM people_student WHERE number <> %s",
                   family.student)  # fmt: skip
    answer = page.goto(f"{live.url}/grand-bend/family/{others[0][0]}/transcript/")
    assert answer and answer.status == 404


def test_the_credits_of_the_ed_fi_district_differ_for_one_reason(grand_bend: Live) -> None:
    """It sends no average. Its sums count each failed course as a whole credit, its own lines do
    not (202 of them give half a credit, 7 none): that is all of the difference, of each student."""
    sums = asked(
        grand_bend,
        "SELECT r.credits_earned, count(*) FILTER (WHERE r.average IS NOT NULL) OVER (),"
        " sum(t.credits_earned), sum(t.credits_attempted - t.credits_earned)"
        "   FILTER (WHERE t.mark = 'F'), count(*) FILTER (WHERE t.mark <> 'F' AND"
        "   t.credits_attempted <> t.credits_earned)"
        " FROM documents_academicrecord r JOIN documents_transcriptline t"
        "   ON t.student_id = r.student_id AND t.ended_on <= r.ended_on"
        " WHERE r.source_id LIKE 'record/%%' GROUP BY r.id",
    )
    assert len(sums) == 224
    assert {averages for _recorded, averages, *_rest in sums} == {0}
    for recorded, _averages, earned, failed, others in sums:
        assert recorded - earned == (failed or 0) and others == 0
    differing = sum(bool(failed) for *_rest, failed, _others in sums)
    assert (differing, len(sums) - differing) == (174, 50)
