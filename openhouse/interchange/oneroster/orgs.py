"""orgs.csv: schools; everything above and below a school is counted as not taken."""

import re
from dataclasses import dataclass

from openhouse.interchange.oneroster.delivery import Delivery
from openhouse.interchange.oneroster.table import is_gone
from openhouse.interchange.rows import Items, NotTaken, Row

#: School Data Sync has colleges beside schools.
SCHOOLS = frozenset({"school", "college", "university", "campus", "adulteducation"})
_LEVELS = (
    ("middle", r"\b(middle|junior high|intermediate|jr\.? high)\b"),
    ("elementary", r"\b(elementary|primary|grade school|kindergarten)\b"),
    ("high", r"\b(high|secondary)\b"),
)


@dataclass(slots=True)
class Orgs:
    """What later files need of the organizations: the type of each."""

    types: dict[str, str]

    @property
    def schools(self) -> list[str]:
        return [org for org, kind in self.types.items() if kind in SCHOOLS]

    def is_school(self, org: str) -> bool:
        """If it is a school; one that this delivery does not hold may have come before."""
        return self.types.get(org, "school") in SCHOOLS


def read_orgs(delivery: Delivery, orgs: Orgs) -> Items:
    """orgs.csv: rows of schools; fills *orgs* with the type of every organization.

    The level is told by the name, because the standard has no column for it.
    """
    table = delivery.table("orgs")
    if table is None:
        return
    for line, record in table:
        kind = record["type"].lower()
        if kind not in SCHOOLS:
            orgs.types[record["sourcedid"]] = kind
            if kind != "district":  # that is the district itself
                yield NotTaken("other_organizations")
            continue
        gone = is_gone(record)
        if not gone:
            orgs.types[record["sourcedid"]] = kind
        values = {
            "source_id": record["sourcedid"],
            "name": record["name"],
            "level": level_of(record["name"]),
            "number": record.get("identifier"),
        }
        yield Row("schools", values, table.file, line, gone)
    yield from table.take_rejects("schools")


def level_of(name: str) -> str:
    """The level that a school's name tells."""
    for level, words in _LEVELS:
        if re.search(words, name.lower()):
            return level
    return "other"
