"""A child's day is told to each of her people once, whoever tells it, and read when it was read."""

from collections.abc import Callable

import pytest

from openhouse.common import clock
from openhouse.notifications.calm.days import first_to_tell, told_days
from openhouse.notifications.models_notices import Notice
from tests.cast import TODAY, Cast, in_all
from tests.home.hearing import At, absent, at, change, sent
from tests.house_client import HouseClient

__all__ = ["at"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_day_that_a_message_told_is_told_by_no_notice(north: Cast, at: At) -> None:
    day = (north.mother.id, north.ana.id, TODAY)
    change(north, absent(north, "ana"))
    at("10:05")
    with in_all(north):
        assert told_days([day]) == set()
        assert first_to_tell([day]) == {day}
        assert first_to_tell([day]) == set()
        assert told_days([day]) == {day}
    at("10:15")
    assert set(sent(north)) == {"father"}
    with in_all(north):
        fathers = (north.father.id, north.ana.id, TODAY)
        assert first_to_tell([fathers, day]) == set()


def test_who_opens_what_changed_has_read_her_notices(
    north: Cast, at: At, client_of: Callable[..., HouseClient]
) -> None:
    change(north, absent(north, "ana"))
    at("10:05")
    at("10:15")
    client_of(north.father).get("/north/family/changes/")
    with in_all(north):
        out = Notice.objects.filter(state="out", student_id=north.ana.id)
        read = dict(out.values_list("person_id", "read_at"))
        assert read == {north.mother.id: None, north.father.id: clock.now()}
