"""The mark in progress, by tables of cases. Sources: features.md section 2.3."""

from datetime import date
from decimal import Decimal
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openhouse.grades.rules.entries import is_far_over
from openhouse.grades.rules.marks import Mark, mark_of
from openhouse.grades.rules.pieces import Piece, is_to_do
from openhouse.grades.rules.scales import Rounding, letter_of, moves, shown
from openhouse.grades.rules.schemes import Category, Scheme

TODAY = date(2026, 10, 6)
LETTERS = tuple((mark, Decimal(least)) for mark, least in (("A", 90), ("B", 80), ("F", 0)))


def pieces(*scores: str, category: int | None = None, start: int = 1) -> list[Piece]:
    """Pieces from "8/10", "-/10" for no score, with a flag behind a space: "8/10 missing"."""
    found = []
    for number, text in enumerate(scores, start):
        score, _, flag = text.partition(" ")
        got, _, possible = score.partition("/")
        found.append(
            Piece(number, category, Decimal(possible), None if got == "-" else Decimal(got), flag)
        )
    return found


def percent_of(work: list[Piece], scheme: Scheme | None = None) -> Decimal | None:
    percent = mark_of(work, scheme or Scheme(), TODAY).percent
    return None if percent is None else shown(percent)


@pytest.mark.parametrize(
    ("scores", "percent"),
    [
        (("8/10", "100/100"), "98.2"),
        (("8/10",), "80"),
        (("8/10", "-/10"), "80"),
        (("0/10",), "0"),
        (("8/10", "5/0"), "130"),
        (("12/10",), "120"),
        (("5/0",), None),
        (("-/10",), None),
        ((), None),
    ],
)
def test_points_add_up_and_what_is_blank_does_not_count(
    scores: tuple[str, ...], percent: str | None
) -> None:
    assert percent_of(pieces(*scores)) == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("flag", "with_score", "blank"),
    [
        # Beside one score of 10 of 10, work of 10 points with 6 entered, or nothing entered.
        ("", "80", "100"),
        ("turned in", "80", "100"),
        ("missing", "50", "50"),
        ("late", "80", "100"),
        ("incomplete", "80", "100"),
        ("cheated", "50", "50"),
        ("exempt", "100", "100"),
        ("dropped", "100", "100"),
    ],
)
def test_each_flag_does_what_the_table_says(flag: str, with_score: str, blank: str) -> None:
    assert percent_of(pieces("10/10", f"6/10 {flag}".strip())) == Decimal(with_score)
    assert percent_of(pieces("10/10", f"-/10 {flag}".strip())) == Decimal(blank)


@pytest.mark.parametrize(
    ("flag", "while_blank"),
    [
        ("", True),
        ("turned in", False),
        ("missing", True),
        ("late", True),
        ("incomplete", True),
        ("cheated", False),
        ("exempt", False),
        ("dropped", False),
    ],
)
def test_work_is_to_do_while_it_is_blank_and_no_flag_settles_it(
    flag: str, while_blank: bool
) -> None:
    assert is_to_do(flag, scored=False) is while_blank
    assert is_to_do(flag, scored=True) is False


def test_nothing_is_missing_before_it_is_due() -> None:
    early = Piece(1, None, Decimal(10), None, "missing", due_on=date(2026, 10, 7))
    due = Piece(2, None, Decimal(10), None, "missing", due_on=TODAY)
    assert percent_of([*pieces("10/10", start=3), early]) == Decimal(100)
    assert percent_of([*pieces("10/10", start=3), due]) == Decimal(50)


def test_work_that_does_not_count_or_has_no_points_changes_nothing() -> None:
    practice = Piece(1, None, Decimal(10), Decimal(0), counts=False)
    unmeasured = Piece(2, None, None, Decimal(3))
    assert percent_of([*pieces("9/10", start=3), practice, unmeasured]) == Decimal(90)


def test_a_multiplier_scales_one_assignment() -> None:
    double = Piece(1, None, Decimal(10), Decimal(5), multiplier=Decimal(2))
    assert percent_of([double, *pieces("10/10", start=2)]) == shown(Decimal(2000) / 30)


