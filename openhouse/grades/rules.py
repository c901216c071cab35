"""How scores become the mark in progress, with the proof of it.

The rules are those of features.md section 2.3: points within a category, category weights with an
empty category's weight shared out, multipliers, extra credit, the lowest dropped, and what each
flag does. Nothing here is stored; a posted mark is the teacher's and never computed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Protocol

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
TENTH = Decimal("0.1")
_Counted = tuple[int, Decimal, Decimal]
#: Zero points, whatever is entered (GRD-05, GRD-09).
COUNT_AS_ZERO = frozenset({"missing", "cheated"})
#: Never counted, whatever is entered (GRD-10, GRD-11).
NEVER_COUNT = frozenset({"exempt", "dropped"})
#: On the to-do list while no score is entered; turned in, cheated, exempt and dropped are not.
TO_DO = frozenset({"", "missing", "late", "incomplete"})
#: From this percent on a class goes well: the lowest C of the scales in common use.
GOES_WELL = Decimal(70)
#: With fewer counted pieces than this, or so much weight still empty, one piece can move a lot.
FEW = 5
MUCH = Decimal(25)


@dataclass(slots=True)
class Piece:
    """One assignment as one student has it. ``possible`` zero is extra credit; points in points."""

    id: int
    category: int | None
    possible: Decimal | None
    got: Decimal | None
    flag: str = ""
    multiplier: Decimal = ONE
    counts: bool = True
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A part of a gradebook; ``weight`` in percent, None where it has none."""

    id: int
    name: str
    weight: Decimal | None = None
    drop_lowest: int = 0


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one section computes: its categories, and marks by least percent, best first."""

    categories: tuple[Category, ...] = ()
    weighted: bool = False
    scale: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What one category brings to the mark: a line of the proof.

    ``share`` is the percent of the mark that it really has, once the weight of empty categories
    is shared out; None where weights are not used or it has no counted score. ``dropped`` holds
    ids of the pieces left out as lowest. The part without a category has no ``id``.
    """

    id: int | None
    name: str
    weight: Decimal | None
    share: Decimal | None
    earned: Decimal
    possible: Decimal
    counted: int
    dropped: tuple[int, ...]

    @property
    def percent(self) -> Decimal | None:
        return self.earned * HUNDRED / self.possible if self.possible else None

    @property
    def brings(self) -> Decimal | None:
        """Percent of the whole mark that this part adds to it, where weights are used."""
        percent = self.percent
        return None if percent is None or self.share is None else percent * self.share / HUNDRED


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in progress and its proof; ``percent`` is None while nothing counts."""

    percent: Decimal | None
    letter: str
    basis: Literal["weights", "points"]
    parts: tuple[Part, ...]
    dropped: frozenset[int]

    @property
    def counted(self) -> int:
        return sum(part.counted for part in self.parts)

    @property
    def empty(self) -> tuple[Part, ...]:
        """The categories that have a weight but no counted score yet."""
        if self.basis == "points":
            return ()
        return tuple(part for part in self.parts if part.weight and part.share is None)

    @property
    def early(self) -> bool:
        """If one more piece can still move the mark a lot."""
        waiting = sum((part.weight or ZERO for part in self.empty), ZERO)
        return self.percent is not None and (self.counted < FEW or waiting >= MUCH)


@dataclass(slots=True)
class _Group:
    """The counted pieces of one category: (id, earned, possible), multiplier applied; their sums.

    ``dropped`` holds those of them that are left out as lowest; the sums are without them.
    """

    category: Category | None
    pieces: list[_Counted] = field(default_factory=list)
    earned: Decimal = ZERO
    possible: Decimal = ZERO
    dropped: tuple[_Counted, ...] = ()

    @property
    def weight(self) -> Decimal | None:
        return self.category.weight if self.category else None


class Flagged(Protocol):
    """Anything with a flag and a day that it is due."""

    @property
    def flag(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...


def goes_badly(percent: Decimal | None) -> bool:
    """If a mark, in progress or posted, is one for a parent to look at."""
    return percent is not None and percent < GOES_WELL


def not_due_yet(piece: Flagged, today: date) -> bool:
    """If *piece* was called missing before its day: nothing can be missing by then."""
    return piece.flag == "missing" and piece.due_on is not None and piece.due_on > today


def worth(piece: Piece, today: date) -> tuple[Decimal, Decimal] | None:
    """Points earned and possible with the multiplier applied; None where *piece* does not count."""
    flag, possible, got = piece.flag, piece.possible, piece.got
    if not piece.counts or possible is None or flag in NEVER_COUNT:
        return None
    if flag in COUNT_AS_ZERO:
        if not possible or not_due_yet(piece, today):
            return None
        got = ZERO
    if got is None:
        return None
    times = piece.multiplier
    return (got, possible) if times == ONE else (got * times, possible * times)


def is_to_do(flag: str, *, scored: bool) -> bool:
    """If the student still has something to do: not scored, and no flag that settles it."""
    return not scored and flag in TO_DO


def mark_of(pieces: Iterable[Piece], scheme: Scheme, today: date) -> Mark:
    """The mark in progress of one student in one section."""
    groups = _grouped(pieces, scheme, today)
    weighted = scheme.weighted and any(category.weight for category in scheme.categories)
    if weighted:
        for group in groups:
            _drop_lowest([group])
        parts, percent = _by_weight(groups)
    else:
        _drop_lowest(groups)
        parts, percent = _by_points(groups)
    return Mark(
        percent,
        letter_of(percent, scheme.scale),
        "weights" if weighted else "points",
        parts,
        frozenset(number for part in parts for number in part.dropped),
    )


def _grouped(pieces: Iterable[Piece], scheme: Scheme, today: date) -> list[_Group]:
    known: Mapping[int | None, _Group] = {
        category.id: _Group(category) for category in scheme.categories
    }
    rest = _Group(None)
    for piece in pieces:
        points = worth(piece, today)
        if points is not None:
            earned, possible = points
            group = known.get(piece.category, rest)
            group.pieces.append((piece.id, earned, possible))
            group.earned += earned
            group.possible += possible
    groups = list(known.values())
    return [*groups, rest] if rest.pieces else groups


def _drop_lowest(groups: Sequence[_Group]) -> None:
    """Leave out of each group as many pieces as it may drop, for the best share of points in all.

    The share earned / possible is best when the pieces with the least earned - share * possible
    go; so a better share is looked for with the share found before, until it stays (Dinkelbach).
    A piece goes only where that helps, extra credit never, and one piece always stays.
    """
    able = [group for group in groups if group.category and group.category.drop_lowest]
    earned = sum((group.earned for group in groups), ZERO)
    possible = sum((group.possible for group in groups), ZERO)
    if not able or not possible:
        return
    share, better = ZERO, earned / possible
    while better > share:
        share, left, of = better, earned, possible
        for group in able:
            group.dropped = _worst(group, share)
            for _, lost, out_of in group.dropped:
                left -= lost
                of -= out_of
        better = left / of
    for group in able:
        for _, lost, out_of in group.dropped:
            group.earned -= lost
            group.possible -= out_of


def _worst(group: _Group, share: Decimal) -> tuple[_Counted, ...]:
    losses = [
        (piece[1] - share * piece[2], -piece[2], piece) for piece in group.pieces if piece[2] > 0
    ]
    most = group.category.drop_lowest if group.category else 0
    losses.sort(key=lambda loss: loss[:2])
    return tuple(piece for loss, _, piece in losses[: min(most, len(losses) - 1)] if loss < 0)


def _part(group: _Group, share: Decimal | None = None) -> Part:
    category = group.category
    return Part(
        id=category.id if category else None,
        name=category.name if category else "",
        weight=group.weight,
        share=share,
        earned=group.earned,
        possible=group.possible,
        counted=len(group.pieces) - len(group.dropped),
        dropped=tuple(piece[0] for piece in group.dropped),
    )


def _by_points(groups: Sequence[_Group]) -> tuple[tuple[Part, ...], Decimal | None]:
    possible = sum((group.possible for group in groups), ZERO)
    earned = sum((group.earned for group in groups), ZERO)
    parts = tuple(_part(group) for group in groups)
    return parts, earned * HUNDRED / possible if possible else None


def _by_weight(groups: Sequence[_Group]) -> tuple[tuple[Part, ...], Decimal | None]:
    used = total = ZERO
    for group in groups:
        if group.weight and group.possible:
            used += group.weight
            total += group.earned * group.weight / group.possible
    parts = tuple(
        _part(group, group.weight * HUNDRED / used if group.weight and group.possible else None)
        for group in groups
    )
    return parts, total * HUNDRED / used if used else None


def shown(percent: Decimal, step: Decimal = TENTH) -> Decimal:
    """A percent as pages show it: to a tenth, half up."""
    return percent.quantize(step, ROUND_HALF_UP)


def letter_of(percent: Decimal | None, scale: Iterable[tuple[str, Decimal]]) -> str:
    """The first mark of *scale* whose least percent is reached; empty where there is none.

    The percent is rounded as pages show it, so that 90.0 % is never a B on the page.
    """
    if percent is None:
        return ""
    seen = shown(percent)
    return next((letter for letter, least in scale if seen >= least), "")
