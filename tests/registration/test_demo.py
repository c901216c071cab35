"""The demonstration's registration: an application in every state, made by what pages do."""

import os
from collections.abc import Iterator

import psycopg
import pytest

from openhouse.registration.models import Candidate
from tests import database

MAKE = """
import django
django.setup()
from openhouse.interchange.demo import SLUG, make_district
from openhouse.config.management.commands.demo import behind_the_walls
from openhouse.home.handing_demo import make_hand_ins
from openhouse.registration.demo import make_registration
make_district(60)
make_registration(SLUG, behind_the_walls())
make_registration(SLUG, behind_the_walls())
make_hand_ins(SLUG, behind_the_walls())
make_hand_ins(SLUG, behind_the_walls())
"""
#: Of this year's applications.
THIS = """
FROM registration_candidate c JOIN registration_application a ON a.id = c.application_id
JOIN registration_registrationwindow w ON w.id = a.window_id AND w.ends_in = 2028
JOIN districts_district d ON d.id = c.district_id AND d.slug = 'capital-hills'
"""
MINE = "district_id = (SELECT id FROM districts_district WHERE slug = 'capital-hills')"


@pytest.fixture(scope="module")
def owner() -> Iterator[psycopg.Connection]:
    """The owner's connection to a database with the demonstration in it."""
    name = f"test_{os.getpid()}_registration_demo"
    database.copy(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENHOUSE_TODAY", "2027-01-25T10:05")
        database.run_as_owner(name, "-c", MAKE)
    connection = psycopg.connect(database.url_of(name), autocommit=True)
    yield connection
    connection.close()
    database.drop(name)


def rows(owner: psycopg.Connection, query: str) -> list[tuple[object, ...]]:
    return owner.execute(query).fetchall()


def test_there_is_an_application_in_every_state(owner: psycopg.Connection) -> None:
    found = {state for (state,) in rows(owner, f"SELECT DISTINCT c.state {THIS}")}
    assert found == set(Candidate.State.values)


def test_the_clerk_whose_sign_in_is_printed_has_most_states_in_her_queue(
    owner: psycopg.Connection,
) -> None:
    found = rows(
        owner,
        f"""SELECT DISTINCT c.state {THIS}
        WHERE c.school_id IN (SELECT s.school_id FROM people_staffpost s JOIN people_account k
        ON k.person_id = s.person_id WHERE k.username = 'ruth.calloway')""",
    )
    assert len(found) >= len(Candidate.State.values) - 2


def test_who_is_written_stands_on_next_years_roster_and_who_was_taken_back_does_not(
    owner: psycopg.Connection,
) -> None:
    there = "SELECT count(*) FROM people_enrollment e JOIN districts_schoolyear y"
    there += f" ON y.id = e.school_year_id AND y.ends_in = 2028 WHERE e.{MINE}"
    posted = rows(owner, f"SELECT count(*) {THIS} WHERE c.state = 'posted'")
    assert rows(owner, there) == posted
    undone = rows(
        owner, f"SELECT count(*) FROM registration_posting WHERE undone_at IS NOT NULL AND {MINE}"
    )
    assert undone == [(1,)]


def test_the_known_parent_has_not_begun_and_registered_a_year_ago(
    owner: psycopg.Connection,
) -> None:
    found = rows(
        owner,
        """SELECT w.ends_in, count(*) FROM registration_applicationmember m
        JOIN people_account k ON k.person_id = m.person_id AND k.username = 'marisol.vega'
        JOIN registration_application a ON a.id = m.application_id
        JOIN registration_registrationwindow w ON w.id = a.window_id
        JOIN registration_candidate c ON c.application_id = a.id GROUP BY 1""",
    )
    assert found == [(2027, 2)]


def test_what_happened_is_told_on_its_own_day(owner: psycopg.Connection) -> None:
    found = rows(
        owner,
        """SELECT count(*), count(DISTINCT at::date),
        count(*) FILTER (WHERE at::date = '2027-01-25')
        FROM ledger_change WHERE kind LIKE 'registration.%' AND """
        + MINE,
    )
    lines, days, of_today = found[0]
    assert int(str(lines)) > 40 and int(str(days)) > 8 and of_today == 0


def test_papers_questions_and_the_other_home_are_there(owner: psycopg.Connection) -> None:
    states = rows(owner, f"SELECT DISTINCT state FROM registration_openitem WHERE {MINE}")
    assert {"missing", "accepted", "refused"} <= {state for (state,) in states}
    asked = rows(
        owner,
        f"""SELECT desk, answered_at IS NULL, count(*)
        FROM registration_fielddecision WHERE says = 'ask' AND {MINE}
        GROUP BY 1, 2 ORDER BY 1, 2""",
    )
    assert asked == [("nurse", True, 1), ("office", False, 1), ("office", True, 2)]
    twice = rows(
        owner,
        f"""SELECT count(*) FROM (SELECT c.student_id {THIS}
        WHERE c.student_id IS NOT NULL AND a.sent_at IS NOT NULL
        GROUP BY 1 HAVING count(DISTINCT a.id) = 2) t""",
    )
    assert int(str(twice[0][0])) >= 1


def test_changes_between_registrations_stand_at_three_points_one_with_the_clerk(
    owner: psycopg.Connection,
) -> None:
    found = rows(
        owner,
        f"""SELECT DISTINCT c.state FROM registration_candidate c
        JOIN registration_application a ON a.id = c.application_id AND a.window_id IS NULL
        WHERE c.{MINE}""",
    )
    assert found == [("asked",), ("posted",), ("sent",)]
    hers = rows(
        owner,
        f"""SELECT DISTINCT c.state FROM registration_candidate c
        JOIN registration_application a ON a.id = c.application_id AND a.window_id IS NULL
        WHERE c.{MINE} AND c.school_id IN (SELECT s.school_id FROM people_staffpost s
        JOIN people_account k ON k.person_id = s.person_id WHERE k.username = 'ruth.calloway')""",
    )
    assert ("sent",) in hers


def test_a_change_is_open_to_the_known_parent_who_has_told_none(owner: psycopg.Connection) -> None:
    assert rows(owner, f"SELECT changes FROM contact_contactrules WHERE {MINE}") == [(True,)]
    forms = (
        f"SELECT purpose FROM registration_formversion WHERE {MINE} AND published_at IS NOT NULL"
    )
    assert sorted(rows(owner, forms)) == [("change",), ("registration",)]
    hers = rows(
        owner,
        """SELECT count(*) FROM registration_applicationmember m
        JOIN people_account k ON k.person_id = m.person_id AND k.username = 'marisol.vega'
        JOIN registration_application a ON a.id = m.application_id AND a.window_id IS NULL""",
    )
    assert hers == [(0,)]


def test_some_students_have_handed_in_and_one_piece_is_scored(owner: psycopg.Connection) -> None:
    handed = owner.execute(
        "SELECT s.flag, s.points IS NOT NULL, count(*), count(f.id) FROM grades_handin h"
        " JOIN grades_score s ON s.student_id = h.student_id AND s.assignment_id = h.assignment_id"
        f" LEFT JOIN grades_handinfile f ON f.hand_in_id = h.id WHERE h.{MINE}"
        " GROUP BY 1, 2 ORDER BY 2"
    ).fetchall()
    assert [row[:2] for row in handed] == [("turned in", False), ("", True)]
    assert handed[0][2] >= 2 and handed[0][3] >= 1 and handed[1][2] == 1
    (asked,) = owner.execute(
        f"SELECT count(*) FROM grades_assignment WHERE handed_in_here AND {MINE}"
    ).fetchone()  # type: ignore[misc]
    assert asked >= 2
