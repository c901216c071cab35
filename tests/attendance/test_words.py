"""Attendance in sentences."""

from datetime import date, time

import pytest

from openhouse.attendance.rules import DayMark, DayValue, Mark
from openhouse.attendance.sums import Tally
from openhouse.attendance.words import day_word, own_words, sentence, since_words

ON = date(2026, 10, 6)
VALUE = DayValue

SENTENCES = [
    ({}, "No absence and no late arrival recorded since August."),
    ({(VALUE.ACTIVITY, "exempt"): 2}, "No absence and no late arrival recorded since August."),
    ({(VALUE.LATE, "excused"): 1}, "Late once since August."),
    (
        {(VALUE.ABSENT, "excused"): 2, (VALUE.ABSENT, "unknown"): 1, (VALUE.LATE, "unknown"): 2},
        "Absent 3 days and late twice since August; 1 absence is not explained yet.",
    ),
    (
        {
            (VALUE.ABSENT, "unknown"): 1,
            (VALUE.PART, "unknown"): 1,
            (VALUE.LATE, "excused"): 3,
            (VALUE.LEFT_EARLY, "excused"): 1,
        },
        "Absent 1 day, away for part of 1 day, late 3 times and left early once since August;"
        " 2 absences are not explained yet.",
    ),
]


@pytest.mark.parametrize(("days", "expected"), SENTENCES)
def test_the_sums_make_one_sentence(days: dict[tuple[DayValue, str], int], expected: str) -> None:
    assert sentence(Tally(days), "since August") == expected


def test_no_start_is_made_up_where_the_school_has_told_no_year() -> None:
    back = date(2025, 10, 6)
    assert since_words(back, "", whole_year=True, over=False) == "in the last 12 months"
    assert since_words(back, "2025-26", whole_year=True, over=False) == "since October"


@pytest.mark.parametrize(
    ("status", "excuse", "code", "kept"),
    [
        ("absent", "excused", "Excused absence", ""),
        ("absent", "unexcused", "Absent (unexcused)", ""),
        ("tardy", "unknown", "Tardy", ""),
        ("present", "unknown", "In Attendance", ""),
        ("absent", "excused", "Medical appointment", "Medical appointment"),
        ("absent", "excused", "Unexcused absence", "Unexcused absence"),
        ("absent", "exempt", "Field trip", "Field trip"),
    ],
)
def test_a_code_is_named_where_it_says_more_than_its_status(
    status: str, excuse: str, code: str, kept: str
) -> None:
    assert own_words(Mark(ON, status, excuse, code)) == kept


def one(value: DayValue, status: str, excuse: str, **more: object) -> DayMark:
    mark = Mark(ON, status, excuse, "Code", **more)  # type: ignore[arg-type]
    return DayMark(ON, value, excuse, ((value, excuse),), (mark,))


@pytest.mark.parametrize(
    ("day", "word", "small", "kind"),
    [
        (DayMark(), "", "", "neutral"),
        (one(VALUE.PRESENT, "present", "unknown"), "Here", "", "good"),
        (
            one(VALUE.PRESENT, "present", "unknown", arrived_at=time(8, 5)),
            "Here",
            "since 8:05",
            "good",
        ),
        (
            one(VALUE.LATE, "tardy", "excused", arrived_at=time(8, 22), comment="Bus 14"),
            "Late",
            "8:22, Bus 14",
            "neutral",
        ),
        (one(VALUE.LATE, "tardy", "unknown"), "Late", "not explained yet", "warn"),
        (one(VALUE.ABSENT, "absent", "unexcused"), "Absent", "not excused", "bad"),
        (
            one(VALUE.PART, "absent", "unknown", section=1),
            "Part of the day",
            "1 class, not explained yet",
            "warn",
        ),
    ],
)
def test_a_day_is_a_word_with_a_small_line(day: DayMark, word: str, small: str, kind: str) -> None:
    found = day_word(day)
    assert (found.word, found.small, found.kind) == (word, small, kind)