HOMEWORK, QUIZZES, TESTS = (
    Category(1, "Homework", Decimal(30)),
    Category(2, "Quizzes", Decimal(30)),
    Category(3, "Tests", Decimal(40)),
)
WEIGHTED = Scheme((HOMEWORK, QUIZZES, TESTS), weighted=True, scale=LETTERS)


def weighted_mark() -> Mark:
    work = [*pieces("92/100", category=1), *pieces("71.2/100", category=2, start=2)]
    return mark_of(work, WEIGHTED, TODAY)


def test_the_weight_of_an_empty_category_is_shared_out() -> None:
    mark = weighted_mark()
    assert mark.percent == Decimal("81.6")
    assert [(part.name, part.weight, part.share) for part in mark.parts] == [
        ("Homework", Decimal(30), Decimal(50)),
        ("Quizzes", Decimal(30), Decimal(50)),
        ("Tests", Decimal(40), None),
    ]
    assert [part.name for part in mark.empty] == ["Tests"]


def test_the_proof_adds_up_to_the_mark() -> None:
    mark = weighted_mark()
    assert [part.brings for part in mark.parts] == [Decimal("46.0"), Decimal("35.6"), None]
    assert mark.letter == "B"
    assert mark.early


def test_a_mark_is_no_longer_early_with_enough_scores_in_every_category() -> None:
    work = [
        *pieces("9/10", "9/10", category=1),
        *pieces("9/10", "9/10", category=2, start=3),
        *pieces("9/10", category=3, start=5),
    ]
    assert not mark_of(work, WEIGHTED, TODAY).early


def test_weights_count_and_not_points() -> None:
    work = [*pieces("10/10", category=1), *pieces("50/100", category=3, start=2)]
    assert percent_of(work, WEIGHTED) == shown(Decimal(30 * 100 + 40 * 50) / 70)


def test_work_without_a_weight_is_outside_a_weighted_mark_and_the_proof_says_so() -> None:
    scheme = Scheme((HOMEWORK, Category(9, "Practice")), weighted=True)
    work = [
        *pieces("9/10", category=1),
        *pieces("0/10", category=9, start=2),
        *pieces("0/10", start=3),
    ]
    mark = mark_of(work, scheme, TODAY)
    assert mark.percent == Decimal(90)
    assert [(part.name, part.share) for part in mark.parts if part.share is None] == [
        ("Practice", None),
        ("", None),
    ]


def test_without_any_weight_a_weighted_gradebook_goes_by_points() -> None:
    scheme = Scheme((Category(1, "Homework"), Category(2, "Tests", Decimal(0))), weighted=True)
    work = [*pieces("8/10", category=1), *pieces("100/100", category=2, start=2)]
    assert mark_of(work, scheme, TODAY).basis == "points"
    assert percent_of(work, scheme) == Decimal("98.2")


def test_a_category_with_only_extra_credit_has_no_percent() -> None:
    work = [*pieces("9/10", category=1), *pieces("5/0", category=2, start=2)]
    assert percent_of(work, WEIGHTED) == Decimal(90)


@pytest.mark.parametrize(
    ("scores", "drops", "dropped"),
    [
        (("5/10", "9/10", "10/10"), 1, {1}),
        (("5/10", "9/10", "10/10"), 2, {1, 2}),
        (("5/10", "9/10"), 5, {1}),
        (("5/10",), 1, set()),
        (("10/10", "10/10"), 1, set()),
        (("-/10 missing", "9/10", "8/10"), 1, {1}),
        (("6/10 exempt", "9/10", "8/10"), 1, {3}),
        (("5/0", "9/10", "8/10"), 1, {3}),
        # The lowest percent is not always the one that hurts most.
        (("1/2", "60/100", "100/100"), 1, {2}),
    ],
)
def test_the_lowest_is_dropped_where_that_is_best(
    scores: tuple[str, ...], drops: int, dropped: set[int]
) -> None:
    scheme = Scheme((Category(1, "Quizzes", None, drops),))
    assert mark_of(pieces(*scores, category=1), scheme, TODAY).dropped == dropped


