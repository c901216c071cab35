"""How much a mark in progress is to be trusted: how many pieces of how many, and how old."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from openhouse.grades.rules.marks import Mark

#: Before this part of the term is over nothing can be said of how much work is to come.
SOON = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Confidence:
    """``counted`` pieces of ``about`` so many (None: not known yet); names of empty categories.

    ``last_entry_days`` is None without any entry.
    """

    counted: int
    about: int | None
    empty: tuple[str, ...]
    last_entry_days: int | None


def confidence_of(
    mark: Mark, known: int, due: int, elapsed: Fraction, last_entry_on: date | None, today: date
) -> Confidence:
    """What to say beside *mark*.

    *known* pieces are given already, *due* of them were due up to today; at this pace there will be
    due / *elapsed* by the end of the term, and never fewer than are known.
    """
    about = max(known, round(due / elapsed)) if elapsed >= SOON and due else None
    return Confidence(
        mark.counted,
        about,
        tuple(part.name for part in mark.empty),
        (today - last_entry_on).days if last_entry_on else None,
    )
