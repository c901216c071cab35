"""Writing to the ledger, in the transaction of what it tells of.

Lines about scores, marks, attendance, placements and contacts are the database's own
(``common/triggers.py``); the others are ``record``'s.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils import timezone

from openhouse.common.scope import as_the_house
from openhouse.common.triggers import lines_of, own_models
from openhouse.ledger.models import Change


def record(  # noqa: PLR0913 - a line has these columns
    kind: str,
    *,
    actor: int | None = None,
    person: int | None = None,
    student: int | None = None,
    about: int | None = None,
    subject: str = "",
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> None:
    """Add a line about *kind*; *actor*, *person* and *student* are ids of persons.

    *before* and *after* are JSON, without secrets: no password, code or link. Where the change is
    taken back, so is the line.
    """
    with as_the_house():
        Change.objects.create(
            kind=kind,
            actor_id=actor,
            person_id=person,
            student_id=student,
            about_id=about,
            subject=subject[:300],
            before=before,
            after=after,
            reason=reason[:500],
        )


def record_view(actor: int, student: int, page: str) -> None:
    """*actor* opened a page about one student's record: a line a person, student, page and day.

    *page* is the name of its address. Nothing is written where *student* is none.
    """
    with as_the_house(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_change (kind, actor_id, student_id, subject, reason)"
            " SELECT 'record.viewed', v.actor, v.student, v.page, ''"
            " FROM (VALUES (%s::bigint, %s::bigint, %s::text)) AS v (actor, student, page)"
            " WHERE EXISTS (SELECT FROM people_student s WHERE s.student_id = v.student)"
            " AND NOT EXISTS (SELECT FROM ledger_change c WHERE c.student_id = v.student"
            " AND c.at >= date_trunc('day', openhouse_now(), %s) AND c.kind = 'record.viewed'"
            " AND c.actor_id = v.actor AND c.subject = v.page)",
            [actor, student, page, timezone.get_current_timezone_name()],
        )


#: Where scores and marks are held back, up to where she had read of them stays; "2000" is never.
_SEEN = """
INSERT INTO ledger_seenchanges AS s (person_id, seen_at, snapshot, grades_at, grades_snapshot)
VALUES (%(person)s, openhouse_now(), pg_current_snapshot()::text,
        CASE WHEN %(held)s THEN timestamptz '2000-01-01Z' END, CASE WHEN %(held)s THEN '1:1:' END)
ON CONFLICT (person_id) DO UPDATE SET seen_at = excluded.seen_at, snapshot = excluded.snapshot,
    grades_at = CASE WHEN %(held)s THEN coalesce(s.grades_at, s.seen_at) END,
    grades_snapshot = CASE WHEN %(held)s THEN coalesce(s.grades_snapshot, s.snapshot) END
"""


def mark_seen(person: int, *, without_grades: bool = False) -> None:
    """*person* has read everything that has changed up to now; *without_grades*: she was shown no
    scores and marks, which stay as new as they were.
    """
    with as_the_house(), connection.cursor() as cursor:
        cursor.execute(_SEEN, {"person": person, "held": without_grades})


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Give the lines that the database writes inside their *reason*: "entered for another"."""
    before = _setting("reason")
    _set("reason", reason)
    yield
    _set("reason", before)


@contextmanager
def told_by_one_line() -> Iterator[None]:
    """What happens inside is one thing, of which the caller writes the line: the database none."""
    before = _setting("beginning")
    _set("beginning", ",".join(model._meta.db_table for model in own_models() if lines_of(model)))
    yield
    # after an exception the savepoint has put it back
    _set("beginning", before)


@contextmanager
def brought_in() -> Iterator[None]:
    """What happens inside is one delivery, of the district in scope and in one transaction.

    No stamp of a student moves, and the district's once at the end, if a row changed. Of a kind of
    which the district had no row, there are no lines: the delivery is where its record begins.
    """
    _set("import", "on")
    _set("moved", "")
    _set("beginning", ",".join(_empty_tables()))
    yield
    # after an exception the savepoint has put them back
    if _setting("moved") == "on":
        with connection.cursor() as cursor:
            cursor.execute("SELECT openhouse_move_district()")
    for name in ("import", "moved", "beginning"):
        _set(name, "")


def _empty_tables() -> list[str]:
    tables = [model._meta.db_table for model in own_models() if lines_of(model)]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}' WHERE NOT EXISTS (SELECT FROM {table} WHERE district_id ="
                " current_setting('openhouse.district')::bigint)"
                for table in tables
            )
        )
        return [name for (name,) in cursor.fetchall()]


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [f"openhouse.{name}", value])


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [f"openhouse.{name}"])
        (found,) = cursor.fetchone()
    return str(found)
