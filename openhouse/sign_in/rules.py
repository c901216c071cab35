"""The rule of passwords (ACC-09), how long to wait after wrong ones (ACC-20), who a name means."""

import unicodedata
from datetime import timedelta
from enum import StrEnum

#: Characters at the least.
SHORTEST = 8
#: How many of letters, digits, symbols and punctuation a password has at the least.
KINDS = 2
#: How long the link for a new password works.
LINK_LASTS = timedelta(hours=2)
#: How long the link that confirms an address works.
CONFIRMING_LASTS = timedelta(days=3)
#: How long the link works that takes back a second step which its owner did not add.
NOT_ME_LASTS = timedelta(days=7)
#: How long a password for the first time may be used.
FIRST_PASSWORD_LASTS = timedelta(days=7)
#: How long one's own device stays signed in while nobody uses it.
OWN_DEVICE_LASTS = timedelta(days=60)
#: How long new recovery codes may be looked at, printed and saved.
CODES_SHOWN = timedelta(minutes=10)
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
