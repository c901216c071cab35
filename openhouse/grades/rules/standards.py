"""How far a skill is learnt: one estimate from its scores in the order of time (GRD-14)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from enum import StrEnum

from openhouse.grades.rules.pieces import COUNT_AS_ZERO, HUNDRED, NEVER_COUNT, Piece
from openhouse.grades.rules.schemes import Category

#: What a score of nothing counts as in a power law, which knows no zero: a tenth of one level.
LEAST = Decimal("0.1")
#: Logarithms and powers are not exact; these digits are kept, fewer are shown.
DIGITS = Context(prec=28)


class Method(StrEnum):
    """The ways in use. ``DECAYING`` weighs each score against all before it, one after the other;
    ``LATEST_WEIGHS`` the last one against the mean of the others. Other gradebooks call both
    "decaying average".
    """

    HIGHEST = "highest"
    MOST_RECENT = "most recent"
    MEAN = "mean"
    MODE = "mode"
    DECAYING = "decaying"
    LATEST_WEIGHS = "latest weighs"
    POWER_LAW = "power law"


def estimate(
    scores: Sequence[Decimal], method: Method, *, last: int = 5, weight: Decimal = Decimal("0.65")
) -> Decimal | None:
    """The estimate from *scores*, oldest first, on the scale they are on; None without any.

    *last* is how many of the newest the mode looks at (0: all), *weight* what the newest score has
    of 1 in the two decaying averages. Raises ValueError for a weight that is not between 0 and 1.
    """
    if not 0 < weight <= 1:
        raise ValueError("The weight of the newest score is above 0 and at most 1")
    if not scores:
        return None
    with localcontext(DIGITS):
        return _METHODS[method](scores, last, weight)


@dataclass(frozen=True, slots=True)
class Learnt:
    """How far a skill is learnt, in percent, by so many ``scores``."""

    skill: Category
    percent: Decimal
    scores: int


def learnt(
    work: Iterable[tuple[Piece, date | None]], skills: Iterable[Category], method: Method
) -> list[Learnt]:
    """The estimate for each of *skills*, which are the categories of a class, that has a score.

    *work* has each piece with the day it was scored. Only what was scored tells what somebody can
    do: missing work counts in a mark, and says nothing here; nor does extra credit.
    """
    known: dict[int | None, list[tuple[date, int, Decimal]]] = {}
    for piece, scored_on in work:
        if (share := _share(piece)) is not None:
            on = scored_on or piece.due_on or date.min
            known.setdefault(piece.category, []).append((on, piece.id, share))
    found = []
    for skill in skills:
        scores = [share for _on, _id, share in sorted(known.get(skill.id, ()))]
        percent = estimate(scores, method)
        if percent is not None and not skill.extra:
            found.append(Learnt(skill, percent, len(scores)))
    return found


def _share(piece: Piece) -> Decimal | None:
    """A score in percent; None for what is none, or does not count."""
    if not piece.counts or piece.got is None or not piece.possible:
        return None
    if piece.flag in NEVER_COUNT or piece.flag in COUNT_AS_ZERO:
        return None
    return piece.got * HUNDRED / piece.possible


def _highest(scores: Sequence[Decimal], _last: int, _weight: Decimal) -> Decimal:
    return max(scores)


def _most_recent(scores: Sequence[Decimal], _last: int, _weight: Decimal) -> Decimal:
    return scores[-1]


def _mean(scores: Sequence[Decimal], _last: int = 0, _weight: Decimal = LEAST) -> Decimal:
    return sum(scores, Decimal(0)) / len(scores)


def _mode(scores: Sequence[Decimal], last: int, _weight: Decimal) -> Decimal:
    """The score that comes most often; of several, the one seen last."""
    found = scores[-last:]
    many = Counter(found)
    most = max(many.values())
    return next(score for score in reversed(found) if many[score] == most)


def _decaying(scores: Sequence[Decimal], _last: int, weight: Decimal) -> Decimal:
    found = scores[0]
    for score in scores[1:]:
        found = found * (1 - weight) + score * weight
    return found


def _latest_weighs(scores: Sequence[Decimal], _last: int, weight: Decimal) -> Decimal:
    if len(scores) == 1:
        return scores[0]
    return _mean(scores[:-1]) * (1 - weight) + scores[-1] * weight


def _power_law(scores: Sequence[Decimal], _last: int, _weight: Decimal) -> Decimal:
    """The curve a * n ** b through all scores, at the last of them, within what was ever scored.

    With fewer than three scores no curve is worth more than their mean.
    """
    few = 3
    if len(scores) < few:
        return _mean(scores)
    xs = [Decimal(place).ln() for place in range(1, len(scores) + 1)]
    ys = [max(score, LEAST).ln() for score in scores]
    x, y = _mean(xs), _mean(ys)
    slope = sum(((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)), Decimal(0)) / sum(
        ((a - x) ** 2 for a in xs), Decimal(0)
    )
    found = (y + slope * (xs[-1] - x)).exp()
    return min(max(found, min(scores)), max(scores))


_METHODS: dict[Method, Callable[[Sequence[Decimal], int, Decimal], Decimal]] = {
    Method.HIGHEST: _highest,
    Method.MOST_RECENT: _most_recent,
    Method.MEAN: _mean,
    Method.MODE: _mode,
    Method.DECAYING: _decaying,
    Method.LATEST_WEIGHS: _latest_weighs,
    Method.POWER_LAW: _power_law,
}
