"""What keeps a guardian from seeing a child: the rule of ``sql/enter.sql``, said in words."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

#: How long an enrollment that has ended still opens (``sql/enter.sql``: 90 days).
AROUND = timedelta(days=90)
#: How long before its first day one opens: a child who is enrolled for the next school year is her
#: family's to see from that day on (``sql/enter.sql``: 400 days; decision 0041).
AHEAD = timedelta(days=400)


class Ordered(Protocol):
    """Whatever a court order can be noted on."""

    @property
    def barred(self) -> bool: ...

    @property
    def barred_until(self) -> date | None: ...


class Why(StrEnum):
    """What keeps a guardian from seeing a child."""

    NO_PORTAL = "no portal"
    NOT_YET = "not yet"
    ENDED = "ended"
    BARRED = "barred"
    ADULT = "adult"
    NOT_ENROLLED = "not enrolled"
    SCHOOL_CLOSED = "school closed"


@dataclass(frozen=True, slots=True)
class Tie:
    """A guardianship, with what of the child and of her school decides whether it opens."""

    portal_access: bool
    starts_on: date | None
    ends_on: date | None
    barred: bool
    barred_until: date | None
    born_on: date | None
    adults_are_dependents: bool
    #: First and last day of each enrollment, and whether its school's portal is open.
    enrollments: tuple[tuple[date | None, date | None, bool], ...]


def is_barred(order: Ordered, today: date) -> bool:
    """If a court order keeps the adult from the child today; without an end it lasts."""
    return order.barred and (order.barred_until is None or order.barred_until >= today)


def why_closed(tie: Tie, today: date) -> list[Why]:
    """Everything that keeps the guardian out today; nothing where the child is open to her.

    The same rule as ``openhouse_enter``, said in words; a test holds the two together.
    """
    found = []
    if not tie.portal_access:
        found.append(Why.NO_PORTAL)
    if tie.starts_on and tie.starts_on > today:
        found.append(Why.NOT_YET)
    if tie.ends_on and tie.ends_on < today:
        found.append(Why.ENDED)
    if is_barred(tie, today):
        found.append(Why.BARRED)
    if tie.born_on and not tie.adults_are_dependents and eighteen_on(tie.born_on) <= today:
        found.append(Why.ADULT)
    near = [
        is_open
        for first, last, is_open in tie.enrollments
        if (first is None or first <= today + AHEAD) and (last is None or last >= today - AROUND)
    ]
    if not near:
        found.append(Why.NOT_ENROLLED)
    elif not any(near):
        found.append(Why.SCHOOL_CLOSED)
    return found


def eighteen_on(born_on: date) -> date:
    """The day on which the right to the record passes to the student; born on Feb 29: Mar 1."""
    try:
        return born_on.replace(year=born_on.year + 18)
    except ValueError:
        return date(born_on.year + 18, 3, 1)


def eighteen_ago(today: date) -> date:
    """The last birthday that makes somebody 18 today, so that ``eighteen_on`` of it is past."""
    try:
        return today.replace(year=today.year - 18)
    except ValueError:
        return date(today.year - 18, 2, 28)
