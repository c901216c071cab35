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


#: What of a line is its value; the rest is a comment, or says which one it is.
_VALUES = {
    SCORE: ("points", "text", "flag"),
    MARK: ("letter", "percent"),
    ATTENDANCE: ("code_id",),
}


def changes_value(
    kind: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> bool:
    """If a line about a thing of this kind says another value, not only another comment.

    A line may leave out what it does not say: no flag is as good as an empty one.
    """
    if before is None or after is None:
        return True
    return any(_said(before, name) != _said(after, name) for name in _VALUES[kind])


def _said(side: Mapping[str, Any], name: str) -> Any:
    value = side.get(name)
    return None if value == "" else value