def test_each_category_drops_its_own() -> None:
    quizzes, tests = Category(1, "Quizzes", Decimal(50), 1), Category(2, "Tests", Decimal(50))
    work = [
        *pieces("5/10", "9/10", category=1),
        *pieces("2/10", "10/10", category=2, start=3),
    ]
    mark = mark_of(work, Scheme((quizzes, tests), weighted=True), TODAY)
    assert mark.dropped == {1}
    assert [part.dropped for part in mark.parts] == [(1,), ()]
    assert mark.percent == Decimal(75)


SCORE = st.tuples(st.sampled_from([0, 5, 10, 20]), st.integers(0, 22), st.integers(1, 2))


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(SCORE, max_size=7), st.integers(0, 3), st.integers(0, 2))
def test_no_other_choice_of_what_to_drop_is_better(
    scores: list[tuple[int, int, int]], first: int, second: int
) -> None:
    categories = (Category(1, "One", None, first), Category(2, "Two", None, second))
    work = [
        Piece(number, category, Decimal(possible), Decimal(got))
        for number, (possible, got, category) in enumerate(scores)
    ]
    assert percent_of(work, Scheme(categories)) == best_by_trying(work, categories)


def best_by_trying(work: list[Piece], categories: tuple[Category, ...]) -> Decimal | None:
    choices = []
    for category in categories:
        able = [piece.id for piece in work if piece.category == category.id and piece.possible]
        most = max(0, min(category.drop_lowest, len(able) - 1))
        choices.append([set(left) for n in range(most + 1) for left in combinations(able, n)])
    found = []
    for sets in product(*choices):
        kept = [piece for piece in work if not any(piece.id in left for left in sets)]
        possible = sum((piece.possible or 0 for piece in kept), Decimal(0))
        if possible:
            found.append(sum((piece.got or 0 for piece in kept), Decimal(0)) * 100 / possible)
    return shown(max(found)) if found else None


@pytest.mark.parametrize(
    ("percent", "letter"),
    [("100", "A"), ("90", "A"), ("89.96", "A"), ("89.94", "B"), ("80", "B"), ("79.9", "F")],
)
def test_the_letter_goes_by_the_percent_that_is_shown(percent: str, letter: str) -> None:
    assert letter_of(Decimal(percent), LETTERS) == letter


def test_there_is_no_letter_without_a_percent_or_a_scale() -> None:
    assert letter_of(None, LETTERS) == ""
    assert letter_of(Decimal(90), ()) == ""
    assert letter_of(Decimal(10), LETTERS[:2]) == ""


@pytest.mark.parametrize(
    ("after", "rounding", "moved"),
    [
        (LETTERS, Rounding.TENTH, []),
        (LETTERS, Rounding.WHOLE, [("79.5", "79.95", "F", "B"), ("89.5", "89.95", "B", "A")]),
        (LETTERS, Rounding.WHOLE_DOWN, [("79.95", "80", "B", "F"), ("89.95", "90", "A", "B")]),
        ((("A", Decimal(90)), ("F", Decimal(0))), Rounding.TENTH, [("79.95", "89.95", "B", "F")]),
        ((("A", Decimal("89.97")), *LETTERS[1:]), Rounding.TENTH, []),  # no tenth lies between
    ],
)
def test_another_scale_moves_these_percents(after: Any, rounding: Any, moved: Any) -> None:
    found = moves((LETTERS, Rounding.TENTH), (after, rounding))
    assert [(one.low, one.high, one.was, one.now) for one in found] == [
        (Decimal(low), Decimal(high), was, now) for low, high, was, now in moved
    ]


@pytest.mark.parametrize(
    ("points", "possible", "asked"),
    [("79", "5", True), ("7.5", "5", False), ("7.51", "5", True), ("110", "100", False),
     ("3", "0", False), ("3", None, False), (None, "5", False)],
)  # fmt: skip
def test_a_score_is_asked_about_from_one_and_a_half_times_its_points_on(
    points: str | None, possible: str | None, asked: bool
) -> None:
    exact = [None if number is None else Decimal(number) for number in (points, possible)]
    assert is_far_over(*exact) is asked
