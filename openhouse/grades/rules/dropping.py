"""Which pieces a category leaves out: its highest, then its lowest, as is best for the student."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from openhouse.grades.rules.schemes import Category

#: Products of points with their three decimals, multiplied and added up, fit whole.
EXACT = Context(prec=80)


@dataclass(slots=True)
class Counted[N: (Decimal, Fraction)]:
    """A piece that counts, the multiplier applied: in points, or each as one part of the whole."""

    id: int
    earned: N
    possible: N
    never_drop: bool = False


@dataclass(slots=True)
class Group[N: (Decimal, Fraction)]:
    """The counted pieces of one category; the sums are without those that are left out."""

    category: Category | None
    earned: N
    possible: N
    pieces: list[Counted[N]] = field(default_factory=list)
    lowest: tuple[Counted[N], ...] = ()
    highest: tuple[Counted[N], ...] = ()

    @property
    def weight(self) -> Decimal | None:
        return self.category.weight if self.category else None

    @property
    def extra(self) -> bool:
        return self.category is not None and self.category.extra

    @property
    def drops(self) -> bool:
        return self.category is not None and bool(
            self.category.drop_lowest or self.category.drop_highest
        )

    @property
    def left_out(self) -> tuple[Counted[N], ...]:
        return self.highest + self.lowest

    def add(self, piece: Counted[N]) -> None:
        self.pieces.append(piece)
        self.earned += piece.earned
        self.possible += piece.possible

    def leave_out(self, pieces: Sequence[Counted[N]]) -> None:
        for piece in pieces:
            self.earned -= piece.earned
            self.possible -= piece.possible


def drop[N: (Decimal, Fraction)](groups: Sequence[Group[N]], *, alone: bool = False) -> None:
    """Leave out of *groups*, whose points make up one share together, what each may drop.

    *alone*: a category that has a share of its own, by weight. Extra credit then has one, too;
    together with others it only adds to theirs.

    The highest of a category are those of the greatest percent; of equals, the one whose loss costs
    least. Of the rest the lowest go, for the best share of points in all. One piece always stays,
    extra credit and what is never dropped too.
    """
    able = [group for group in groups if group.drops]
    if not able:
        return
    with localcontext(EXACT):
        for group in able:
            group.highest = _highest(group)
            group.leave_out(group.highest)
        _drop_lowest(groups, able, alone=alone)


def _droppable[N: (Decimal, Fraction)](group: Group[N]) -> list[Counted[N]]:
    """What may go from *group* beside its highest."""
    gone = {piece.id for piece in group.highest}
    return [
        piece
        for piece in group.pieces
        if piece.possible > 0 and not piece.never_drop and piece.id not in gone
    ]


def _room[N: (Decimal, Fraction)](group: Group[N], most: int) -> int:
    """How many may go beside the highest, so that one piece with points stays."""
    measured = sum(1 for piece in group.pieces if piece.possible > 0)
    return max(0, min(most, measured - len(group.highest) - 1))


def _highest[N: (Decimal, Fraction)](group: Group[N]) -> tuple[Counted[N], ...]:
    most = group.category.drop_highest if group.category else 0
    if not most:
        return ()
    best = sorted(
        _droppable(group),
        key=lambda piece: (-Fraction(piece.earned) / Fraction(piece.possible), piece.possible),
    )
    return tuple(best[: _room(group, most)])


def _drop_lowest[N: (Decimal, Fraction)](
    groups: Sequence[Group[N]], able: Sequence[Group[N]], *, alone: bool
) -> None:
    """Leave out the lowest for the best share of points in all.

    The share earned / possible is best when the pieces with the least earned - share * possible go;
    so a better share is looked for with the share found before, until it stays (Dinkelbach). A
    piece goes only where that helps. Shares are compared as products, which are exact.
    """
    earned, possible = (groups[0].earned, groups[0].possible) if alone else sums_of(groups)
    if not possible:
        return
    share = earned, possible
    while True:
        left, of = earned, possible
        for group in able:
            adds = group.extra and not alone
            group.lowest = _worst(group, share, adds=adds)
            for piece in group.lowest:
                left -= piece.earned
                of -= _taken(piece, adds=adds)
        if left * share[1] <= share[0] * of:
            break
        share = left, of
    for group in able:
        group.leave_out(group.lowest)


def sums_of[N: (Decimal, Fraction)](groups: Sequence[Group[N]]) -> tuple[N, N]:
    """What *groups* have earned and what was possible, extra credit only as earned."""
    earned, possible = groups[0].earned, groups[0].possible * (0 if groups[0].extra else 1)
    for group in groups[1:]:
        earned += group.earned
        if not group.extra:
            possible += group.possible
    return earned, possible


def _taken[N: (Decimal, Fraction)](piece: Counted[N], *, adds: bool) -> N:
    """What is possible no more without *piece*: nothing where it only adds."""
    return piece.possible * (0 if adds else 1)


def _worst[N: (Decimal, Fraction)](
    group: Group[N], share: tuple[N, N], *, adds: bool
) -> tuple[Counted[N], ...]:
    earned, possible = share
    losses = [
        (piece.earned * possible - earned * _taken(piece, adds=adds), -piece.possible, piece)
        for piece in _droppable(group)
    ]
    losses.sort(key=lambda loss: loss[:2])
    most = group.category.drop_lowest if group.category else 0
    return tuple(piece for loss, _, piece in losses[: _room(group, most)] if loss < 0)
