"""The rule of passwords (ACC-09), how long to wait after wrong ones (ACC-20), who a name means, and
why somebody does not see a child."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: Characters at the least.
SHORTEST = 8
#: How many of letters, digits, symbols and punctuation a password has at the least.
KINDS = 2
#: Wrong passwords in a row that cost nothing.
FREE_TRIES = 5
LONGEST_WAIT = timedelta(hours=1)
#: Mails of one kind to one address in an hour: nobody fills another's mailbox.
MOST_IN_AN_HOUR = 3


class Fault(StrEnum):
    """What keeps a password from being taken."""

    SHORT = "short"
    PLAIN = "plain"
    COMMON = "common"
    NAME = "name"


def kinds_in(password: str) -> set[str]:
    """Which of letters (L), digits (N), symbols (S) and punctuation (P) it has, of any script."""
    return {unicodedata.category(character)[0] for character in password} & set("LNSP")


def faults(password: str, username: str, *, is_common: bool) -> list[Fault]:
    """Everything that is wrong with *password*, in the order in which to say it.

    *is_common* is whether it stands in the list of common passwords, in whatever case.
    """
    found = []
    if len(password) < SHORTEST:
        found.append(Fault.SHORT)
    if len(kinds_in(password)) < KINDS:
        found.append(Fault.PLAIN)
    if is_common:
        found.append(Fault.COMMON)
    if username and username.casefold() in password.casefold():
        found.append(Fault.NAME)
    return found


def wait_after(tries: int) -> timedelta:
    """How long the next try waits after *tries* wrong ones in a row: 1, 2, 4 … 60 minutes."""
    if tries < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(minutes=2 ** min(tries - FREE_TRIES, 10)), LONGEST_WAIT)


def words_in(name: str) -> frozenset[str]:
    """The words of a name without accents and case: "Núñez-Ortiz, Ana" is ana, nunez, ortiz."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    letters = "".join(c if c.isalnum() else " " for c in bare.casefold())
    return frozenset(letters.split())


def is_named(said: str, given: str, middle: str, preferred: str, family: str) -> bool:
    """If *said* names the person: one of her first names, the whole family name, nothing strange.

    A family name of two words may be said by all of them only: half a name means too many people.
    """
    words = words_in(said)
    first = words_in(given) | words_in(preferred)
    whole = first | words_in(middle) | words_in(family)
    return bool(words & first) and words_in(family) <= words <= whole


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


#: Days before the first and after the last that an enrollment opens (``access/sql/enter.sql``).
AROUND = timedelta(days=90)


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
    if tie.barred and (tie.barred_until is None or tie.barred_until >= today):
        found.append(Why.BARRED)
    if tie.born_on and not tie.adults_are_dependents and eighteen_on(tie.born_on) <= today:
        found.append(Why.ADULT)
    near = [
        is_open
        for first, last, is_open in tie.enrollments
        if (first is None or first <= today + AROUND) and (last is None or last >= today - AROUND)
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
