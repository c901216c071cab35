"""The mark over the weeks of a term, from the scores as they stand."""

from datetime import date
from decimal import Decimal

from openhouse.grades.rules.pieces import Piece
from openhouse.grades.rules.schemes import Scheme
from openhouse.grades.rules.trend import MOST, Point, trend

START, TODAY = date(2026, 9, 1), date(2026, 9, 22)


def piece(number: int, got: int | None, flag: str = "", due_on: date | None = None) -> Piece:
    return Piece(
        number, None, Decimal(10), None if got is None else Decimal(got), flag, due_on=due_on
    )


def percents(*work: tuple[Piece, date | None]) -> list[tuple[int, int]]:
    return [(p.on.day, int(p.percent)) for p in trend(work, Scheme(), START, TODAY)]


def test_a_score_counts_from_the_day_it_was_entered() -> None:
    first, second = piece(1, 10), piece(2, 5)
    found = percents((first, date(2026, 9, 3)), (second, date(2026, 9, 15)))
    assert found == [(8, 100), (15, 75), (22, 75)]


def test_weeks_before_the_first_mark_have_no_point() -> None:
    assert percents((piece(1, 8), date(2026, 9, 20))) == [(22, 80)]
    assert percents() == []
    assert percents((piece(1, None), None)) == []


def test_missing_work_counts_from_the_day_it_was_due() -> None:
    missing = piece(2, None, "missing", due_on=date(2026, 9, 14))
    found = percents((piece(1, 10), date(2026, 9, 2)), (missing, None))
    assert found == [(8, 100), (15, 50), (22, 50)]


def test_the_last_point_is_the_mark_of_today() -> None:
    work = [(piece(n, n), date(2026, 9, n)) for n in range(1, 10)]
    assert trend(work, Scheme(), START, TODAY)[-1] == Point(TODAY, Decimal(50))


def test_a_term_that_has_not_begun_or_is_very_long_does_not_matter() -> None:
    work = [(piece(1, 9), date(2020, 1, 1))]
    assert len(trend(work, Scheme(), date(2027, 1, 1), TODAY)) == 1
    assert len(trend(work, Scheme(), date(1990, 1, 1), TODAY)) == MOST + 1
