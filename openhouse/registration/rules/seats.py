"""Who gets a seat: on time before late, then by the district's rule, then who sent first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class First(StrEnum):
    """Who comes before the others on a waiting list."""

    #: Who has a brother or a sister at the school.
    SIBLINGS = "siblings"
    #: Who lives in the school's streets.
    BOUNDARY = "boundary"


#: What a district chooses from, each as a window keeps it; "": who sent first.
ORDERS = ("siblings boundary", "boundary siblings", "siblings", "boundary", "")


def order_of(kept: str) -> tuple[First, ...]:
    """The rule that a window keeps as *kept*; what is none of ``First`` is left out."""
    return tuple(First(each) for each in kept.split() if each in set(First))


@dataclass(frozen=True, slots=True)
class Waits:
    """A child who waits for a seat; ``id`` is its candidate's and breaks a tie."""

    id: int
    sent_at: datetime
    late: bool = False
    has_sibling: bool = False
    lives_inside: bool = False

    def is_first(self, by: First) -> bool:
        """If *by* puts her before others."""
        return self.has_sibling if by is First.SIBLINGS else self.lives_inside


@dataclass(frozen=True, slots=True)
class InLine:
    """Where one stands: from 1 on, and if a seat is free for her now."""

    waits: Waits
    position: int
    may_have_seat: bool


def free_seats(seats: int | None, taken: int) -> int | None:
    """How many are left, none below zero; None without a limit."""
    return None if seats is None else max(0, seats - taken)


def in_line(
    waiting: Iterable[Waits], free: int | None, order: Sequence[First] = ()
) -> list[InLine]:
    """Everybody who waits in order, with whom *free* seats reach."""

    def key(each: Waits) -> tuple[object, ...]:
        before = tuple(not each.is_first(by) for by in order)
        return (each.late, before, each.sent_at, each.id)

    return [
        InLine(each, position, free is None or position <= free)
        for position, each in enumerate(sorted(waiting, key=key), 1)
    ]


def counted_twice(pairs: Iterable[tuple[int, int]], keys: Mapping[int, int]) -> int:
    """By how many too many are counted where *pairs* are one child each.

    *keys* says of each registration as whom its child is counted there. Three homes of a child are
    one, whichever two of them were said to be the same, and whether the third has a seat or not.
    """
    groups: list[set[int]] = []
    for pair in pairs:
        joined, apart = set(pair), []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    seen = [len({keys[each] for each in group if each in keys}) for group in groups]
    return sum(number - 1 for number in seen if number)
