"""Marks that are made of marks, estimates of a skill, averages, and what is typed into a cell."""

from datetime import date
from decimal import Decimal

import pytest

from openhouse.grades.rules.averages import Earned, average_of
from openhouse.grades.rules.composites import Component, composite_of
from openhouse.grades.rules.entries import Entry, EntryError, entry_of
from openhouse.grades.rules.pieces import Piece
from openhouse.grades.rules.scales import shown
from openhouse.grades.rules.schemes import Category
from openhouse.grades.rules.standards import Learnt, Method, estimate, learnt


def components(*parts: tuple[int, str | None]) -> list[Component]:
    return [
        Component(f"Part {place}", Decimal(weight), None if percent is None else Decimal(percent))
        for place, (weight, percent) in enumerate(parts)
    ]


@pytest.mark.parametrize(
    ("parts", "waits", "percent"),
    [
        (((40, "80"), (40, "90"), (20, "70")), False, "82"),
        (((40, "80"), (40, "90"), (20, None)), False, "85"),
        (((40, "80"), (40, "90"), (20, None)), True, None),
        (((40, "80"), (0, None)), True, "80"),
        (((40, None), (60, None)), False, None),
        (((90, "85"), (10, "95")), False, "86"),
        ((), False, None),
    ],
)
def test_a_composite_shares_out_what_is_missing_or_waits_for_it(
    parts: tuple[tuple[int, str | None], ...], waits: bool, percent: str | None
) -> None:
    found = composite_of(components(*parts), waits=waits)
    assert found.percent == (None if percent is None else Decimal(percent))


def test_the_proof_of_a_composite_has_the_weight_as_given_and_as_used() -> None:
    found = composite_of(components((40, "80"), (40, "90"), (20, None)))
    assert [each.share for each in found.portions] == [Decimal(50), Decimal(50), None]
    assert [each.brings for each in found.portions] == [Decimal(40), Decimal(45), None]
    assert found.waits_for == ("Part 2",)


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        composite_of(components((-1, "80")))


@pytest.mark.parametrize(
    ("method", "scores", "expected"),
    [
        (Method.HIGHEST, "2 4 3", "4"),
        (Method.MOST_RECENT, "2 4 3", "3"),
        (Method.MEAN, "2 4 3", "3"),
        (Method.MODE, "1 1 1 2 3 3 2 4", "2"),
        (Method.MODE, "4", "4"),
        (Method.DECAYING, "2 4", "3.3"),
        (Method.DECAYING, "2 3 4", "3.5"),
        (Method.LATEST_WEIGHS, "2 3 4", "3.5"),
        (Method.LATEST_WEIGHS, "3", "3"),
        (Method.POWER_LAW, "2 3", "2.5"),
        (Method.POWER_LAW, "1 2 3 4", "4.0"),
        (Method.POWER_LAW, "0 2 3", "3"),
        (Method.POWER_LAW, "3 3 3 3", "3"),
    ],
)
def test_each_method_estimates_as_it_says(method: Method, scores: str, expected: str) -> None:
    found = estimate([Decimal(score) for score in scores.split()], method)
    assert found is not None
    assert shown(found) == Decimal(expected)


def test_the_mode_looks_at_the_last_and_prefers_the_latest() -> None:
    scores = [Decimal(score) for score in (4, 4, 4, 1, 2)]
    assert estimate(scores, Method.MODE, last=3) == 2
    assert estimate(scores, Method.MODE, last=0) == 4


def test_there_is_no_estimate_without_scores_and_no_weight_beyond_one() -> None:
    assert estimate([], Method.POWER_LAW) is None
    with pytest.raises(ValueError, match="at most 1"):
        estimate([Decimal(1)], Method.DECAYING, weight=Decimal(2))


def test_the_average_counts_what_counts_and_credits_what_is_passed() -> None:
    b, honors_a = Decimal(3), Decimal(4)
    one, half = Decimal(1), Decimal("0.5")
    found = average_of(
        [
            Earned(b, b, one, one),
            Earned(honors_a, Decimal(5), half, half),
            Earned(Decimal(0), Decimal(0), one, one, passed=False),
            Earned(Decimal(4), Decimal(4), one, one, counts=False),
        ]
    )
    assert (found.unweighted, found.weighted) == (Decimal(2), Decimal("2.2"))
    assert (found.attempted, found.earned) == (Decimal("3.5"), Decimal("2.5"))
    assert average_of([]).unweighted is None


def test_what_is_learnt_goes_by_scores_in_the_order_of_days_and_not_by_missing_work() -> None:
    ten, day = Decimal(10), date(2026, 10, 1)
    skills = (Category(1, "Maps"), Category(2, "Essays"), Category(3, "Bonus", extra=True))
    work = [
        (Piece(1, 1, ten, Decimal(9)), date(2026, 10, 5)),
        (Piece(2, 1, ten, Decimal(6)), day),
        (Piece(3, 1, ten, ten, "missing", due_on=day), None),
        (Piece(4, 1, ten, Decimal(1), "exempt"), date(2026, 10, 6)),
        (Piece(5, 2, ten, None), None),
        (Piece(6, 3, ten, ten), day),
    ]
    assert learnt(work, skills, Method.MOST_RECENT) == [Learnt(skills[0], Decimal(90), 2)]
    assert learnt(work, skills, Method.MEAN) == [Learnt(skills[0], Decimal(75), 2)]


@pytest.mark.parametrize(
    ("text", "points", "flag"),
    [
        ("", None, ""),
        (" 8 ", "8", ""),
        ("8.5", "8.5", ""),
        (".5", "0.5", ""),
        ("0", "0", ""),
        ("-0", "0", ""),
        ("m", None, "missing"),
        ("8L", "8", "late"),
        ("8 l", "8", "late"),
        ("X", None, "exempt"),
    ],
)
def test_a_cell_is_points_a_flag_or_both(text: str, points: str | None, flag: str) -> None:
    assert entry_of(text) == Entry(None if points is None else Decimal(points), flag)


@pytest.mark.parametrize(
    ("text", "kind", "instead"),
    [
        ("-1", "negative", ""),
        ("NaN", "words", ""),
        ("Infinity", "words", ""),
        ("1e400", "words", ""),
        ("1_0", "words", ""),
        ("8,5", "comma", "8.5"),
        ("1,000", "comma", "1000"),
        ("8/10", "fraction", "8"),
        ("85 %", "percent", ""),
        ("8q", "words", ""),
        ("eight", "words", ""),
        ("9999999", "large", ""),
        ("1.2345", "places", ""),
        ("8" * 41, "long", ""),
    ],
)
def test_a_cell_that_cannot_be_kept_says_why(text: str, kind: str, instead: str) -> None:
    with pytest.raises(EntryError) as found:
        entry_of(text)
    assert (found.value.kind, found.value.instead) == (kind, instead)
