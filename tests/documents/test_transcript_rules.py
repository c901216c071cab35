"""What marks are worth, what counts, and how far it is to graduation."""

from decimal import Decimal

import pytest

from openhouse.documents.transcript.rules import (
    Level,
    Line,
    Need,
    Scale,
    graduates_in,
    needs_of,
    progress_of,
    ranks_of,
    rounded,
    sums_of,
)

D = Decimal
SCALE = Scale()
ONE, HALF = D(1), D("0.5")


@pytest.mark.parametrize(
    ("mark", "level", "value", "weighted"),
    [
        ("A", Level.REGULAR, "4.0", "4.0"),
        ("B+", Level.HONORS, "3.3", "3.8"),
        ("A−", Level.COLLEGE, "3.7", "4.7"),
        ("F", Level.COLLEGE, "0", "0"),
        ("P", Level.REGULAR, None, None),
        ("", Level.REGULAR, None, None),
    ],
)
def test_a_mark_is_worth_what_the_scale_says(
    mark: str, level: str, value: str | None, weighted: str | None
) -> None:
    assert SCALE.value(mark) == (None if value is None else D(value))
    assert SCALE.weighted(mark, level) == (None if weighted is None else D(weighted))


@pytest.mark.parametrize(
    ("lines", "unweighted", "weighted", "attempted", "earned"),
    [
        ([], None, None, "0", "0"),
        ([Line("A", ONE, ONE), Line("C", ONE, ONE)], "3", "3", "2", "2"),
        # a half-year course weighs half as much
        ([Line("A", ONE, ONE), Line("D", HALF, HALF)], "3", "3", "1.5", "1.5"),
        # a failed course weighs in the average and gives no credit
        ([Line("A", ONE, ONE), Line("F", ONE, D(0))], "2", "2", "2", "1"),
        # honors and college courses weigh more, unweighted they do not
        (
            [Line("A", ONE, ONE, Level.HONORS), Line("B", ONE, ONE, Level.COLLEGE)],
            "3.5", "4.25", "2", "2",
        ),
        # passed without a letter, taken out of the average, or left: credits alone
        ([Line("B", ONE, ONE), Line("P", ONE, ONE)], "3", "3", "2", "2"),
        ([Line("B", ONE, ONE), Line("A", ONE, ONE, counts=False)], "3", "3", "2", "2"),
        ([Line("P", ONE, ONE)], None, None, "1", "1"),
        # what was kept with the line counts, whatever the scale says today
        ([Line("A", ONE, ONE, value=D(3), weighted=D("3.5"))], "3", "3.5", "1", "1"),
        ([Line("A", ONE, ONE), Line("C", ONE, ONE, weight=D(3))], "2.5", "2.5", "2", "2"),
        # half of the credit for a course that was not passed: as Ed-Fi districts send it
        ([Line("F", ONE, HALF)], "0", "0", "1", "0.5"),
    ],
)  # fmt: skip
def test_averages_and_credits(
    lines: list[Line], unweighted: str | None, weighted: str | None, attempted: str, earned: str
) -> None:
    sums = sums_of(lines, SCALE)
    assert sums.unweighted == (None if unweighted is None else D(unweighted))
    assert sums.weighted == (None if weighted is None else D(weighted))
    assert (sums.attempted, sums.earned) == (D(attempted), D(earned))


def test_an_average_is_shown_to_a_thousandth_half_up() -> None:
    sums = sums_of([Line("A", ONE, ONE), Line("B", ONE, ONE), Line("B", ONE, ONE)], SCALE)
    assert rounded(sums.unweighted) == D("3.333")
    assert rounded(D("3.4725")) == D("3.473")


def test_what_a_school_asks_of_a_class_comes_before_what_all_ask() -> None:
    needs = [
        Need(1, D(3)),
        Need(1, D(4), class_from=2029),
        Need(1, D(2), school=7),
        Need(2, D(1), school=8),
    ]
    assert needs_of(needs, 5, 2028) == {1: D(3)}
    assert needs_of(needs, 5, 2030) == {1: D(4)}
    assert needs_of(needs, 7, 2030) == {1: D(2)}
    assert needs_of(needs, 8, None) == {1: D(3), 2: D(1)}


@pytest.mark.parametrize(("grade", "year"), [("09", 2030), ("12", 2027), ("KG", None), ("", None)])
def test_who_is_in_a_grade_graduates_in_a_year(grade: str, year: int | None) -> None:
    assert graduates_in(grade, 2027) == year


def test_equals_share_a_rank() -> None:
    assert ranks_of({1: D("3.5"), 2: D(4), 3: D("3.5"), 4: D(1)}) == {2: 1, 1: 2, 3: 2, 4: 4}


def test_credits_beyond_an_area_count_toward_electives_and_nowhere_twice() -> None:
    needed = {1: Decimal(4), 2: Decimal(7)}
    earned = {1: Decimal(5), 2: Decimal("3.5"), 3: Decimal(1), None: Decimal("0.5")}
    running = {1: Decimal(1), 2: Decimal("0.5")}
    english, electives = progress_of([1, 2], needed, (earned, running), surplus=2)
    assert (english.earned, english.missing) == (5, 0)
    # one of English, one of an area without a need, half a credit of none
    assert (electives.earned, electives.running, electives.missing) == (6, Decimal("1.5"), 0)
    apart = progress_of([1, 2], needed, (earned, running))[1]
    assert (apart.earned, apart.missing) == (Decimal("3.5"), 3)


def test_a_course_in_progress_fills_its_own_area_first() -> None:
    (_, electives) = progress_of(
        [1, 2], {1: Decimal(4), 2: Decimal(2)}, ({1: Decimal("3.5")}, {1: Decimal(1)}), surplus=2
    )
    assert (electives.earned, electives.running) == (0, Decimal("0.5"))


def test_what_is_scheduled_is_not_still_needed_and_fills_what_is_left_last() -> None:
    civics, electives = progress_of(
        [1, 2],
        {1: Decimal(1), 2: Decimal(1)},
        ({1: Decimal("0.5")}, {}, {1: Decimal(1), None: Decimal("0.25")}),
        surplus=2,
    )
    assert (civics.scheduled, civics.missing, civics.done) == (1, 0, False)
    assert (electives.scheduled, electives.missing) == (Decimal("0.75"), Decimal("0.25"))
