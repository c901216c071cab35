"""How one section computes its marks: what a teacher chooses, from the district's default."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from openhouse.grades.rules.pieces import HUNDRED, ZERO
from openhouse.grades.rules.scales import Rounding, Steps


@dataclass(frozen=True, slots=True)
class Category:
    """A part of a gradebook.

    ``weight`` is in percent, None where it has none. ``extra`` is a category of extra credit: it
    adds to the mark and takes nothing from it.
    """

    id: int
    name: str
    weight: Decimal | None = None
    drop_lowest: int = 0
    drop_highest: int = 0
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """The options of one section.

    ``by_percent``: each piece counts the same whatever its points, 8/10 and 100/100 are 90 %, not
    98 % (TCH-05). ``missing``: the percent that missing work earns, 0 as is usual, a floor, or None
    where it does not count until it is scored. ``beyond``: weights that add up to more than 100
    are taken as they stand, so that a mark may pass 100 %; else weights are shares of their sum.
    """

    categories: tuple[Category, ...] = ()
    weighted: bool = False
    scale: Steps = ()
    rounding: Rounding = Rounding.TENTH
    by_percent: bool = False
    missing: Decimal | None = ZERO
    beyond: bool = False

    @property
    def goes_by_weight(self) -> bool:
        """If weights are used: chosen, and some category that is not extra credit has one."""
        return self.weighted and any(
            category.weight and not category.extra for category in self.categories
        )


def whole_of(weights: Iterable[Decimal], *, beyond: bool) -> Decimal:
    """What *weights*, in percent, are shares of: their sum, so that the rest is shared out."""
    used = sum(weights, ZERO)
    return HUNDRED if beyond and used > HUNDRED else used


def faults_of_weights(categories: Iterable[Category]) -> list[str]:
    """What a teacher is told before she keeps weights: ``negative``, ``none``, ``not 100``.

    Only the first is refused; the others compute, and the page says how.
    """
    weights = [category.weight for category in categories if not category.extra]
    given = [weight for weight in weights if weight is not None]
    if any(weight < 0 for weight in given):
        return ["negative"]
    total = sum(given, ZERO)
    if not total:
        return ["none"]
    return [] if total == HUNDRED else ["not 100"]
