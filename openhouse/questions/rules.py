"""By when a question is answered, and which lines of the ledger are about it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

SCORE, MARK, ATTENDANCE = "score", "mark", "attendance"


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about: of a score the assignment, of a posted mark task and term."""

    kind: str
    section: int | None = None
    number: int | None = None
    term: int | None = None
    on: date | None = None


def due_day(asked: date, school_days: Sequence[date], days: int) -> date:
    """The school day so many after *asked*; weekdays where the calendar does not reach so far."""
    ahead = [day for day in school_days if day > asked][:days]
    last = ahead[-1] if ahead else asked
    for _ in range(days - len(ahead)):
        last += timedelta(days={4: 3, 5: 2}.get(last.weekday(), 1))
    return last


def is_about(about: About, kind: str, number: int | None, said: Mapping[str, Any]) -> bool:
    """If a line of the ledger is about the same thing.

    *kind* is the line's ("score.changed"), *number* its ``about_id``, *said* what it holds.
    """
    if kind.partition(".")[0] != about.kind:
        return False
    if about.kind == SCORE:
        return number == about.number
    if about.kind == MARK:
        same = said.get("task_id") == about.number and said.get("term_id") == about.term
        return number == about.section and same
    return about.on is not None and said.get("on") == about.on.isoformat()
