"""The options of a gradebook, by tables of cases. Sources: features.md 2.3, TCH-04 to TCH-06."""

from decimal import Decimal

import pytest

from openhouse.grades.rules.confidence import confidence_of
from openhouse.grades.rules.effects import effects
from openhouse.grades.rules.marks import mark_of
from openhouse.grades.rules.pieces import Outside, outside
from openhouse.grades.rules.scales import (
    Fault,
    Rounding,
    faults_of,
    faults_of_ranges,
    letter_of,
)
from openhouse.grades.rules.schemes import Category, Scheme, faults_of_weights
from tests.grades.gradebooks import TODAY
from tests.grades.test_rules import LETTERS, percent_of, pieces


@pytest.mark.parametrize(
    ("scores", "by_points", "by_percent"),
    [
        (("8/10", "100/100"), "98.2", "90"),
        (("8/10", "-/10"), "80", "80"),
        # Extra credit adds what it would on an average piece of 10 points.
        (("8/10", "9/10", "2/0"), "95", "95"),
        (("5/0",), None, None),
    ],
)
def test_by_percent_each_piece_counts_the_same(
    scores: tuple[str, ...], by_points: str | None, by_percent: str | None
) -> None:
    for scheme, expected in ((Scheme(), by_points), (Scheme(by_percent=True), by_percent)):
        found = percent_of(pieces(*scores), scheme)
        assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("missing", "percent"), [(Decimal(0), "50"), (Decimal(50), "75"), (None, "100")]
)
def test_missing_is_what_the_teacher_says_it_is(missing: Decimal | None, percent: str) -> None:
    work = pieces("10/10", "9/10 missing")
    assert percent_of(work, Scheme(missing=missing)) == Decimal(percent)
    reason = outside(work[1], TODAY, missing)
    assert reason == (Outside.WAITS if missing is None else None)


def test_cheated_is_nothing_even_where_missing_has_a_floor() -> None:
    work = pieces("10/10", "9/10 cheated")
    assert percent_of(work, Scheme(missing=Decimal(50))) == Decimal(50)


@pytest.mark.parametrize(("beyond", "percent"), [(False, "90"), (True, "126")])
def test_weights_beyond_100_are_shares_unless_they_are_taken_as_they_stand(
    beyond: bool, percent: str
) -> None:
    two = (Category(1, "Work", Decimal(100)), Category(2, "Tests", Decimal(40)))
    work = [*pieces("9/10", category=1), *pieces("9/10", category=2, start=2)]
    assert percent_of(work, Scheme(two, weighted=True, beyond=beyond)) == Decimal(percent)


@pytest.mark.parametrize(
    ("weights", "faults"),
    [
        ((60, 40), []),
        ((100, 40), ["not 100"]),
        ((0, 0), ["none"]),
        ((None, None), ["none"]),
        ((120, -20), ["negative"]),
    ],
)
def test_odd_weights_have_a_name(weights: tuple[int | None, ...], faults: list[str]) -> None:
    made = [
        Category(place, "", None if weight is None else Decimal(weight))
        for place, weight in enumerate(weights)
    ]
    assert faults_of_weights(made) == faults


@pytest.mark.parametrize(("weighted", "percent"), [(True, "85"), (False, "85")])
def test_a_category_of_extra_credit_only_adds(weighted: bool, percent: str) -> None:
    two = (Category(1, "Work", Decimal(100)), Category(2, "Extra", Decimal(5), extra=True))
    work = [*pieces("80/100", category=1), *pieces("5/5", category=2, start=2)]
    mark = mark_of(work, Scheme(two, weighted=weighted), TODAY)
    assert mark.percent == Decimal(percent)
    assert mark.empty == ()


def test_by_weight_a_category_of_extra_credit_drops_its_lowest_too() -> None:
    two = (
        Category(1, "Work", Decimal(100)),
        Category(2, "Extra", Decimal(5), drop_lowest=1, extra=True),
    )
    work = [*pieces("8/10", category=1), *pieces("10/10", "0/10", category=2, start=2)]
    found = mark_of(work, Scheme(two, weighted=True), TODAY)
    assert (found.percent, found.dropped) == (Decimal(85), {3})


def test_extra_credit_alone_is_no_mark() -> None:
    two = (Category(1, "Work", Decimal(100)), Category(2, "Extra", Decimal(5), extra=True))
    for weighted in (True, False):
        work = pieces("5/5", category=2)
        assert mark_of(work, Scheme(two, weighted=weighted), TODAY).percent is None


@pytest.mark.parametrize(
    ("scores", "lowest", "highest", "dropped", "percent"),
    [
        (("5/10", "7/10", "10/10"), 0, 1, {3}, "60"),
        (("5/10", "7/10", "10/10"), 1, 1, {1, 3}, "70"),
        (("5/10", "10/10"), 1, 1, {2}, "50"),
        # Of two equal ones the smaller goes: it costs less.
        (("5/10", "20/20", "10/10"), 0, 1, {3}, "83.3"),
    ],
)
def test_the_highest_goes_first_then_the_lowest(
    scores: tuple[str, ...], lowest: int, highest: int, dropped: set[int], percent: str
) -> None:
    scheme = Scheme((Category(1, "Quizzes", None, lowest, highest),))
    work = pieces(*scores, category=1)
    assert mark_of(work, scheme, TODAY).dropped == dropped
    assert percent_of(work, scheme) == Decimal(percent)


