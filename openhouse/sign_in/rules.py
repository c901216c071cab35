"""The rule of passwords (ACC-09), and how long to wait after wrong ones (ACC-20)."""

import unicodedata
from datetime import timedelta
from enum import StrEnum

#: Characters at the least.
SHORTEST = 8
#: How many of letters, digits, symbols and punctuation a password has at the least.
KINDS = 2
#: Wrong passwords in a row that cost nothing.
FREE_TRIES = 5
LONGEST_WAIT = timedelta(hours=1)


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
