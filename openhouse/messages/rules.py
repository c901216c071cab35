"""When a message may ring, and what stands for a field in its text. Pure.

Sources: features.md MSG-05 (an emergency at any hour, the rest from 7:00 to 21:00), MSG-06.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

EMERGENCY = "message.emergency"
FIRST_HOUR, LAST_HOUR = time(7), time(21)
#: What a text may have in braces.
FIELDS = ("student", "first_name", "class", "missing", "mark")
_FIELD = re.compile(r"\{(\w+)\}")


def rings_at(at: datetime, kind: str) -> datetime:
    """The first moment from *at* on, a local time, at which a message of *kind* may ring."""
    if kind == EMERGENCY or FIRST_HOUR <= at.time() < LAST_HOUR:
        return at
    day = at.date() if at.time() < FIRST_HOUR else at.date() + timedelta(days=1)
    return datetime.combine(day, FIRST_HOUR, at.tzinfo)


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
