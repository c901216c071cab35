"""Where an address lies and which school it belongs to, by the district's ranges of house numbers.

A street is written as the Postal Service abbreviates it (Publication 28): "1204 N. Elm Street, Apt
3" is number 1204, "n elm st", unit "3".
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from openhouse.registration.rules.likeness import plain

_WAYS = {
    "n": "north no",
    "s": "south so",
    "e": "east",
    "w": "west",
    "ne": "northeast",
    "nw": "northwest",
    "se": "southeast",
    "sw": "southwest",
}
_KINDS = {
    "aly": "alley",
    "ave": "avenue av aven avenu",
    "blvd": "boulevard boul",
    "br": "branch",
    "byp": "bypass",
    "cir": "circle circ",
    "co": "county",
    "cres": "crescent",
    "ct": "court",
    "cv": "cove",
    "dr": "drive driv drv",
    "est": "estate estates ests",
    "expy": "expressway",
    "ext": "extension",
    "ft": "fort",
    "frk": "fork",
    "grv": "grove",
    "hts": "heights",
    "hl": "hill hills hls",
    "holw": "hollow",
    "hwy": "highway hiway",
    "jct": "junction",
    "lk": "lake",
    "ln": "lane",
    "lndg": "landing",
    "mt": "mount",
    "mdw": "meadow meadows mdws",
    "pkwy": "parkway parkwy pky",
    "pl": "place",
    "plz": "plaza",
    "pt": "point",
    "rd": "road",
    "rdg": "ridge",
    "rte": "route rt",
    "spg": "spring springs spgs",
    "sq": "square",
    "st": "street str saint",
    "ter": "terrace terr",
    "trl": "trail tr",
    "vis": "vista",
    "vly": "valley",
    "xing": "crossing",
}
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
_SHORT = {
    long: short for table in (_WAYS, _KINDS) for short, longs in table.items()
    for long in longs.split()
} | {
    word: f"{n}{'st' if n == 1 else 'nd' if n == 2 else 'rd' if n == 3 else 'th'}"
    for n, word in enumerate(_ORDINALS, 1)
}  # fmt: skip
_UNIT = re.compile(
    r"(?:^|[\s,])(?:(?:apt|apartment|unit|suite|ste|lot|trlr|trailer|bldg|building|rm|room|floor"
    r"|fl|spc|space|no)\b\.?\s*#?|#)\s*(.{1,40})$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*(\d{1,6})(?:\s*-\s*\d{1,6})?([A-Za-z]?)(?:\s+\d/\d)?[\s,]+(?=\S)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Place:
    """A house: its number, the street as ``street_of`` writes it, and which flat, "" for none."""

    number: int
    street: str
    unit: str = ""

    @property
    def house(self) -> str:
        """Number and street, for comparing two homes: "1204 n elm st"."""
        return f"{self.number} {self.street}"


def street_of(street: str) -> str:
    """A street without a number, as all of them are written here: "N. Elm Street" is "n elm st"."""
    return " ".join(_SHORT.get(word, word) for word in plain(street).split())


def place_of(street: str) -> Place | None:
    """Where "1204 N. Elm Street, Apt 3" is; None where no house number begins it."""
    unit = ""
    first = street.replace("\n", ", ").strip()
    if (flat := _UNIT.search(first)) is not None and flat.start() > 0:
        unit, first = plain(flat[1]), first[: flat.start()]
    found = _NUMBER.match(first + " ")
    name = street_of(first[found.end() :]) if found is not None else ""
    if found is None or not name:
        return None
    return Place(int(found[1]), name, " ".join(filter(None, (found[2].lower(), unit))))


@dataclass(frozen=True, slots=True)
class Range:
    """House numbers of a street, both ends included, whose children go to ``school``."""

    school: int
    street: str
    low: int
    high: int
    #: "both", "even" or "odd".
    side: str = "both"
    #: The first five figures; "": whatever it is.
    postal_code: str = ""
    #: The street as the district writes it: "N. Elm Street". It makes no other range.
    written: str = field(default="", compare=False)

    def has(self, place: Place, postal_code: str) -> bool:
        """If *place* lies in it; without a postal code of either the street is enough."""
        return (
            self.street == place.street
            and self.low <= place.number <= self.high
            and (self.side == "both" or (self.side == "even") == (place.number % 2 == 0))
            and (not self.postal_code or not postal_code or self.postal_code == postal_code[:5])
        )


def schools_of(
    place: Place, postal_code: str, ranges: Iterable[Range], grade: str,
    offers: Mapping[int, Collection[str]],
) -> list[int]:  # fmt: skip
    """The schools of an address for a child in *grade*, by id, each once; usually one or none.

    *offers* are the grades of each school; one that is not in it takes every grade, and so is
    asked a child whose grade is not known.
    """
    found = {each.school for each in ranges if each.has(place, postal_code)}
    fits = (one for one in found if not grade or one not in offers or grade in offers[one])
    return sorted(fits)
