"""What a file says was given to whom; pure. The two forms are in ``messages`` and ``tables``."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from openhouse.immunizations.rules.entry import Named, date_typed, vaccine_typed


class Number(NamedTuple):
    """A number of a student, and what the file says that it is a number of.

    ``kind`` is "number" (the district's) or "state" where a column says so; a message names an
    ``authority``, the district, a clinic or the state's registry.
    """

    value: str
    kind: str = ""
    authority: tuple[str, ...] = ()


class Whose(NamedTuple):
    """Whom a file means: numbers, and what they are checked by; empty where it says nothing."""

    numbers: tuple[Number, ...] = ()
    born: str = ""
    given_name: str = ""
    family_name: str = ""


class Places(NamedTuple):
    """What a file calls the things of a dose: "PID-3" in a message, a column in a table."""

    number: str
    born: str
    name: str
    vaccine: str
    given: str


class GivenLine(NamedTuple):
    """One dose of a file: where it stands, whose, and what; as the file has it, and as read."""

    line: int
    whose: Whose
    born_on: date | None
    vaccine: str
    cvx: str
    trade: str
    given: str
    on: date | None
    lot: str
    places: Places


class Reading(NamedTuple):
    """What a reader of either form needs to know."""

    today: date
    known: Mapping[str, Named]

    def line(
        self, number: int, whose: Whose, vaccine: str, given: str, lot: str, places: Places
    ) -> GivenLine:
        """A dose, of the words for it."""
        cvx, trade = vaccine_typed(vaccine, self.known)
        born_on, on = date_typed(whose.born, self.today), date_typed(given, self.today)
        lot = lot.strip()[:40]
        return GivenLine(number, whose, born_on, vaccine, cvx, trade, given, on, lot, places)


GivenLines = Iterator[GivenLine]
