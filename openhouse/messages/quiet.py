"""When what somebody writes may ring at each of those who get it."""

from collections.abc import Mapping
from datetime import datetime

from openhouse.messages.rules import EMERGENCY, Hours, rings_at
from openhouse.notifications.calm.hours import rules_now
from openhouse.notifications.models_notices import NoticeTimes


def rings_for(kind: str, now: datetime, times: Mapping[int, NoticeTimes]) -> dict[int, datetime]:
    """By person the moment, of those who are not rung *now*, a local time.

    The hours are the district's, and each one's own: what they are, *times* says.
    """
    if kind == EMERGENCY:
        return {}
    hours, found = hours_of_the_house(), {}
    for person, row in times.items():
        quiet = (row.quiet_from, row.quiet_until) if row.quiet_from and row.quiet_until else None
        found[person] = rings_at(now, kind, hours, quiet)
    return {person: at for person, at in found.items() if at > now}


def hours_of_the_house() -> Hours:
    """From when until when the district in scope tells anybody of what is no emergency."""
    house = rules_now()
    return house.earliest, house.latest
