"""Who gets a seat: on time before late, then who sent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waits:
    """A child who waits for a seat; ``id`` is its candidate's and breaks a tie."""

    id: int
    sent_at: datetime
    late: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands: from 1 on, and if a seat is free for her now."""

    waits: Waits
    position: int
    may_have_seat: bool


def free_seats(seats: int | None, taken: int) -> int | None:
    """How many are left, none below zero; None without a limit."""
    return None if seats is None else max(0, seats - taken)


def in_line(waiting: Iterable[Waits], free: int | None) -> list[Place]:
    """Everybody who waits in order, with whom *free* seats reach."""
    order = sorted(waiting, key=lambda each: (each.late, each.sent_at, each.id))
    return [
        Place(each, position, free is None or position <= free)
        for position, each in enumerate(order, 1)
    ]
