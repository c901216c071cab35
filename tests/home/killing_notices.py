"""Workers that are killed while they hold and tell notices, and what lies in the outbox at last."""

import random
import re
import time
import warnings
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

import psycopg

from tests import database
from tests.cast import Cast
from tests.notifications.killing import AT_ONCE, Nursery

NAME = "killed_notices"
#: It makes the families; then each worker does what the two jobs do, over and over.
_SCRIPT = """
import time
import django
django.setup()
from django.db import connections
from openhouse.home.heard import jobs
from tests.cast import NORTH, in_all
from tests.home.many import families
jobs.read_ledger(district=NORTH.id)  # whatever is loaded at first
jobs.tell_due(district=NORTH.id)
with in_all(NORTH):
    print(*families(NORTH, {many}), flush=True)
connections.close_all()
def work():
    while True:
        jobs.read_ledger(district=NORTH.id)
        jobs.tell_due(district=NORTH.id)
        time.sleep(0.02)
"""
#: Everybody hears at once, whatever the hour.
_AT_ONCE = """
INSERT INTO notifications_noticetimes
    (person_id, pace, hour, weekday, safe, weekly_word, district_id)
SELECT g.person_id, 'at once', '17:00', 4, false, false, g.district_id
FROM people_guardianship g WHERE g.student_id = ANY (%s)
ON CONFLICT DO NOTHING
"""
_POSTED = """
INSERT INTO grades_postedmark (student_id, section_id, term_id, task_id, letter)
SELECT s, %s, %s, %s, 'P0' FROM unnest(%s::bigint[]) s
"""
_TEXTS = """
SELECT d.person_id, d.text FROM notifications_delivery d
WHERE d.kind LIKE 'notice%%' AND d.student_id = ANY (%s) ORDER BY d.id
"""
_SAID = re.compile(r"is posted: P(\d+)|went from P(\d+) to P(\d+)")


@dataclass(frozen=True)
class Figures:
    """``broken``: persons whose messages do not tell all of it once and in order."""

    kills: int
    seconds: float
    persons: int
    messages: int
    broken: int
    waiting: int
    complained: str = ""


def killed(north: Cast, kills: int, students: int) -> Figures:
    """Change a mark of each of so many students at each of *kills*, and kill a worker meanwhile."""
    database.copy(NAME)
    with psycopg.connect(database.url_of(NAME), autocommit=True) as connection:
        connection.execute("SELECT set_config('openhouse.district', %s, false)", [str(north.id)])
        nursery, ours = _begun(connection, north, students)
        began = time.monotonic()
        try:
            for turn in range(kills):
                while len(nursery.workers) < AT_ONCE:
                    nursery.one_more()
                before = _stands(connection)
                _post(connection, ours, turn)
                _wait_for(connection, before)
                time.sleep(random.uniform(0, 0.5))
                nursery.kill(random.choice(nursery.workers))
            waiting = _finish(nursery, connection, ours, kills)
            complained = nursery.complained()
        finally:
            nursery.close()
        found = _counted(connection, ours, kills, time.monotonic() - began, waiting)
        return replace(found, complained=complained)


def _begun(connection: Any, north: Cast, students: int) -> tuple[Nursery, list[int]]:
    """Workers that hold what is posted first of so many students, who are theirs.

    Twice, with all tests side by side, no copy of the first process did anything for minutes, with
    nothing wrong in the database; why is not known. What they were at is shown as a warning, and a
    fresh process is begun, once.
    """
    environment = {
        "DATABASE_URL": database.url_of(NAME),
        "DATABASE_APP_URL": database.url_of(NAME, database.ROLE),
        "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
        "OPENHOUSE_TODAY": "2026-10-06T18:00",
        "OPENHOUSE_HOSTS": "",
        "PYTHONPATH": str(database.ROOT),
    }
    for attempt in range(2):
        nursery = Nursery(environment, _SCRIPT.format(many=students))
        assert nursery.process.stdout
        ours = [int(number) for number in nursery.process.stdout.readline().split()]
        before = _stands(connection)
        _begin(connection, north, ours)
        nursery.one_more()
        if _wait_for(connection, before) or attempt:
            break
        warnings.warn(f"Workers did nothing:\n{nursery.complained()}", stacklevel=1)
        nursery.close()
    return nursery, ours


def _begin(connection: Any, north: Cast, ours: list[int]) -> None:
    for statement in (
        "DELETE FROM notifications_heardupto",
        "DELETE FROM notifications_noticerules",
        "INSERT INTO notifications_noticerules (earliest, latest, head_start, fold)"
        " VALUES ('00:00', '23:59', 0, 0)",
    ):
        connection.execute(statement)
    connection.execute(_AT_ONCE, [ours])
    connection.execute(
        "INSERT INTO notifications_heardupto (seen_at, snapshot)"
        " VALUES (now(), pg_current_snapshot()::text)"
    )
    where = [north.rows[key].pk for key in ("algebra", "high_q1", "task")]
    connection.execute(_POSTED, [*where, ours])


def _post(connection: Any, ours: list[int], turn: int) -> None:
    """A few transactions, some of which end while others are read."""
    for part in range(4):
        connection.execute(
            "UPDATE grades_postedmark SET letter = %s WHERE student_id = ANY (%s)",
            [f"P{turn + 1}", ours[part::4]],
        )


def _stands(connection: Any) -> Any:
    """How many notices were ever held, and how many are out."""
    return connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE state = 'out') FROM notifications_notice"
    ).fetchone()


def _wait_for(connection: Any, before: Any) -> bool:
    """Until a worker has held or told something; if one has."""
    until = time.monotonic() + 20
    while _stands(connection) == before and time.monotonic() < until:
        time.sleep(0.01)
    return bool(_stands(connection) != before)


def _finish(nursery: Nursery, connection: Any, ours: list[int], last: int) -> int:
    """Let the workers end it; how many are behind where nothing came for half a minute."""
    left, until = _behind(connection, ours, last), time.monotonic() + 30
    while left and time.monotonic() < until:
        if len(nursery.workers) < AT_ONCE:
            nursery.one_more()
        time.sleep(0.2)
        before, left = left, _behind(connection, ours, last)
        if left < before:
            until = time.monotonic() + 30
    return left


def _told(connection: Any, ours: list[int]) -> dict[int, list[tuple[int, int]]]:
    """From where to where each message of each person says that the mark went."""
    told: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for person, text in connection.execute(_TEXTS, [ours]).fetchall():
        for first, before, after in _SAID.findall(text):
            told[person].append((-1, int(first)) if first else (int(before), int(after)))
    return told


def _behind(connection: Any, ours: list[int], last: int) -> int:
    told = _told(connection, ours)
    return 2 * len(ours) - sum(each[-1][1] == last for each in told.values())


def _counted(connection: Any, ours: list[int], kills: int, seconds: float, waiting: int) -> Figures:
    told = _told(connection, ours)
    whole = sum(
        [-1, *(after for _before, after in each)] == [*(b for b, _after in each), kills]
        for each in told.values()
    )
    many = sum(len(each) for each in told.values())
    return Figures(kills, seconds, len(told), many, 2 * len(ours) - whole, waiting)
