"""When a message may ring, and what stands for a field in its text. Pure.

Sources: features.md MSG-05 (an emergency at any hour, the rest from 7:00 to 21:00), MSG-06.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

EMERGENCY = "message.emergency"
FIRST_HOUR, LAST_HOUR = time(7), time(21)
#: What rings in quiet hours too; and how often a moment is moved before it is left alone.
PRESSING, ROUNDS = ("message.attendance", "message.priority"), 8
#: From, until.
type Hours = tuple[time, time]
#: What a text may have in braces.
FIELDS = ("student", "first_name", "class", "missing", "mark")
_FIELD = re.compile(r"\{(\w+)\}")


def rings_at(
    at: datetime, kind: str, hours: Hours = (FIRST_HOUR, LAST_HOUR), quiet: Hours | None = None
) -> datetime:
    """The first moment from *at* on, a local time, at which a message of *kind* may ring.

    It rings within the *hours* of the district; and in nobody's *quiet* ones but for what presses.
    Who is quiet in all the hours of the district is rung within these.
    """
    if kind == EMERGENCY:
        return at
    closed = [(hours[1], hours[0])]
    if quiet and kind not in PRESSING:
        closed.append(quiet)
    when = at
    for _round in range(ROUNDS):
        later = max(_end_of(when, *each) for each in closed)
        if later == when:
            return when
        when = later
    return rings_at(at, kind, hours)


def _end_of(at: datetime, starts: time, ends: time) -> datetime:
    """The end of the hours if *at* is in them, else *at*; they may go over midnight."""
    over, now = ends < starts, at.time()
    if not (now >= starts or now < ends if over else starts <= now < ends):
        return at
    day = at.date() + timedelta(days=1) if over and now >= starts else at.date()
    return datetime.combine(day, ends, at.tzinfo)


def next_at(now: datetime, at: time) -> datetime:
    """The next moment from *now* on, a local time, at which the clock shows *at*."""
    day = now.date() + timedelta(days=1) if now.time() >= at else now.date()
    return datetime.combine(day, at, now.tzinfo)


def fields_of(*texts: str) -> set[str]:
    """The fields that stand in *texts*, those that nobody knows too."""
    return {name for text in texts for name in _FIELD.findall(text)}


def filled(text: str, said: Mapping[str, str]) -> str:
    """*text* with what *said* has for each of its fields."""
    return _FIELD.sub(lambda found: said.get(found[1], found[0]), text)


def for_each(text: str, told: Iterable[Mapping[str, str]]) -> str:
    """*text* for each of several students, one under the other; once where it names none."""
    if not fields_of(text):
        return text
    return "\n\n".join(dict.fromkeys(filled(text, one) for one in told)) or text
