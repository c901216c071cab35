"""Laws that hold for every gradebook. ``make laws`` tries each on 10,000 of them."""

import os
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from openhouse.grades.rules.effects import effects
from openhouse.grades.rules.marks import Mark, mark_of
from openhouse.grades.rules.pieces import HUNDRED, Piece, outside, worth
from openhouse.grades.rules.schemes import Category, Scheme
from tests.grades.gradebooks import TODAY, Book, books, without_drops

MANY = settings(
    max_examples=int(os.environ.get("GRADEBOOKS", "40")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
#: Less than any digit that is kept or shown.
NOTHING = Decimal("1e-18")


def mark(book: Book) -> Mark:
    return mark_of(book.work, book.scheme, TODAY)


def at_most(lower: Decimal | None, higher: Decimal | None) -> bool:
    return lower is None or (higher is not None and lower <= higher + NOTHING)


@MANY
@given(books(), st.randoms())
def test_the_order_of_the_work_does_not_matter(book: Book, chance: Random) -> None:
    mixed = list(book.work)
    chance.shuffle(mixed)
    assert mark_of(mixed, book.scheme, TODAY).percent == mark(book).percent


@MANY
@given(books(), st.sampled_from(["exempt", "dropped"]))
def test_a_score_that_is_exempt_or_dropped_changes_nothing(book: Book, flag: str) -> None:
    more = Piece(99, None, Decimal(50), Decimal(3), flag)
    assert mark_of([*book.work, more], book.scheme, TODAY) == mark(book)


@MANY
@given(books())
def test_what_does_not_count_has_a_reason_and_changes_nothing(book: Book) -> None:
    missing = book.scheme.missing
    counted = [each for each in book.work if worth(each, TODAY, missing) is not None]
    for each in book.work:
        assert (outside(each, TODAY, missing) is None) == (each in counted)
    assert mark_of(counted, book.scheme, TODAY) == mark(book)


@MANY
@given(books())
def test_dropping_the_lowest_never_lowers_a_mark(book: Book) -> None:
    kept = (replace(each, drop_lowest=0) for each in book.scheme.categories)
    whole = replace(book.scheme, categories=tuple(kept))
    assert at_most(mark_of(book.work, whole, TODAY).percent, mark(book).percent)


@MANY
@given(books())
def test_dropping_the_highest_never_raises_a_mark_by_weight(book: Book) -> None:
    kept = (replace(each, drop_highest=0) for each in book.scheme.categories)
    whole = replace(book.scheme, categories=tuple(kept))
    assume(book.scheme.goes_by_weight)
    # The highest of those that may go is not the highest of all where some may not; and extra
    # credit, which stays, weighs more the less else is possible.
    work = [replace(each, never_drop=False) for each in book.work if each.possible]
    dropped, not_dropped = (mark_of(work, each, TODAY) for each in (book.scheme, whole))
    assert at_most(dropped.percent, not_dropped.percent)


@MANY
@given(books())
def test_what_is_never_dropped_is_not(book: Book) -> None:
    kept = {each.id for each in book.work if each.never_drop or not each.possible}
    assert not mark(book).dropped & kept


@MANY
@given(books())
def test_a_category_that_counts_keeps_a_piece(book: Book) -> None:
    for part in mark(book).parts:
        assert part.counted or not (part.dropped or part.highest)


@MANY
@given(books(), st.integers(0, 8), st.integers(1, 20))
def test_a_better_score_never_lowers_a_mark(book: Book, place: int, more: int) -> None:
    plain = replace(book.scheme, categories=without_highest(book.scheme))
    assume(place < len(book.work) and book.work[place].got is not None)
    better = list(book.work)
    got = (better[place].got or Decimal(0)) + more
    better[place] = replace(better[place], got=got)
    before, after = mark_of(book.work, plain, TODAY), mark_of(better, plain, TODAY)
    assert at_most(before.percent, after.percent)


def without_highest(scheme: Scheme) -> tuple[Category, ...]:
    return tuple(replace(each, drop_highest=0) for each in scheme.categories)


@MANY
@given(books(), st.sampled_from([Decimal(10), Decimal(40)]))
def test_by_points_is_by_percent_where_all_points_are_equal(book: Book, points: Decimal) -> None:
    work = [
        replace(each, possible=points if each.possible else each.possible) for each in book.work
    ]
    by_points = mark_of(work, replace(book.scheme, by_percent=False), TODAY)
    by_percent = mark_of(work, replace(book.scheme, by_percent=True), TODAY)
    assert by_points.percent == by_percent.percent
    assert by_points.dropped == by_percent.dropped


@MANY
@given(books())
def test_the_shares_add_up_to_the_whole_and_the_parts_to_the_mark(book: Book) -> None:
    found = mark(book)
    if found.basis != "weights" or found.percent is None:
        return
    brought = sum((part.brings or Decimal(0) for part in found.parts), Decimal(0))
    assert abs(brought - found.percent) < NOTHING
    shares = sum((p.share or Decimal(0) for p in found.parts if not p.extra), Decimal(0))
    assert abs(shares - HUNDRED) < NOTHING or (book.scheme.beyond and shares > HUNDRED)


@MANY
@given(books())
def test_an_effect_is_the_mark_less_the_mark_without_the_piece(book: Book) -> None:
    found, said = mark(book), effects(book.work, book.scheme, TODAY)
    for number, effect in said.items():
        fewer = [each for each in book.work if each.id != number]
        without = mark_of(fewer, book.scheme, TODAY).percent
        if number in found.dropped:
            assert effect == 0
        elif without is None or effect is None:
            assert effect is without is None
        else:
            assert found.percent is not None
            assert effect == found.percent - without


@MANY
@given(books())
def test_no_other_choice_of_the_lowest_is_better(book: Book) -> None:
    scheme = replace(book.scheme, categories=without_highest(book.scheme))
    # Where each piece counts the same, extra credit is measured by an average piece, dropped ones
    # included: without them it would be measured otherwise.
    work = [each for each in book.work if each.possible or not scheme.by_percent]
    best = mark_of(work, scheme, TODAY).percent
    plain = without_drops(scheme)
    for left in choices(work, scheme):
        kept = [each for each in work if each.id not in left]
        assert at_most(mark_of(kept, plain, TODAY).percent, best)


def choices(work: list[Piece], scheme: Scheme) -> list[set[int]]:
    """Every set of pieces that may be dropped as lowest together."""
    found = []
    for category in scheme.categories:
        able = [
            each
            for each in work
            if each.category == category.id
            and worth(each, TODAY, scheme.missing) is not None
            and each.possible
        ]
        most = max(0, min(category.drop_lowest, len(able) - 1))
        free = [each.id for each in able if not each.never_drop]
        found.append([set(left) for n in range(most + 1) for left in combinations(free, n)])
    return [set().union(*each) for each in product(*found)]
