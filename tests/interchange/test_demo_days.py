"""The demonstration is started again on a later day: the days between have gone by in it."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from openhouse.interchange.demo.copying import WRITTEN
from tests import database
from tests.interchange.demo_district import TODAY, Made, make

STUDENTS = 60
#: Thursday to Friday of the next week.
LATER = TODAY + timedelta(8)
SCHOOL_DAYS = {TODAY + timedelta(n) for n in (1, 4, 5, 6, 7, 8)}
#: The cast of the tests is in the database, too.
OURS = "district_id = (SELECT id FROM districts_district WHERE slug = 'capital-hills')"
LAST = f"(SELECT max(student_id) FROM people_student WHERE {OURS})"
#: What somebody did by hand between the two starts, as SQL, and what is to be found afterwards.
BY_HAND = {
    "a score of work that waited": (
        "UPDATE grades_score SET points = 1, flag = '', comment = 'By hand' WHERE ctid = ("
        f"SELECT ctid FROM grades_score WHERE flag = 'turned in' AND {OURS} LIMIT 1)",
        "SELECT count(*) FROM grades_score WHERE comment = 'By hand' AND points = 1",
    ),
    "an assignment with another name": (
        "UPDATE grades_assignment SET name = 'By hand' WHERE id = (SELECT id FROM"
        f" grades_assignment WHERE {OURS} AND due_on > '{TODAY}' ORDER BY due_on, id LIMIT 1)",
        "SELECT count(*) FROM grades_assignment WHERE name = 'By hand'",
    ),
    "a mark": (
        'INSERT INTO attendance_attendancemark (district_id, student_id, school_id, "on",'
        " code_id, taken_by, comment) SELECT district_id, student_id, school_id,"
        f" '{TODAY + timedelta(4)}', (SELECT id FROM attendance_attendancecode WHERE code = 'OFF'"
        f" AND {OURS}), 'office', 'By hand' FROM people_enrollment t WHERE t.primary AND {OURS}",
        "SELECT count(*) FROM attendance_attendancemark h WHERE comment = 'By hand' AND NOT EXISTS"
        " (SELECT FROM attendance_attendancemark o WHERE o.comment <> 'By hand' AND"
        ' o.section_id IS NULL AND o.student_id = h.student_id AND o."on" = h."on")',
    ),
    "a student who left": (
        f"UPDATE courses_placement SET ends_on = '{TODAY}' WHERE student_id = {LAST}"
        f" AND starts_on <= '{TODAY}'",
        "SELECT 1 - count(*) FROM grades_score s JOIN grades_assignment a ON a.id ="
        f" s.assignment_id WHERE s.student_id = {LAST} AND a.due_on > '{TODAY}'",
    ),
}


@pytest.fixture(scope="module")
def begun() -> Iterator[list[Made]]:
    """Three databases with the district of TODAY; in the third somebody has worked since."""
    first, *others = [f"test_{os.getpid()}_days_{turn}" for turn in (1, 2, 3)]
    database.copy(first)
    make(first, STUDENTS)
    for name in others:
        database.copy(name, first)
    found = [Made(name) for name in (first, *others)]
    for change, _ in BY_HAND.values():
        found[2].connection.execute(change.encode())
    yield found
    for each in found:
        each.connection.close()
        database.drop(each.name)


@pytest.fixture(scope="module")
def before(begun: list[Made]) -> dict[str, int]:
    return {table: begun[0].count(f"FROM {table} t WHERE district_id = %s") for table in WRITTEN}


@pytest.fixture(scope="module")
def later(begun: list[Made], before: dict[str, int]) -> list[Made]:
    for each in begun:
        make(each.name, STUDENTS, LATER)
    return begun


def days(made: Made, column: str, table: str) -> set[date]:
    """The days after TODAY that stand in a column."""
    query = f"SELECT DISTINCT {column} FROM {table} t WHERE {OURS} AND {column} > '{TODAY}'"
    return {day for (day,) in made.rows(query)}


def test_each_day_has_scores_attendance_and_work_that_was_due(later: list[Made]) -> None:
    made = later[0]
    assert days(made, "scored_on", "grades_score") >= SCHOOL_DAYS
    assert days(made, "t.on", "attendance_attendancemark") == SCHOOL_DAYS
    assert days(made, "due_on", "grades_assignment") > SCHOOL_DAYS


def test_nothing_is_there_before_its_time(later: list[Made]) -> None:
    made = later[0]
    assert not made.count(
        "FROM grades_score t JOIN grades_assignment a ON a.id = t.assignment_id"
        " WHERE t.district_id = %s"
        f" AND (a.due_on > '{LATER}' OR t.scored_on > '{LATER}' OR t.scored_on < a.due_on)"
    )
    assert not made.count(
        f"FROM attendance_attendancemark t WHERE district_id = %s AND t.on > '{LATER}'"
    )
    ahead = (max(days(made, "due_on", "grades_assignment")) - LATER).days
    assert 7 <= ahead <= 14


def test_a_week_brings_as_much_as_a_week_did(later: list[Made], before: dict[str, int]) -> None:
    made = later[0]
    # Six school days on top of 75; the assignments of most of them were there already.
    for table, least in (
        ("grades_score", 1.03), ("attendance_attendancemark", 1.03), ("grades_assignment", 1.01)
    ):  # fmt: skip
        after = made.count(f"FROM {table} t WHERE district_id = %s")
        assert least < after / before[table] < 1.2, table
    for table in ("people_person", "courses_section", "courses_placement", "people_account"):
        assert made.count(f"FROM {table} t WHERE district_id = %s") == before[table], table


def test_the_shown_family_has_news_of_the_day(later: list[Made]) -> None:
    made = later[0]
    for child in ("Ana", "Leo"):
        student = made.one(
            "SELECT id FROM people_person WHERE given_name = %s AND family_name = 'Vega'", child
        )
        scored = "SELECT count(*) FROM grades_score WHERE student_id = %s AND points > 0"
        assert made.one(f"{scored} AND scored_on = %s", student, LATER)
    late = 'SELECT arrived_at FROM attendance_attendancemark WHERE student_id = %s AND "on" = %s'
    assert made.one(late, student, LATER)


def test_why_somebody_was_away_is_known_a_week_later(later: list[Made]) -> None:
    """Of the days before the first start, most of what was open then is explained."""
    open_ = (
        "FROM attendance_attendancemark t JOIN attendance_attendancecode c ON c.id = t.code_id"
        " WHERE t.district_id = %s AND c.code = 'A' AND t.taken_by = 'office' AND t.on >="
        f" '{TODAY - timedelta(1)}' AND t.on <= '{TODAY}'"
    )
    absent = later[0].count(open_.replace("c.code = 'A'", "c.status = 'absent'"))
    assert later[0].count(open_) <= 0.2 * absent


def test_the_same_starts_give_the_same_district(later: list[Made]) -> None:
    first, second, _ = later
    for table in WRITTEN:
        assert first.checksum(table) == second.checksum(table), table


@pytest.mark.parametrize("what", BY_HAND)
def test_what_was_done_by_hand_stays(what: str, later: list[Made]) -> None:
    made = later[2]
    wanted: Any = STUDENTS if what == "a mark" else 1
    assert made.one(BY_HAND[what][1]) == wanted


@pytest.mark.parametrize(
    ("on", "said"),
    [(LATER, ""), (date(2027, 8, 14), ""), (date(2027, 8, 30), "2026-27, is over")],
)
def test_it_says_when_its_year_is_over(on: date, said: str, later: list[Made]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENHOUSE_TODAY", f"{on}T10:05")
        run = "import django; django.setup(); from openhouse.interchange import demo;"
        database.run_as_owner(
            later[1].name,
            "-c",
            f"{run} demo.make_district(60); assert {said!r} in demo.standing() and"
            f" {bool(said)} == bool(demo.standing()), demo.standing()",
        )


def test_another_start_on_the_same_day_changes_nothing(later: list[Made]) -> None:
    before = [later[0].checksum(table) for table in WRITTEN]
    make(later[0].name, STUDENTS, LATER)
    assert [later[0].checksum(table) for table in WRITTEN] == before
