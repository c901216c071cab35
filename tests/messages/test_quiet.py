"""In which hours what the school writes rings."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import pytest

from openhouse.messages.rules import rings_at
from openhouse.notifications.models_notices import NoticeTimes
from tests.cast import Cast, in_all
from tests.house_client import words_of
from tests.messages.test_sending import OFFICE, mails, send, write

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


@pytest.mark.parametrize(
    ("at", "kind", "rings"),
    [
        ("2026-10-06T17:59", "message.general", "2026-10-06T17:59"),
        ("2026-10-06T18:00", "message.general", "2026-10-07T09:00"),
        ("2026-10-07T08:30", "message.teacher", "2026-10-07T09:00"),
        ("2026-10-06T18:00", "message.priority", "2026-10-06T18:00"),
        ("2026-10-06T18:00", "message.attendance", "2026-10-06T18:00"),
        ("2026-10-06T19:30", "message.priority", "2026-10-07T08:00"),
        ("2026-10-06T18:00", "message.emergency", "2026-10-06T18:00"),
    ],
)
def test_a_message_keeps_the_hours_of_the_district_and_ones_own(
    at: str, kind: str, rings: str
) -> None:
    """The district tells from 8 to 19; she is quiet from 18 to 9. What presses keeps the first."""
    hours, quiet = (time(8), time(19)), (time(18), time(9))
    assert rings_at(datetime.fromisoformat(at), kind, hours, quiet) == datetime.fromisoformat(rings)


def test_who_is_quiet_in_every_hour_is_rung_in_those_of_the_district() -> None:
    at, hours, quiet = "2026-10-06T22:00", (time(7), time(21)), (time(6), time(22))
    found = rings_at(datetime.fromisoformat(at), "message.general", hours, quiet)
    assert found == datetime.fromisoformat("2026-10-07T07:00")


def test_in_her_quiet_hours_only_what_presses_rings(
    north: Cast, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the defaults it is quiet from 8 in the evening; the grandmother has emptied the hours."""
    with in_all(north):
        NoticeTimes.objects.update_or_create(
            person_id=north.grandmother.id, defaults={"quiet_from": None, "quiet_until": None}
        )
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T20:30")
    clerk, url = client_of(north.clerk), f"{OFFICE}new/?school={north.rows['high'].pk}"
    for kind, held in (("general", True), ("priority", False), ("emergency", False)):
        page = write(clerk, url, kind=kind)
        assert ("told later" in words_of(page)) is held, "said before it is sent"
        found = mails(north, send(clerk, north))
        waits = {one.person_id: one.not_before is not None for one in found}
        assert waits[north.mother.id] is held and not waits[north.grandmother.id], kind
