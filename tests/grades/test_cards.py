"""The one sentence before the courses."""

from datetime import date
from decimal import Decimal

import pytest

from openhouse.grades.cards import Marked, standing
from openhouse.grades.queries import Course, Work
from openhouse.grades.rules.schemes import Scheme
from openhouse.grades.words import missing_words

TODAY = date(2026, 10, 6)


def course(name: str, percent: int | None) -> Marked:
    got = None if percent is None else Decimal(percent)
    work = [Work(1, None, Decimal(100), got)]
    made = Course(
        id=1,
        name=name,
        teacher_name="",
        room="",
        school=1,
        left_on=None,
        taught_from=None,
        taught_until=None,
        shows_marks=True,
        shows_work=True,
        scheme=Scheme(),
        posted=(),
        work=work,
    )
    return Marked(made, made.mark(TODAY))


@pytest.mark.parametrize(
    ("percents", "sentence"),
    [
        ([], ""),
        ([None], ""),
        ([70], "1 class going well."),
        ([90, 80, None], "2 classes going well."),
        ([90, 90, 90, 90, 90, 58], "5 classes going well, 1 to look at: F 58 %."),
        ([58], "1 to look at: A 58 %."),
        ([58, 90, 61], "1 class going well, 2 to look at: A 58 % and C 61 %."),
        ([50, 51, 52, 53, 54], "5 to look at: A 50 %, B 51 %, C 52 % and 2 more."),
    ],
)
def test_the_sentence_says_how_many_go_well_and_which_do_not(
    percents: list[int | None], sentence: str
) -> None:
    courses = [course(name, percent) for name, percent in zip("ABCDEF", percents, strict=False)]
    assert standing(courses).replace("\u00a0", " ") == sentence


@pytest.mark.parametrize(
    ("many", "words"),
    [(0, ""), (1, "1 piece of work is missing"), (3, "3 pieces of work are missing")],
)
def test_missing_work_is_counted_in_words(many: int, words: str) -> None:
    assert missing_words(many) == words
