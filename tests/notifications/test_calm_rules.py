"""When a notice may go out: tables of cases, in the local time of a district."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from openhouse.notifications.calm.rules import (
    AT_ONCE,
    ATTENDANCE,
    DAILY,
    EMERGENCY,
    NEVER,
    POSTED,
    SCORE,
    WEEKLY,
    House,
    Times,
    due,
    first_of_the_day,
    is_nothing,
    is_wanted,
    moment,
    next_bundle,
    ways,
)

CHICAGO = ZoneInfo("America/Chicago")
#: No hour is closed, nothing is waited for.
OPEN = House(CHICAGO, time(0), time(0), None, None, head_start=timedelta(0), fold=timedelta(0))
NOW = Times(AT_ONCE, quiet_from=None, quiet_until=None)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO).astimezone(UTC)


@pytest.mark.parametrize(
    ("kind", "at", "times", "goes"),
    [
        # Tuesday, Oct 6 2026: in class, so after school
        (SCORE, "2026-10-06T10:05", NOW, "2026-10-06T15:00"),
        # and where a child is, at once
        (ATTENDANCE, "2026-10-06T10:05", NOW, "2026-10-06T10:15"),
        # a Saturday has no hours of school
        (SCORE, "2026-10-10T10:05", NOW, "2026-10-10T10:15"),
        # the district's latest hour: 21:00, whoever is awake
        (SCORE, "2026-10-06T20:55", NOW, "2026-10-07T07:00"),
        (ATTENDANCE, "2026-10-06T20:55", NOW, "2026-10-07T07:00"),
        # Friday night: what a teacher enters at 23:40 is Saturday's
        (SCORE, "2026-10-09T23:40", NOW, "2026-10-10T07:00"),
        # her own quiet hours, 20:00 to 8:00, end when those of school begin
        (SCORE, "2026-10-06T20:05", Times(AT_ONCE, quiet_until=time(8)), "2026-10-07T15:00"),
        (ATTENDANCE, "2026-10-06T20:05", Times(AT_ONCE), "2026-10-07T07:00"),
        # quiet hours within a day
        (
            SCORE,
            "2026-10-10T13:00",
            Times(AT_ONCE, quiet_from=time(13), quiet_until=time(15)),
            "2026-10-10T15:00",
        ),
        # bundles: of the day, and of the week on Friday; attendance never waits for one
        (SCORE, "2026-10-06T10:05", Times(DAILY), "2026-10-06T17:00"),
        (SCORE, "2026-10-06T16:49", Times(DAILY), "2026-10-06T17:00"),
        (SCORE, "2026-10-06T16:51", Times(DAILY), "2026-10-07T17:00"),
        (SCORE, "2026-10-06T10:05", Times(WEEKLY), "2026-10-09T17:00"),
        (SCORE, "2026-10-09T17:05", Times(WEEKLY), "2026-10-16T17:00"),
        (ATTENDANCE, "2026-10-06T10:05", Times(WEEKLY), "2026-10-06T10:15"),
        # a bundle in her own quiet hours waits for their end
        (SCORE, "2026-10-09T18:05", Times(DAILY, hour=time(22)), "2026-10-10T07:00"),
        # an emergency knows no hour
        (EMERGENCY, "2026-10-06T03:12", Times(WEEKLY), "2026-10-06T03:12"),
    ],
)
def test_a_notice_goes_out_in_its_hour(kind: str, at: str, times: Times, goes: str) -> None:
    house = House(CHICAGO, head_start=timedelta(0))

    assert due(kind, local(at), house, times) == local(goes)


@pytest.mark.parametrize(
    ("kind", "at", "goes"),
    [
        # the student may hear at 15:00, so her mother at 17:00
        (SCORE, "2026-10-06T10:05", "2026-10-06T17:00"),
        (SCORE, "2026-10-06T16:00", "2026-10-06T18:10"),
        # and not in the night: the student at 7:00, her mother after two hours and after school
        (SCORE, "2026-10-06T22:00", "2026-10-07T15:00"),
        (ATTENDANCE, "2026-10-06T10:05", "2026-10-06T10:15"),
    ],
)
def test_the_student_hears_first(kind: str, at: str, goes: str) -> None:
    assert due(kind, local(at), House(CHICAGO), NOW, waits_for_student=True) == local(goes)


def test_what_is_held_until_an_hour_that_is_left_out_goes_when_the_clock_jumps() -> None:
    # On March 14, 2027 the clock goes from 1:59 to 3:00: there is no 2:30.
    times = Times(AT_ONCE, quiet_from=time(20), quiet_until=time(2, 30))

    goes = due(SCORE, local("2027-03-13T23:00"), OPEN, times)

    assert goes == datetime(2027, 3, 14, 8, 30, tzinfo=UTC)  # 3:30 by the new clock
    assert due(SCORE, goes, OPEN, times) == goes


def test_a_bundle_in_the_hour_that_comes_twice_goes_once() -> None:
    # On November 1, 2026 the clock shows 1:30 at 6:30 UTC, and again at 7:30 UTC.
    times = Times(DAILY, hour=time(1, 30), quiet_from=None, quiet_until=None)
    first = next_bundle(local("2026-10-31T12:00"), times, CHICAGO)

    assert first == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    after = next_bundle(first + timedelta(seconds=1), times, CHICAGO)
    assert after == datetime(2026, 11, 2, 7, 30, tzinfo=UTC)


def test_quiet_hours_hold_on_both_sides_of_a_change_of_the_clock() -> None:
    for hours in range(24 * 9):
        at = datetime(2026, 10, 28, tzinfo=UTC) + timedelta(hours=hours, minutes=7)

        goes = due(SCORE, at, House(CHICAGO), Times(AT_ONCE))

        shown = goes.astimezone(CHICAGO)
        assert goes >= at
        assert time(7) <= shown.time() < time(20)
        assert shown.weekday() >= 5 or not time(8) <= shown.time() < time(15)


def test_the_clock_of_the_wall_is_the_districts() -> None:
    summer, winter = (
        moment(date(2026, 7, 1), time(17), CHICAGO),
        moment(date(2026, 12, 1), time(17), CHICAGO),
    )

    assert (summer.hour, winter.hour) == (22, 23)


@pytest.mark.parametrize(
    ("kind", "percent", "below", "told"),
    [
        (SCORE, "69.9", "70", True),
        (SCORE, "70", "70", False),
        (SCORE, "95", None, True),
        (SCORE, None, "70", False),
        (SCORE, None, None, True),
        # a letter alone may be the worst there is
        (POSTED, None, "70", True),
        (POSTED, "80", "70", False),
        # who has a threshold for marks hears of attendance all the same
        (ATTENDANCE, None, "70", True),
    ],
)
def test_only_what_is_below_a_percent_is_told_to_who_wants_that(
    kind: str, percent: str | None, below: str | None, told: bool
) -> None:
    number = Decimal(percent) if percent else None

    assert is_wanted(kind, number, Decimal(below) if below else None) is told


@pytest.mark.parametrize(
    ("first", "last", "nothing"),
    [
        ({"points": 6, "flag": ""}, {"points": 6.0, "flag": None}, True),
        ({"points": "6.00"}, {"points": "6.00", "text": ""}, True),
        (None, {"points": None, "flag": ""}, True),
        (None, None, True),
        ({"points": 6}, {"points": 8}, False),
        (None, {"points": 0}, False),
        ({"points": 6}, None, False),
        ({"points": 6}, {"points": 6, "flag": "late"}, False),
    ],
)
def test_a_correction_that_ends_where_it_was_is_no_news(
    first: dict[str, object] | None, last: dict[str, object] | None, nothing: bool
) -> None:
    assert is_nothing(first, last) is nothing


def test_of_a_childs_day_one_notice_about_attendance_goes_out() -> None:
    tuesday, wednesday = date(2026, 10, 6), date(2026, 10, 7)
    days = [(1, tuesday), (1, tuesday), (2, tuesday), (1, wednesday)]

    assert first_of_the_day(days, {(2, tuesday)}) == [True, False, False, True]


@pytest.mark.parametrize(
    ("kind", "chosen", "there", "pace", "goes"),
    [
        (SCORE, None, {"push", "mail", "text"}, AT_ONCE, {"push"}),
        (SCORE, None, {"mail", "text"}, AT_ONCE, {"mail"}),
        (SCORE, None, {"text"}, AT_ONCE, set()),
        (ATTENDANCE, None, {"mail", "text"}, AT_ONCE, {"text"}),
        (ATTENDANCE, None, {"mail"}, NEVER, {"mail"}),
        (SCORE, {"mail"}, {"mail"}, NEVER, set()),
        (SCORE, {"mail", "push"}, {"push", "mail"}, DAILY, {"mail", "push"}),
        (SCORE, {"text"}, {"push", "mail"}, DAILY, set()),
        (ATTENDANCE, set(), {"push", "mail"}, AT_ONCE, set()),
        (ATTENDANCE, None, set(), AT_ONCE, set()),
    ],
)
def test_a_notice_goes_by_the_ways_that_were_chosen_or_else_by_one(
    kind: str, chosen: set[str] | None, there: set[str], pace: str, goes: set[str]
) -> None:
    assert ways(kind, chosen, there, pace) == goes
