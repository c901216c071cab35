"""A mark that is made of other marks: a semester from its quarters and its exam (TCH-08)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from openhouse.grades.rules.pieces import HUNDRED, ZERO


@dataclass(frozen=True, slots=True)
class Component:
    """A mark that is a part of another. ``percent`` is None while there is none."""

    name: str
    weight: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Portion:
    """What a component brings: ``share`` is the percent of the whole that it really has."""

    name: str
    weight: Decimal
    percent: Decimal | None
    share: Decimal | None
    brings: Decimal | None


@dataclass(frozen=True, slots=True)
class Composite:
    """The whole and its proof. ``waits_for`` names the components that have no mark yet."""

    percent: Decimal | None
    portions: tuple[Portion, ...]
    waits_for: tuple[str, ...]


def composite_of(components: Sequence[Component], *, waits: bool = False) -> Composite:
    """Put *components* together by weight.

    A component without a mark has its weight shared out among the others, or, where the district
    says *waits*, there is no mark until all are there. A weight of 0 is shown and changes nothing.
    Raises ValueError for a negative weight.
    """
    if any(each.weight < 0 for each in components):
        raise ValueError("A component's weight is 0 or more")
    there = [each for each in components if each.percent is not None and each.weight]
    missing = tuple(each.name for each in components if each.percent is None and each.weight)
    whole = sum((each.weight for each in there), ZERO)
    if not whole or (waits and missing):
        portions = [
            Portion(each.name, each.weight, each.percent, None, None) for each in components
        ]
        return Composite(None, tuple(portions), missing)
    total = sum(
        (Fraction(each.percent or ZERO) * Fraction(each.weight) for each in there), Fraction(0)
    ) / Fraction(whole)
    percent = Decimal(total.numerator) / Decimal(total.denominator)
    return Composite(percent, tuple(_portion(each, whole) for each in components), missing)


def _portion(each: Component, whole: Decimal) -> Portion:
    if each.percent is None or not each.weight:
        return Portion(each.name, each.weight, each.percent, None, None)
    share = each.weight * HUNDRED / whole
    return Portion(each.name, each.weight, each.percent, share, each.percent * each.weight / whole)