def test_what_is_never_dropped_stays_and_the_next_goes() -> None:
    scheme = Scheme((Category(1, "Quizzes", None, 1),))
    work = pieces("1/10", "4/10", "9/10", category=1)
    work[0].never_drop = True
    assert mark_of(work, scheme, TODAY).dropped == {2}


@pytest.mark.parametrize(
    ("rounding", "percent", "letter"),
    [
        (Rounding.TENTH, "89.95", "A"),
        (Rounding.TENTH, "89.949", "B"),
        (Rounding.WHOLE, "89.5", "A"),
        (Rounding.HUNDREDTH, "89.994", "B"),
        (Rounding.WHOLE_DOWN, "89.99", "B"),
        (Rounding.TENTH_DOWN, "89.99", "B"),
    ],
)
def test_the_scale_names_how_it_rounds(rounding: Rounding, percent: str, letter: str) -> None:
    assert letter_of(Decimal(percent), LETTERS, rounding) == letter


def test_a_mark_on_the_edge_is_not_lost_to_a_division() -> None:
    """A third and two thirds of equal weights are exactly a half."""
    two = (Category(1, "One", Decimal(50)), Category(2, "Two", Decimal(50)))
    work = [*pieces("1/3", category=1), *pieces("2/3", category=2, start=2)]
    assert mark_of(work, Scheme(two, weighted=True), TODAY).percent == Decimal(50)


@pytest.mark.parametrize(
    ("steps", "kinds"),
    [
        ([("A", 90), ("B", 80), ("F", 0)], []),
        ([("4", 87.5), ("3", 62.5), ("2", 37.5), ("1", 0)], []),
        ([], ["empty"]),
        ([("A", 90), ("", 0)], ["name"]),
        ([("A", 90), ("A", 80), ("F", 0)], ["twice"]),
        ([("A", 80), ("B", 90), ("F", 0)], ["overlap"]),
        ([("A", 90), ("B", 90), ("F", 0)], ["overlap"]),
        ([("A", 90), ("B", 60)], ["bottom"]),
        ([("A", 90), ("F", -5)], ["range"]),
        ([("A", "NaN"), ("F", 0)], ["number"]),
    ],
)
def test_a_scale_that_cannot_be_used_says_why(
    steps: list[tuple[str, float | str]], kinds: list[str]
) -> None:
    found = faults_of([(mark, Decimal(str(least))) for mark, least in steps])
    assert [fault.kind for fault in found] == kinds


@pytest.mark.parametrize(
    ("ranges", "rounding", "faults"),
    [
        ([("A", 90, 100), ("B", 0, 89)], Rounding.WHOLE, []),
        ([("A", 90, 100), ("B", 0, 89)], Rounding.TENTH, [Fault("gap", ("B", "89", "A", "90"))]),
        ([("A", 90, 100), ("B", 0, 90)], Rounding.WHOLE, [Fault("overlap", ("A", "B"))]),
        ([("A", 100, 90), ("B", 0, 89)], Rounding.WHOLE, [Fault("range", ("A", "100–90"))]),
    ],
)
def test_ranges_with_gaps_or_overlaps_are_told(
    ranges: list[tuple[str, int, int]], rounding: Rounding, faults: list[Fault]
) -> None:
    exact = [(mark, Decimal(low), Decimal(high)) for mark, low, high in ranges]
    found = faults_of_ranges(exact, rounding)
    assert [fault for fault in found if fault in faults] == faults
    assert bool(found) == bool(faults)


def test_each_effect_is_in_percentage_points() -> None:
    found = effects(pieces("8/10", "5/10", "-/10", "9/10 exempt"), Scheme(), TODAY)
    assert found == {1: Decimal(15), 2: Decimal(-15)}
    assert effects(pieces("8/10"), Scheme(), TODAY) == {1: None}
    assert effects([], Scheme(), TODAY) == {}


def test_what_is_dropped_moves_nothing() -> None:
    scheme = Scheme((Category(1, "Quizzes", None, 1),))
    found = effects(pieces("2/10", "8/10", "9/10", category=1), scheme, TODAY)
    assert found[1] == 0


def test_confidence_counts_what_is_there_and_what_is_to_come() -> None:
    from datetime import date
    from fractions import Fraction

    scheme = Scheme((Category(1, "Work", Decimal(50)), Category(2, "Tests", Decimal(50))), True)
    mark = mark_of(pieces("8/10", "9/10", "7/10", "9/10", category=1), scheme, TODAY)
    found = confidence_of(mark, 5, 4, Fraction(1, 3), date(2026, 9, 27), TODAY)
    assert (found.counted, found.about, found.empty) == (4, 12, ("Tests",))
    assert found.last_entry_days == 9
    soon = confidence_of(mark, 5, 1, Fraction(1, 20), None, TODAY)
    assert (soon.about, soon.last_entry_days) == (None, None)
