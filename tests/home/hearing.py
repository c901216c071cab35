"""The ledger read and told at an hour, and what was handed to the outbox."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from openhouse.attendance.models import AttendanceCode
from openhouse.home.heard.jobs import read_ledger, tell_due
from openhouse.notifications.models import Delivery
from openhouse.notifications.models_notices import HeardUpTo, Notice, NoticeRules, NoticeTimes
from tests.cast import TODAY, Cast, in_all

At = Callable[[str], None]
SCORED = "UPDATE grades_score SET points = {} WHERE student_id = {} AND assignment_id = {}"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, north: Cast) -> At:
    """Read the ledger at a time of Tuesday, Oct 6, or of another day, and tell what is due."""

    def go(when: str) -> None:
        monkeypatch.setenv("OPENHOUSE_TODAY", when if "T" in when else f"2026-10-06T{when}")
        read_ledger(district=north.id)
        tell_due(district=north.id)

    with in_all(north):
        HeardUpTo.objects.all().delete()  # of the cast nothing is new
        NoticeRules.objects.all().delete()
        Notice.objects.all().delete()
    go("10:05")
    with in_all(north):
        Notice.objects.all().delete()  # nor is what the cast has to do
    return go


def change(cast: Cast, *statements: str, by: str = "") -> None:
    """Run *statements* in one transaction, as somebody of the staff or as an import does."""
    with in_all(cast), connection.cursor() as cursor:
        if by:
            who = str(cast.persons[by].id)
            cursor.execute("SELECT set_config('openhouse.person', %s, true)", [who])
        for statement in statements:
            cursor.execute(statement)


def score(cast: Cast, points: object, work: str = "work_plain", who: str = "ben") -> str:
    return SCORED.format(points, cast.persons[who].id, cast.rows[work].pk)


def absent(cast: Cast, who: str, on: date = TODAY, section: str = "NULL") -> str:
    with in_all(cast):
        code = AttendanceCode.objects.filter(status="absent", excuse="unexcused").first()
    assert code is not None
    school = "elementary" if who == "ana" else "high"
    return (
        'INSERT INTO attendance_attendancemark (student_id, school_id, "on", section_id, code_id,'
        f" taken_by) VALUES ({cast.persons[who].id}, {cast.rows[school].pk}, '{on}', {section},"
        f" {code.pk}, 'teacher')"
    )


def sent(cast: Cast) -> dict[str, list[str]]:
    """What was handed to the outbox, by the key of who gets it."""
    names = {person.id: key for key, person in cast.persons.items()}
    found: dict[str, list[str]] = {}
    with in_all(cast):
        for one in Delivery.objects.filter(kind__startswith="notice").order_by("pk"):
            found.setdefault(names[one.person_id or 0], []).append(one.text)
    return found


def prefers(cast: Cast, who: str, **columns: Any) -> None:
    with in_all(cast):
        NoticeTimes.objects.update_or_create(person_id=cast.persons[who].id, defaults=columns)
