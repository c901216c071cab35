"""The page on which a school says when it shows no scores and marks, and notices that wait."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import Error, transaction

from openhouse.districts.models import GradeHours
from openhouse.ledger.models import Change
from openhouse.notifications.calm import rules
from openhouse.notifications.calm.hours import house_now
from tests.cast import Cast, in_all
from tests.house_client import words_of

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
ZONE = ZoneInfo("America/Chicago")


def page(cast: Cast, school: str = "high") -> str:
    return f"/north/office/schools/{cast.rows[school].pk}/grades/"


def hours(cast: Cast, school: str = "high") -> GradeHours:
    with in_all(cast):
        return GradeHours.objects.get(pk=cast.rows[school].pk)


def test_a_school_holds_grades_back_and_lets_them_go_again(north: Cast, client_of: Clients) -> None:
    clerk = client_of(north.clerk)
    assert "Today they are not held back." in words_of(clerk.get(page(north)))
    said = {"closed_to": "students", "by_bell": "bell", "starts_at": "", "ends_at": ""}
    shown = words_of(clerk.post(page(north), said, follow=True))
    assert "Saved." in shown and "from 8:00 AM until 2:40 PM." in shown
    assert hours(north).closed_to == "students"
    said |= {"closed_to": "everybody", "by_bell": "times", "starts_at": "07:30", "ends_at": "16:00"}
    assert "from 7:30 AM until 4:00 PM." in words_of(clerk.post(page(north), said, follow=True))
    said |= {"closed_to": "nobody"}
    assert "not held back" in words_of(clerk.post(page(north), said, follow=True))
    with in_all(north):
        lines = Change.objects.filter(kind="rules.school", about_id=north.rows["high"].pk)
        kept = [one.after for one in lines.order_by("pk")]
    assert [one["closed_to"] for one in kept] == ["students", "everybody", "nobody"]
    assert kept[1]["starts_at"] == "07:30:00"


def test_a_school_that_has_said_nothing_yet_can(north: Cast, client_of: Clients) -> None:
    said = {"closed_to": "everybody", "by_bell": "bell"}
    words_of(client_of(north.admin).post(page(north, "middle"), said, follow=True))
    assert hours(north, "middle").by_bell


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"by_bell": "times"}, "Say from when until when."),
        ({"starts_at": "08:00"}, "Say both times, or neither."),
        ({"ends_at": "08:00"}, "Say both times, or neither."),
        ({"starts_at": "15:00", "ends_at": "08:00"}, "Choose a time after the first"),
        ({"starts_at": "08:00", "ends_at": "08:00"}, "Choose a time after the first"),
        ({"starts_at": "25:00", "ends_at": "26:00"}, "This is not a time of day."),
        ({"closed_to": "teachers"}, "Please choose one of those offered."),
        ({"by_bell": ""}, "Please"),
    ],
)
def test_hours_that_are_none_are_refused_in_words(
    wrong: dict[str, str], said: str, north: Cast, client_of: Clients
) -> None:
    sent = {"closed_to": "everybody", "by_bell": "bell"} | wrong
    answer = client_of(north.clerk).post(page(north), sent)
    assert answer.status_code == 200 and said in words_of(answer)
    assert hours(north).closed_to == "nobody"


@pytest.mark.parametrize(
    "columns",
    [
        {"starts_at": time(15), "ends_at": time(8)},
        {"starts_at": time(8), "ends_at": time(8)},
        {"by_bell": False},
        {"starts_at": time(8)},
    ],
)
def test_the_database_keeps_no_hours_that_are_none(columns: dict[str, Any], north: Cast) -> None:
    with in_all(north), pytest.raises(Error, match="gradehours"), transaction.atomic():
        GradeHours.objects.filter(pk=north.rows["high"].pk).update(**columns)


def test_notices_about_grades_wait_until_no_school_holds_them_back(north: Cast) -> None:
    with in_all(north):
        GradeHours.objects.filter(pk=north.rows["high"].pk).update(
            closed_to="everybody", by_bell=False, starts_at=time(7, 30), ends_at=time(16)
        )
        house = house_now(ZONE, date(2026, 10, 6))
    nobody = rules.Times(rules.AT_ONCE, quiet_from=None, quiet_until=None)
    for kind, waits in (
        (rules.SCORE, True), (rules.MARK, True), (rules.POSTED, True), (rules.ASSIGNMENT, True),
        (rules.DOCUMENT, False), (rules.MESSAGE, False), (rules.ATTENDANCE, False),
    ):  # fmt: skip
        after_hold = datetime(2026, 10, 6, 15, 10, tzinfo=ZONE).astimezone(UTC)
        when = rules.until_open(kind, after_hold, house, nobody).astimezone(ZONE)
        assert when.time() == (time(16) if waits else time(15, 10)), kind
    saturday = datetime(2026, 10, 10, 12, tzinfo=ZONE).astimezone(UTC)
    assert rules.until_open(rules.SCORE, saturday, house, nobody) == saturday
