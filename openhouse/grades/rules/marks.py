"""The mark in progress of one student in one section, and what each category brings to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from openhouse.grades.rules.dropping import Counted, Group, drop, sums_of
from openhouse.grades.rules.pieces import HUNDRED, ZERO, Piece, worth
from openhouse.grades.rules.scales import letter_of
from openhouse.grades.rules.schemes import Scheme, whole_of

#: With fewer counted pieces than this, or so much weight still empty, one piece can move a lot.
FEW = 5
MUCH = Decimal(25)
Basis = Literal["weights", "points", "each"]


@dataclass(frozen=True, slots=True)
class Part:
    """What one category brings to the mark: a line of the proof.

    ``share`` is the percent of the mark that it really has, once the weight of empty categories
    is shared out; None where weights are not used or it has no counted score. ``brings`` is the
    percent of the whole mark that it adds where weights are used. ``earned`` and ``possible`` are
    points, or pieces where each counts the same. ``dropped`` holds ids of the pieces left out as
    lowest, ``highest`` as highest. The part without a category has no ``id``.
    """

    id: int | None
    name: str
    weight: Decimal | None
    share: Decimal | None
    earned: Decimal
    possible: Decimal
    percent: Decimal | None
    brings: Decimal | None
    counted: int
    dropped: tuple[int, ...]
    highest: tuple[int, ...] = ()
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in progress and its proof; ``percent`` is None while nothing counts.

    ``basis`` is how the parts are put together, ``each`` that every piece counts the same.
    ``dropped`` are the ids of all that is left out, lowest and highest.
    """

    percent: Decimal | None
    letter: str
    basis: Basis
    parts: tuple[Part, ...]
    dropped: frozenset[int]

    @property
    def counted(self) -> int:
        return sum(part.counted for part in self.parts)

    @property
    def empty(self) -> tuple[Part, ...]:
        """The categories that have a weight but no counted score yet."""
        if self.basis != "weights":
            return ()
        return tuple(p for p in self.parts if p.weight and p.share is None and not p.extra)

    @property
    def early(self) -> bool:
        """If one more piece can still move the mark a lot."""
        waiting = sum((part.weight or ZERO for part in self.empty), ZERO)
        return self.percent is not None and (self.counted < FEW or waiting >= MUCH)


def mark_of(pieces: Iterable[Piece], scheme: Scheme, today: date) -> Mark:
    """The mark in progress: what counts, gathered by category, less what is dropped."""
    if scheme.by_percent:
        return _mark(by_piece(list(pieces), scheme, today), scheme)
    return _mark(by_points(pieces, scheme, today), scheme)


def _mark[N: (Decimal, Fraction)](groups: list[Group[N]], scheme: Scheme) -> Mark:
    leave_out(groups, scheme)
    percent = percent_of(groups, scheme)
    plain: Basis = "each" if scheme.by_percent else "points"
    return Mark(
        percent,
        letter_of(percent, scheme.scale, scheme.rounding),
        "weights" if scheme.goes_by_weight else plain,
        tuple(_parts(groups, scheme)),
        frozenset(piece.id for group in groups for piece in group.left_out),
    )


def by_points(pieces: Iterable[Piece], scheme: Scheme, today: date) -> list[Group[Decimal]]:
    """What counts, by category, in points."""
    known = {each.id: Group(each, ZERO, ZERO) for each in scheme.categories}
    rest: Group[Decimal] = Group(None, ZERO, ZERO)
    missing = scheme.missing
    for piece in pieces:
        points = worth(piece, today, missing)
        if points is not None:
            group = rest if piece.category is None else known.get(piece.category, rest)
            group.add(Counted(piece.id, *points, piece.never_drop))
    groups = list(known.values())
    return [*groups, rest] if rest.pieces or not groups else groups


def by_piece(pieces: Sequence[Piece], scheme: Scheme, today: date) -> list[Group[Fraction]]:
    """What counts, by category, each piece as one whole times its multiplier.

    Extra credit without points of its own adds as much as its points would on an average piece of
    its category, so that by points and by percent are the same where all points are.
    """
    times = {piece.id: Fraction(piece.multiplier) for piece in pieces if piece.multiplier}
    groups = by_points(pieces, scheme, today)
    overall = _average([each for group in groups for each in group.pieces], times)
    return [_each_as_one(group, times, overall) for group in groups]


def _each_as_one(
    group: Group[Decimal], times: Mapping[int, Fraction], overall: Fraction | None
) -> Group[Fraction]:
    found = Group(group.category, Fraction(0), Fraction(0))
    average = _average(group.pieces, times) or overall
    for each in group.pieces:
        earned, possible = Fraction(each.earned), Fraction(each.possible)
        if possible:
            one = times[each.id]
            found.add(Counted(each.id, earned / possible * one, one, each.never_drop))
        elif average:
            found.add(Counted(each.id, earned / average, Fraction(0), each.never_drop))
    return found


def _average(pieces: Iterable[Counted[Decimal]], times: Mapping[int, Fraction]) -> Fraction | None:
    """Points of an average piece that has some."""
    measured = [each for each in pieces if each.possible]
    many = sum((times[each.id] for each in measured), Fraction(0))
    total = sum((Fraction(each.possible) for each in measured), Fraction(0))
    return total / many if many else None


def leave_out[N: (Decimal, Fraction)](groups: list[Group[N]], scheme: Scheme) -> None:
    """Drop what may be dropped: by weights each category for itself, else for the whole."""
    if scheme.goes_by_weight:
        for group in groups:
            drop([group], alone=True)
    else:
        drop(groups)


def percent_of[N: (Decimal, Fraction)](
    groups: Sequence[Group[N]], scheme: Scheme
) -> Decimal | None:
    """The percent of *groups* put together, exact to the 28 digits of a Decimal."""
    if not scheme.goes_by_weight:
        earned, possible = sums_of(groups)
        return _decimal(Fraction(earned) * 100 / Fraction(possible)) if possible else None
    whole = _whole(groups, scheme)
    if not whole:
        return None
    total = sum(
        (
            Fraction(group.earned) * Fraction(group.weight) / Fraction(group.possible)
            for group in groups
            if group.weight and group.possible
        ),
        Fraction(0),
    )
    return _decimal(total * 100 / Fraction(whole))


def _whole[N: (Decimal, Fraction)](groups: Sequence[Group[N]], scheme: Scheme) -> Decimal:
    used = (group.weight for group in groups if group.weight and group.possible and not group.extra)
    return whole_of(used, beyond=scheme.beyond)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _parts[N: (Decimal, Fraction)](groups: Sequence[Group[N]], scheme: Scheme) -> Iterator[Part]:
    whole = _whole(groups, scheme) if scheme.goes_by_weight else ZERO
    for group in groups:
        percent = share = brings = None
        earned, possible = _number(group.earned), _number(group.possible)
        if possible:
            percent = earned * HUNDRED / possible
            if whole and group.weight:
                share = group.weight * HUNDRED / whole
                brings = percent * group.weight / whole
        yield Part(
            id=group.category.id if group.category else None,
            name=group.category.name if group.category else "",
            weight=group.weight,
            share=share,
            earned=earned,
            possible=possible,
            percent=percent,
            brings=brings,
            counted=len(group.pieces) - len(group.left_out),
            dropped=tuple(piece.id for piece in group.lowest),
            highest=tuple(piece.id for piece in group.highest),
            extra=group.extra,
        )


def _number(amount: Decimal | Fraction) -> Decimal:
    return amount if isinstance(amount, Decimal) else _decimal(amount)
