"""What a day's marks come to."""

from datetime import date, time

import pytest

from openhouse.attendance.rules import (
    ABSENT,
    EARLY,
    EXCUSED,
    EXEMPT,
    PRESENT,
    TARDY,
    UNEXCUSED,
    UNKNOWN,
    DayValue,
    Mark,
    Met,
    counting,
    day_mark,
)
from openhouse.attendance.sums import having, in_class, tally

ON = date(2026, 10, 6)
A, B, C = 1, 2, 3
DAY = (
    Met(A, 11, "Period 1", time(8), time(9)),
    Met(B, 12, "Period 2", time(9), time(10)),
    Met(C, 13, "Period 3", time(10), time(11)),
)
VALUE = DayValue


def mark(status: str, excuse: str, section: int | None = None, **more: object) -> Mark:
    """A mark of the day; of a class it is the teacher's, of the whole day the office's."""
    taken_by = "office" if section is None else "teacher"
    return Mark(
        ON, status, excuse, f"{status}, {excuse}", taken_by, section, f"{section}", school=1
    )._replace(
        **more,  # type: ignore[arg-type]
    )


CASES = {
    "nothing recorded": ([], VALUE.NONE, ""),
    "a whole-day mark": ([mark(ABSENT, EXCUSED)], VALUE.ABSENT, EXCUSED),
    "absent from every class": (
        [mark(ABSENT, UNKNOWN, A), mark(ABSENT, EXCUSED, B), mark(ABSENT, UNEXCUSED, C)],
        VALUE.ABSENT,
        UNKNOWN,
    ),
    "absent from some": ([mark(ABSENT, UNEXCUSED, A)], VALUE.PART, UNEXCUSED),
    "absent from some, at an activity in the rest": (
        [mark(ABSENT, UNEXCUSED, A), mark(ABSENT, EXEMPT, B), mark(ABSENT, EXEMPT, C)],
        VALUE.PART,
        UNEXCUSED,
    ),
    "at an activity": ([mark(ABSENT, EXEMPT)], VALUE.ACTIVITY, EXEMPT),
    "late": ([mark(TARDY, UNKNOWN, A)], VALUE.LATE, UNKNOWN),
    "late, excused by exemption": ([mark(TARDY, EXEMPT, A)], VALUE.ACTIVITY, EXEMPT),
    "left early": ([mark(EARLY, EXCUSED)], VALUE.LEFT_EARLY, EXCUSED),
    "here": ([mark(PRESENT, UNKNOWN, A)], VALUE.PRESENT, UNKNOWN),
    "here, then away": (
        [mark(PRESENT, UNKNOWN, A), mark(ABSENT, UNKNOWN, B)],
        VALUE.PART,
        UNKNOWN,
    ),
    "the office explains the teacher's absences": (
        [mark(ABSENT, EXCUSED), *(mark(ABSENT, UNKNOWN, one) for one in (A, B, C))],
        VALUE.ABSENT,
        EXCUSED,
    ),
    "the office says here, the teacher away": (
        [mark(ABSENT, UNKNOWN, A), mark(PRESENT, UNKNOWN, A, taken_by="office")],
        VALUE.PRESENT,
        UNKNOWN,
    ),
    "here in the morning, one class skipped": (
        [mark(PRESENT, UNKNOWN), mark(ABSENT, UNEXCUSED, B)],
        VALUE.PART,
        UNEXCUSED,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_days_marks_come_to_one_value(name: str) -> None:
    marks, value, excuse = CASES[name]
    found = day_mark(ON, marks, DAY)
    assert (found.value, found.excuse) == (value, excuse)


def test_absences_of_an_unknown_timetable_are_a_part_of_the_day() -> None:
    assert day_mark(ON, [mark(ABSENT, EXCUSED, A)]).value is VALUE.PART


def test_classes_without_periods_make_a_whole_day_too() -> None:
    met = [Met(A), Met(B)]
    marks = [mark(ABSENT, EXCUSED, A), mark(ABSENT, EXCUSED, B)]
    assert day_mark(ON, marks, met).value is VALUE.ABSENT
    assert day_mark(ON, marks[:1], met).value is VALUE.PART


def test_a_class_that_meets_twice_needs_both_absences() -> None:
    twice = [Met(A, 11), Met(A, 12)]
    once = mark(ABSENT, EXCUSED, A, period=11)
    assert day_mark(ON, [once], twice).value is VALUE.PART
    assert day_mark(ON, [once, once._replace(period=12)], twice).value is VALUE.ABSENT
    assert day_mark(ON, [once._replace(period=None)], twice).value is VALUE.ABSENT


def test_the_office_overrides_the_teacher_for_the_same_class_only() -> None:
    office = mark(TARDY, EXCUSED, A, taken_by="office", period=11)
    held = counting([mark(ABSENT, UNKNOWN, A, period=11), mark(ABSENT, UNKNOWN, B), office])
    assert [(one.section, one.taken_by) for one in held] == [(A, "office"), (B, "teacher")]


def test_a_late_arrival_explains_only_the_classes_before_it() -> None:
    late = mark(TARDY, EXCUSED, arrived_at=time(9, 30))
    first = mark(ABSENT, UNKNOWN, A, starts_at=time(8), ends_at=time(9))
    third = mark(ABSENT, UNKNOWN, C, starts_at=time(10), ends_at=time(11))
    day = day_mark(ON, [late, first, third], DAY)
    assert [(one.section, one.excuse) for one in day.marks] == [
        (None, EXCUSED),
        (A, EXCUSED),
        (C, UNKNOWN),
    ]
    assert day.facts == ((VALUE.PART, UNKNOWN), (VALUE.LATE, EXCUSED))
    assert day.arrived_at == time(9, 30)


def test_a_mark_without_a_period_takes_its_classs_times() -> None:
    (found,) = day_mark(ON, [mark(TARDY, UNKNOWN, B)], DAY).marks
    assert (found.period_name, found.starts_at, found.ends_at) == ("Period 2", time(9), time(10))


def test_a_whole_day_and_its_classes_count_one_day() -> None:
    marks = [mark(ABSENT, EXCUSED), *(mark(ABSENT, UNKNOWN, one) for one in (A, B, C))]
    sums = tally([day_mark(ON, marks, DAY)])
    assert sums.days == {(VALUE.ABSENT, EXCUSED): 1}
    assert sums.unexplained == 0
    assert [(one.section, one.absent) for one in sums.courses] == [(A, 1), (B, 1), (C, 1)]


def test_exempt_and_present_never_count_against_the_child() -> None:
    marks = [mark(ABSENT, EXEMPT, A), mark(PRESENT, UNKNOWN, B)]
    sums = tally([day_mark(ON, marks, DAY)])
    assert sums.of(VALUE.ABSENT, VALUE.PART, VALUE.LATE, VALUE.LEFT_EARLY) == 0
    assert sums.courses == ()


def test_a_day_can_be_late_and_partly_missed() -> None:
    day = day_mark(ON, [mark(TARDY, EXCUSED, A), mark(ABSENT, UNKNOWN, C)], DAY)
    sums = tally([day])
    assert (sums.of(VALUE.PART), sums.of(VALUE.LATE), sums.unexplained) == (1, 1, 1)
    assert having([day], VALUE.LATE, EXCUSED) == [day]
    assert having([day], VALUE.LATE, UNKNOWN) == []
    assert having([day], None, UNKNOWN) == [day]
    (only,) = in_class([day], A)
    assert (only.value, only.excuse, len(only.marks)) == (VALUE.LATE, EXCUSED, 1)
    assert in_class([day], B) == []


def test_sections_of_one_name_are_one_class() -> None:
    fall, spring = mark(ABSENT, EXCUSED, A), mark(TARDY, EXCUSED, B, section_name=str(A))
    days = [day_mark(ON, [one]) for one in (fall, spring)]
    (course,) = tally(days).courses
    assert (course.absent, course.late) == (1, 1)
    assert len(in_class(days, course.section)) == 2
