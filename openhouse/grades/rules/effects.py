"""How far each piece moves the mark: the mark as it is, less the mark without the piece."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from openhouse.grades.rules.dropping import Counted, Group
from openhouse.grades.rules.marks import by_piece, by_points, leave_out, mark_of, percent_of
from openhouse.grades.rules.pieces import ZERO, Piece, worth
from openhouse.grades.rules.schemes import Scheme


def effects(pieces: Iterable[Piece], scheme: Scheme, today: date) -> dict[int, Decimal | None]:
    """By the id of each piece that counts, the percentage points that it brings or takes.

    None for a piece without which there would be no mark. A piece that is dropped has 0: without
    it the mark is the same, or another would be dropped in its place.
    """
    kept = list(pieces)
    if not scheme.by_percent:
        return _effects(by_points(kept, scheme, today), scheme)
    # Extra credit goes by the average of the other pieces, so each of them moves it too.
    if any(not piece.possible and worth(piece, today) for piece in kept):
        return _one_by_one(kept, scheme, today)
    return _effects(by_piece(kept, scheme, today), scheme)


def _one_by_one(pieces: Sequence[Piece], scheme: Scheme, today: date) -> dict[int, Decimal | None]:
    """Each piece left away in turn, and the whole reckoned anew."""
    mark = mark_of(pieces, scheme, today)
    found: dict[int, Decimal | None] = {}
    for piece in pieces:
        if mark.percent is None or worth(piece, today, scheme.missing) is None:
            continue
        others = [each for each in pieces if each is not piece]
        without = mark_of(others, scheme, today).percent
        found[piece.id] = None if without is None else mark.percent - without
        if piece.id in mark.dropped:
            found[piece.id] = ZERO
    return found


def _effects[N: (Decimal, Fraction)](
    groups: list[Group[N]], scheme: Scheme
) -> dict[int, Decimal | None]:
    whole = percent_of(_dropped(groups, scheme), scheme)
    if whole is None:
        return {}
    found: dict[int, Decimal | None] = {}
    for place, group in enumerate(_dropped(groups, scheme)):
        gone = {piece.id for piece in group.left_out}
        for piece in group.pieces:
            if piece.id in gone:
                found[piece.id] = ZERO
                continue
            without = percent_of(_without(groups, place, piece, scheme), scheme)
            found[piece.id] = None if without is None else whole - without
    return found


def _dropped[N: (Decimal, Fraction)](groups: Sequence[Group[N]], scheme: Scheme) -> list[Group[N]]:
    """Copies of *groups* with what is dropped left out."""
    copies = [replace(group) for group in groups]
    leave_out(copies, scheme)
    return copies


def _without[N: (Decimal, Fraction)](
    groups: Sequence[Group[N]], place: int, piece: Counted[N], scheme: Scheme
) -> list[Group[N]]:
    """*groups* as they would be had *piece* of the group at *place* never counted."""
    group = groups[place]
    fewer = replace(
        group,
        earned=group.earned - piece.earned,
        possible=group.possible - piece.possible,
        pieces=[each for each in group.pieces if each is not piece],
    )
    others = list(groups)
    others[place] = fewer
    return _dropped(others, scheme)
