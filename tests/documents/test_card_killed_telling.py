"""A worker is killed while it tells of a corrected or a late card: the next one tells, once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from openhouse.access.viewer import System
from openhouse.documents.cards.jobs import go_on, tell_corrected
from openhouse.grades.models import PostedMark
from openhouse.notifications.models import Delivery
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.documents.test_card_releases import release
from tests.house_client import HouseClient
from tests.jobs import waiting, work_off

pytestmark = pytest.mark.django_db
ONE = "documents.tell_corrected"


def corrected(north: Cast, clerk: HouseClient) -> None:
    """A released card of which a mark has changed, once more."""
    release(clerk, north)
    work_off()
    with in_all(north):
        marks = PostedMark.objects.visible_to(System()).filter(student_id=north.ben.id)
        marks.filter(section=north.rows["drawing"]).update(letter="A")
    url = address("north", "card-student", north.rows["release_high"].pk, north.ben.id)
    assert clerk.post(url).status_code == 302


def is_at_it(name: str, silent: timedelta) -> None:
    """A worker has taken the jobs called *name*, and has not been heard of for so long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [timezone.now() - silent],
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE task_name = %s",
            [worker, name],
        )


def told(north: Cast) -> int:
    with in_all(north):
        return int(Delivery.objects.filter(kind__startswith="card.corrected.").count())


@pytest.mark.parametrize("known", [True, False], ids=["silent", "taken off the list"])
def test_a_family_hears_of_a_corrected_card_after_its_worker_was_killed(
    north: Cast, client_of: Callable[..., Any], known: bool
) -> None:
    corrected(north, client_of(north.clerk))
    assert len(waiting(ONE)) == 1
    is_at_it(ONE, timedelta(minutes=2))
    if not known:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_workers")
    go_on(0)
    assert len(waiting(ONE)) == 1
    work_off()
    once = told(north)
    assert once > 0
    go_on(0)
    work_off()
    assert told(north) == once


def test_what_was_told_before_its_worker_was_killed_is_not_told_again(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    corrected(north, client_of(north.clerk))
    ((_number, _name, said),) = waiting(ONE)
    is_at_it(ONE, timedelta(minutes=2))
    tell_corrected(**said)
    once = told(north)
    go_on(0)
    work_off()
    assert told(north) == once > 0


def test_a_worker_that_lives_is_left_at_it(north: Cast, client_of: Callable[..., Any]) -> None:
    corrected(north, client_of(north.clerk))
    is_at_it(ONE, timedelta(seconds=5))
    go_on(0)
    assert not waiting(ONE)
