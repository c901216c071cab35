"""The terms of a school year as families choose among them."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Protocol

from openhouse.access.kept import of_the_district
from openhouse.common.rows import rows

#: Days without a beginning and an end.
EVER = "(,)"
_TERMS = "SELECT * FROM openhouse_school_terms(%s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the year. ``leaves`` are ids of the shortest terms in it, or its own."""

    id: int
    parent: int | None
    name: str
    kind: str
    starts_on: date
    ends_on: date
    visible: bool
    leaves: tuple[int, ...] = ()


class Taught(Protocol):
    """Anything that is taught in some terms and not in others."""

    def is_taught_in(self, term: Term) -> bool: ...


@dataclass(frozen=True, slots=True)
class Calendar:
    """The terms of a year that families may see and that have begun, and the chosen one.

    A day between two terms belongs to the one that ends next, so that no work falls between.
    Without any term, ``chosen`` is None and everything belongs to the year.
    """

    shown: tuple[Term, ...] = ()
    chosen: Term | None = None
    every: tuple[Term, ...] = ()

    @property
    def span(self) -> str:
        """The chosen term's days as a PostgreSQL daterange, open at the ends of the year."""
        if self.chosen is None:
            return EVER
        leaves = leaves_of(self.every)
        inside = [term for term in leaves if term.id in self.chosen.leaves]
        first, last = leaves.index(inside[0]), leaves.index(inside[-1])
        after = f"({leaves[first - 1].ends_on}" if first else "("
        until = f"{leaves[last].ends_on}]" if last + 1 < len(leaves) else ")"
        return f"{after},{until}"

    def elapsed(self, today: date) -> Fraction:
        """The part of the chosen term that is over, 0 to 1; 0 without a term."""
        if self.chosen is None or today < self.chosen.starts_on:
            return Fraction(0)
        days = (self.chosen.ends_on - self.chosen.starts_on).days + 1
        return Fraction(min((today - self.chosen.starts_on).days + 1, days), days)

    def during(self, course: Taught, wanted: int | None) -> "Calendar":
        """The same with only the terms that *course* is taught in; the last of them, or *wanted*.

        A course of an earlier term opens with that term, not with an empty present one.
        """
        shown = tuple(term for term in self.shown if course.is_taught_in(term))
        if not shown:
            return Calendar()
        short = [term for term in shown if term.leaves == (term.id,)] or shown
        chosen = next((term for term in shown if term.id == wanted), None)
        if chosen is None:
            chosen = self.chosen if self.chosen in short else short[-1]
        return replace(self, shown=shown, chosen=chosen)


def leaves_of(terms: tuple[Term, ...]) -> list[Term]:
    """The shortest terms: those that no other is part of."""
    parents = {term.parent for term in terms}
    return [term for term in terms if term.id not in parents]


def calendar_of(school: int, year: int | None, chosen: int | None, today: date) -> Calendar:
    """The terms to choose from and the chosen one: *chosen* if it may be, else the present one."""
    every = _terms(school, year, today)
    leaves = leaves_of(every)
    begun = [term for term in leaves if term.visible and term.starts_on <= today]
    shown = [*map(_alone, begun), *_wide(every, begun)]
    if not shown:
        first = next((term for term in leaves if term.visible), None)
        return Calendar((), _alone(first) if first else None, every)
    now = next((term for term in shown if term.ends_on >= today), shown[len(begun) - 1])
    picked = next((term for term in shown if term.id == chosen), now)
    return Calendar(tuple(shown), picked, every)


@of_the_district
def _terms(school: int, year: int | None, today: date) -> tuple[Term, ...]:
    return tuple(Term(*row) for row in rows(_TERMS, [school, year, today]))


def _alone(term: Term) -> Term:
    return replace(term, leaves=(term.id,))


def _wide(every: tuple[Term, ...], begun: list[Term]) -> list[Term]:
    """The longer terms with more than one begun part, each with those parts; no two the same."""
    parents = {term.id: term.parent for term in every}
    parts: dict[int, list[int]] = {}
    for leaf in begun:
        above = leaf.parent
        while above is not None:
            parts.setdefault(above, []).append(leaf.id)
            above = parents.get(above)
    found: dict[tuple[int, ...], Term] = {}
    for term in sorted(every, key=lambda term: term.ends_on - term.starts_on):
        leaves = tuple(parts.get(term.id, ()))
        if term.visible and len(leaves) > 1:
            found.setdefault(leaves, replace(term, leaves=leaves))
    return list(found.values())
