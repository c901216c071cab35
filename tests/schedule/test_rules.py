"""What is on now, and which days a week shows."""

from dataclasses import replace
from datetime import date, time

import pytest

from openhouse.schedule.rules import (
    DayOfStudent,
    Meeting,
    Moment,
    SchoolDay,
    arrivals,
    days_to_show,
    in_order,
    now_and_next,
    week_of,
    weekday_after,
    weekday_before,
    without_needless_breaks,
)

ON = date(2026, 10, 6)
HIGH = SchoolDay(1, "High", True, "", "A day")
CAREER = SchoolDay(2, "Career", True, "", "")


def meeting(name: str, hours: str = "", *, school: int = 1, section: int | None = 7) -> Meeting:
    start, _, end = hours.partition("-")
    times = [time.fromisoformat(text.zfill(5)) if text else None for text in (start, end)]
    return Meeting("P", 1, times[0], times[1], section, name, "12", "Ms. T", school, "School")


MATH, LUNCH, ART = (
    meeting("Math", "8:00-9:00"),
    meeting("Lunch", "9:10-9:40", section=None),
    meeting("Art", "9:40-10:30"),
)
DAY = DayOfStudent(ON, (HIGH,), (MATH, LUNCH, ART))


@pytest.mark.parametrize(
    ("at", "moment", "now", "after"),
    [
        ("07:59", Moment.BEFORE, None, MATH),
        ("08:00", Moment.DURING, MATH, LUNCH),
        ("08:59", Moment.DURING, MATH, LUNCH),
        ("09:00", Moment.BETWEEN, None, LUNCH),
        ("09:40", Moment.DURING, ART, None),
        ("10:30", Moment.AFTER, None, None),
    ],
)
def test_a_period_lasts_until_just_before_its_end(
    at: str, moment: Moment, now: Meeting | None, after: Meeting | None
) -> None:
    found = now_and_next(DAY, time.fromisoformat(at))
    assert (found.moment, found.now, found.next) == (moment, now, after)


def test_a_day_without_school_or_times_has_nothing_on() -> None:
    off = DayOfStudent(ON, (replace(HIGH, is_school_day=False),), (MATH,))
    assert now_and_next(off, time(8, 30)).moment is Moment.OFF
    untimed = DayOfStudent(ON, (HIGH,), (meeting("Math"),))
    assert now_and_next(untimed, time(8, 30)).moment is Moment.UNTIMED


def test_meetings_without_times_come_last() -> None:
    late, early, none = meeting("B", "9:00-10:00"), meeting("C", "8:00-9:00"), meeting("A")
    assert [one.name for one in in_order([none, late, early])] == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("pause", "stays"),
    [
        ("9:10-9:40", True),
        ("8:30-9:05", False),
        ("10:30-11:00", False),
        ("7:00-7:30", False),
    ],
)
def test_a_break_stays_between_two_classes_only(pause: str, stays: bool) -> None:
    lunch = meeting("Lunch", pause, section=None)
    assert (lunch in without_needless_breaks([MATH, lunch, ART])) is stays


def test_two_schools_are_named_where_the_child_changes_between_them() -> None:
    weld = meeting("Welding", "11:00-12:00", school=2)
    assert arrivals([MATH, ART, weld]) == {MATH, weld}
    assert arrivals([MATH, ART]) == set()
    assert arrivals([]) == set()


def test_what_two_schools_say_of_a_day_is_told_apart() -> None:
    both = DayOfStudent(ON, (HIGH, CAREER))
    assert both.bell_schedule == "A day"
    assert DayOfStudent(ON, (HIGH, replace(CAREER, note="Staff day"))).note == "Career: Staff day"
    assert both.at(2) == DayOfStudent(ON, (CAREER,))


def test_a_weekend_shows_only_with_school_on_it() -> None:
    monday, sunday = week_of(ON)
    assert (monday, sunday) == (date(2026, 10, 5), date(2026, 10, 11))
    saturday = date(2026, 10, 10)
    days = {on: DayOfStudent(on) for on in (monday, saturday)}
    assert [day.on for day in days_to_show(days)] == [monday]
    days[saturday] = DayOfStudent(saturday, (HIGH,))
    assert [day.on for day in days_to_show(days)] == [monday, saturday]


def test_turning_the_day_skips_the_weekend() -> None:
    friday, monday = date(2026, 10, 9), date(2026, 10, 12)
    assert weekday_after(friday) == monday == weekday_after(date(2026, 10, 11))
    assert weekday_before(monday) == friday == weekday_before(date(2026, 10, 11))
    assert weekday_after(monday) == date(2026, 10, 13)
