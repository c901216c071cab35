"""A worker that is killed in the middle of a release: no card twice, none missing."""

import os
import random
import signal
import subprocess
import sys
import time

import psycopg

from tests import database
from tests.cast import Cast

NAME = "killed_cards"
#: Students beside the cast's, and how often a worker is killed before one may finish.
MORE, KILLS = 450, 3
#: Ben once more, under another number, with all his marks.
_ONCE_MORE = """
INSERT INTO {table} SELECT (jsonb_populate_record(t, jsonb_build_object(
    'id', 70000000 + n * 100 + row_number() OVER (PARTITION BY n ORDER BY t.{key}),
    'student_id', 60000000 + n, 'source_id', 'more ' || n || ' ' || t.{key},
    'number', 'M' || n, 'state_id', 'S' || n))).*
FROM {table} t, generate_series(1, %(more)s) n WHERE t.student_id = %(ben)s
"""
_PERSONS = """
INSERT INTO people_person SELECT (jsonb_populate_record(t, jsonb_build_object(
    'id', 60000000 + n, 'source_id', 'more ' || n))).*
FROM people_person t, generate_series(1, %(more)s) n WHERE t.id = %(ben)s
"""
_JOB = """
import django
django.setup()
from openhouse.documents.cards import making
from openhouse.documents.cards.jobs import prepare_cards
making.BATCH = 150  # several batches of the 454
prepare_cards(district={district}, release={release})
"""


def fill(connection: psycopg.Connection, north: Cast, release: int) -> None:
    """A larger school, and its release begun."""
    values = {"more": MORE, "ben": north.ben.id}
    connection.execute("SELECT set_config('openhouse.district', %s, false)", [str(north.id)])
    connection.execute(_PERSONS, values)
    for table, key in (
        ("people_student", "student_id"),
        ("people_enrollment", "id"),
        ("grades_postedmark", "id"),
    ):
        connection.execute(_ONCE_MORE.format(table=table, key=key), values)
    connection.execute(
        "UPDATE documents_cardrelease SET state = 'preparing', release_at = '2030-01-01',"
        " begun_at = now() WHERE id = %s",
        [release],
    )


def made(connection: psycopg.Connection, release: int) -> int:
    """How many cards are kept."""
    (row,) = connection.execute("SELECT count(*) FROM papers_paper WHERE release = %s", [release])
    return int(row[0])


def work(connection: psycopg.Connection, north: Cast, release: int) -> list[int]:
    """Let one worker after the other be killed, the last one not; what was kept after each."""
    environment = os.environ | {
        "DATABASE_URL": database.url_of(NAME),
        "DATABASE_APP_URL": database.url_of(NAME, database.ROLE),
    }
    job = [sys.executable, "-W", "ignore", "-c", _JOB.format(district=north.id, release=release)]
    kept = [made(connection, release)]
    for turn in range(KILLS + 1):
        worker = subprocess.Popen(job, cwd=database.ROOT, env=environment)
        if turn < KILLS:
            # somewhere in its first batch, later in one after a batch that it has kept
            while turn and made(connection, release) == kept[-1] and worker.poll() is None:
                time.sleep(0.05)
            time.sleep(random.uniform(0.1, 1.5))
            worker.send_signal(signal.SIGKILL)
        assert worker.wait(120) in (0, -signal.SIGKILL)
        kept.append(made(connection, release))
    return kept


def test_a_worker_killed_again_and_again_makes_each_card_once(north: Cast) -> None:
    release = north.rows["release_high"].pk
    database.copy(NAME)
    with psycopg.connect(database.url_of(NAME), autocommit=True) as connection:
        fill(connection, north, release)
        kept = work(connection, north, release)
        cards = connection.execute(
            "SELECT student_id, count(*), bool_and(length(content) > 1000) FROM papers_paper"
            " WHERE release = %s GROUP BY student_id",
            [release],
        ).fetchall()
        (state,) = connection.execute(
            "SELECT made, state FROM documents_cardrelease WHERE id = %s", [release]
        )
    assert kept == sorted(kept)  # what was kept stays
    assert 0 < kept[2] < len(cards)  # the second worker was killed in the middle
    assert all(many == 1 and whole for _student, many, whole in cards)
    assert len([student for student, *_ in cards if student > 60_000_000]) == MORE
    assert state == (len(cards), "ready")
