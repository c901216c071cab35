"""Grade point average and credits (features.md section 2.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Earned:
    """A posted final mark: its value on the two scales and the credits that it is worth.

    ``value`` is unweighted ("B" = 3), ``weighted`` has the honors course's more. ``weight`` is what
    it weighs in the average, usually its credits. A mark that gives no credit (failed, left) has
    ``passed`` false; one that ``counts`` not (pass/fail, transfer) is in no average.
    """

    value: Decimal
    weighted: Decimal
    credits: Decimal
    weight: Decimal
    passed: bool = True
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Average:
    """Both averages, None where nothing counts, and the credits tried and earned."""

    unweighted: Decimal | None
    weighted: Decimal | None
    attempted: Decimal
    earned: Decimal


def average_of(marks: Iterable[Earned]) -> Average:
    """Sum of value times weight by sum of weights, over the marks that count."""
    known = list(marks)
    counted = [mark for mark in known if mark.counts and mark.weight > 0]
    weights = sum((mark.weight for mark in counted), ZERO)
    plain = sum((mark.value * mark.weight for mark in counted), ZERO)
    more = sum((mark.weighted * mark.weight for mark in counted), ZERO)
    return Average(
        plain / weights if weights else None,
        more / weights if weights else None,
        sum((mark.credits for mark in known), ZERO),
        sum((mark.credits for mark in known if mark.passed), ZERO),
    )
