"""A print run is the house's: what it prints is never said by who looks."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from openhouse.papers.jobs import print_on
from openhouse.papers.models import PrintRun
from tests.access.test_wall import changed, step_in
from tests.cast import Cast, in_all

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["clerk", "admin"])
def test_nobody_writes_a_run_or_its_pieces_by_sql(north: Cast, name: str) -> None:
    step_in(north, name, "office")
    with pytest.raises(DatabaseError, match="row-level security"):
        changed(
            "INSERT INTO papers_printrun (school_id, kind, about, part, made_of, students, task,"
            " state, asked_by_name, asked_at, copies, done, attempt, parts, size, until)"
            " SELECT school_id, kind, about, 'other', made_of, students, task, state,"
            " asked_by_name, asked_at, copies, done, attempt, parts, size, until"
            " FROM papers_printrun"
        )
    assert changed("UPDATE papers_printrun SET about = about + 1") == 0
    assert changed("DELETE FROM papers_printpiece") == 0


def test_a_run_that_waits_its_turn_has_one_job(north: Cast) -> None:
    with in_all(north):
        PrintRun.objects.filter(state="ready").update(
            state="waiting", worked_at=None, asked_at=timezone.now() - timedelta(minutes=5)
        )
        waiting = PrintRun.objects.filter(state="waiting").count()
    assert waiting
    before = ProcrastinateJob.objects.count()
    for minute in range(3):
        print_on(minute)
    assert ProcrastinateJob.objects.count() == before + waiting
