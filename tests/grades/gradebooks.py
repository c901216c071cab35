"""Gradebooks made by hypothesis: a scheme and work that fits it, as odd as teachers make them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from openhouse.grades.rules.pieces import Piece
from openhouse.grades.rules.schemes import Category, Scheme

TODAY = date(2026, 10, 6)
FLAGS = ("", "", "", "turned in", "late", "missing", "incomplete", "cheated", "exempt", "dropped")
POINTS = tuple(map(Decimal, ("0", "1", "5", "10", "10", "20", "100", "7.5")))
DUE = (None, date(2026, 9, 20), date(2026, 10, 20))


class Book(NamedTuple):
    """A scheme with one student's work in it."""

    scheme: Scheme
    work: list[Piece]


@st.composite
def categories(draw: st.DrawFn) -> tuple[Category, ...]:
    weights = st.sampled_from([None, Decimal(0), Decimal(10), Decimal(30), Decimal(60)])
    few = st.sampled_from([0, 0, 0, 1, 2])
    return tuple(
        Category(
            number,
            f"Category {number}",
            draw(weights),
            drop_lowest=draw(few),
            drop_highest=draw(few),
            extra=draw(st.integers(0, 7)) == 0,
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )


@st.composite
def piece(draw: st.DrawFn, number: int, known: Sequence[int]) -> Piece:
    possible = draw(st.sampled_from(POINTS))
    got = draw(st.none() | st.integers(0, 48)) if number else draw(st.integers(0, 48))
    return Piece(
        number,
        draw(st.sampled_from([None, *known])),
        possible,
        None if got is None else (possible or Decimal(10)) * got / Decimal(40),
        draw(st.sampled_from(FLAGS)),
        multiplier=draw(st.sampled_from([Decimal(1), Decimal(1), Decimal("0.5"), Decimal(2)])),
        counts=draw(st.integers(0, 9)) > 0,
        due_on=draw(st.sampled_from(DUE)),
        never_drop=draw(st.integers(0, 5)) == 0,
    )


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A gradebook with up to nine pieces of work."""
    made = draw(categories())
    known = [category.id for category in made]
    scheme = Scheme(
        made,
        weighted=draw(st.booleans()),
        by_percent=draw(st.booleans()),
        missing=draw(st.sampled_from([Decimal(0), Decimal(50), None])),
        beyond=draw(st.booleans()),
    )
    many = draw(st.integers(0, 9))
    return Book(scheme, [draw(piece(number, known)) for number in range(many)])


def without_drops(scheme: Scheme) -> Scheme:
    """The same options with nothing dropped."""
    kept = (replace(each, drop_lowest=0, drop_highest=0) for each in scheme.categories)
    return replace(scheme, categories=tuple(kept))
