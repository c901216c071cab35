"""What the wall costs: one student's scores with and without the row-level security policy.

    OPENHOUSE_HOME=/tmp/wall-cost .venv/bin/python benchmarks/wall_cost.py [--students 2000]

Makes a scratch database with 700 scores a student (1.4 million for 2,000 students), asks for the
scores of one student after another as a page does, and prints the time of each statement: read by
the owner, whom no policy stops, and by the restricted role inside the scope of a guardian, of a
teacher of 150 students, and of the whole district. Both wear the same transaction and the same
statement. The database is dropped at the end.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from psycopg import sql

from openhouse.config import database

ROOT = Path(__file__).resolve().parent.parent
NAME, ROLE, PASSWORD = "wall_cost", "wall_cost_app", "wall-cost"
SCORES = 700
SECTIONS = 70
PAGE = (
    "SELECT s.assignment_id, s.points, s.flag, a.name, a.due_on, c.name"
    " FROM grades_score s JOIN grades_assignment a ON a.id = s.assignment_id"
    " JOIN courses_section c ON c.id = a.section_id WHERE s.student_id = %s"
)
BARE = "SELECT assignment_id, points, flag FROM grades_score WHERE student_id = %s"
FILL = """
INSERT INTO districts_district (id, slug, name, state, created_at)
    VALUES (1, 'scratch', 'Scratch', 'MO', now());
INSERT INTO districts_school (id, district_id, name, level) VALUES (1, 1, 'School', 'other');
INSERT INTO courses_course (id, district_id, name) VALUES (1, 1, 'Course');
INSERT INTO courses_section (id, district_id, course_id, school_id, name)
    SELECT n, 1, 1, 1, 'Section ' || n FROM generate_series(1, {sections}) n;
INSERT INTO grades_assignment (id, district_id, section_id, name, due_on, points)
    SELECT n, 1, 1 + n %% {sections}, 'Work ' || n, DATE '2026-08-17' + (n %% 250)::int, 10
    FROM generate_series(1, {scores} * 10) n;
INSERT INTO people_person (id, district_id, given_name, family_name)
    SELECT n, 1, 'Student', n::text FROM generate_series(1, {students}) n;
INSERT INTO people_student (student_id, district_id) SELECT id, 1 FROM people_person;
INSERT INTO grades_score (student_id, assignment_id, district_id, points)
    SELECT s, 1 + (s * 13 + a * 10) %% ({scores} * 10), 1, (s + a) %% 11
    FROM generate_series(0, {scores} - 1) a, generate_series(1, {students}) s;
"""


def address(name: str, user: str = "") -> str:
    """The address of the database called *name*, as the owner or as *user*."""
    before, _, options = database.embedded_url().partition("?")
    server = before.rpartition("/")[0]
    if user:
        server = f"postgresql://{user}:{PASSWORD}@{server.rpartition('@')[2]}"
    return f"{server}/{name}?{options}"


def make(students: int) -> None:
    """The scratch database: the house's tables and walls, filled."""
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        name = sql.Identifier(NAME)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    environment = os.environ | {
        "DATABASE_URL": address(NAME),
        "DATABASE_APP_URL": address(NAME, ROLE),
        "OPENHOUSE_ROLE": "owner",
    }
    command = [sys.executable, "-W", "ignore", "-m", "openhouse.config.cli", "migrate"]
    subprocess.run(
        [*command, "--skip-checks", "--verbosity", "0"], cwd=ROOT, env=environment, check=True
    )
    with psycopg.connect(address(NAME), autocommit=True) as connection:
        filled = FILL.format(students=students, scores=SCORES, sections=SECTIONS)
        connection.execute(filled.replace("%%", "%"))
        connection.execute("VACUUM ANALYZE")


def timed(connection: psycopg.Connection, statement: str, students: list[int]) -> list[float]:
    """Milliseconds of each statement, one for each of *students*."""
    found = []
    for student in students:
        start = time.perf_counter()
        rows = connection.execute(statement, [student]).fetchall()
        found.append((time.perf_counter() - start) * 1000)
        assert len(rows) == SCORES
    return found


def scoped(connection: psycopg.Connection, ids: str) -> None:
    """Set the scope as ``openhouse_enter`` does, for the running transaction."""
    connection.execute(
        "SELECT set_config('openhouse.district', '1', true),"
        " set_config('openhouse.students', %s, true), set_config('openhouse.person', '1', true),"
        " set_config('openhouse.hat', 'family', true)",
        [ids],
    )


def main() -> None:
    """Make, measure, print, drop."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=1000)
    asked = parser.parse_args()
    make(asked.students)
    chance = random.Random(1)
    several = [chance.randrange(1, asked.students + 1) for _ in range(asked.runs)]
    with (
        psycopg.connect(address(NAME), prepare_threshold=None) as owner,
        psycopg.connect(address(NAME, ROLE), prepare_threshold=None) as restricted,
    ):
        rows = asked.students * SCORES
        print(f"{rows:,} scores, {asked.runs} statements each, milliseconds: median, mean")
        for label, statement in (("scores", BARE), ("scores with names", PAGE)):
            compare(owner, restricted, label, statement, several)
        explain(owner, restricted)
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(NAME)))
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(ROLE)))


def compare(
    owner: psycopg.Connection,
    restricted: psycopg.Connection,
    label: str,
    statement: str,
    several: list[int],
) -> None:
    """Print the times of one statement, without the wall and within each kind of scope.

    The four take turns in changing order, after somebody has fetched the rows into memory, so that
    neither a cold page nor a busy moment of the machine falls on one of them alone.
    """
    found: dict[str, list[float]] = {"no policy": []}
    scopes = {"guardian of two": 2, "teacher of 150": 150, "whole district": 0}
    chance = random.Random(2)
    for student in several:
        timed(owner, statement, [student])
        for who in chance.sample(["no policy", *scopes], 4):
            reader = owner if who == "no policy" else restricted
            if who in scopes:
                ids = ",".join(str(student + n) for n in range(scopes[who])) or "all"
                scoped(restricted, ids)
            found.setdefault(who, []).extend(timed(reader, statement, [student]))
    for who, times in found.items():
        more = statistics.median(times) - statistics.median(found["no policy"])
        print(
            f"{label:20}{who:18}{statistics.median(times):8.3f}{statistics.mean(times):8.3f}"
            f"  {more:+.3f}"
        )


def explain(owner: psycopg.Connection, restricted: psycopg.Connection) -> None:
    """Print both plans of the bare statement."""
    scoped(restricted, "7,8")
    for who, connection in (("no policy", owner), ("guardian of two", restricted)):
        print(f"\n{who}:")
        statement = f"EXPLAIN (ANALYZE, BUFFERS) {BARE}"
        for (line,) in connection.execute(statement, [7]).fetchall():
            print(f"  {line}")


if __name__ == "__main__":
    main()
