"""User names by the district's pattern (ACC-08); pure rules without Django's models."""

import re
import string
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from datetime import date

#: What may stand in braces in a pattern.
PARTS = ("given", "family", "initial", "number", "year")
#: Signs of a user name before the number that tells it from others.
LONGEST = 40
SHORTEST = 3
_PATTERN = re.compile(r"(\{(" + "|".join(PARTS) + r")\}|[a-z0-9._-])+")


@dataclass(frozen=True, slots=True)
class Named:
    """What a user name is made of. ``grade`` is "06" … "12"."""

    given: str
    family: str
    number: str
    grade: str


def is_pattern(pattern: str) -> bool:
    """If *pattern* has only known parts and plain signs, and a part that tells students apart."""
    whole = bool(_PATTERN.fullmatch(pattern))
    return whole and any(f"{{{part}}}" in pattern for part in ("given", "family", "number"))


def plain(text: str) -> str:
    """*text* in small letters and digits without accents; empty where nothing of it is left."""
    bare = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o"))
    return "".join(c for c in bare.lower() if c in string.ascii_lowercase + string.digits)


def leaves_in(grade: str, today: date) -> str:
    """The last two digits of the year in which a student of *grade* finishes; "" if unknown."""
    if not grade.isdigit():
        return ""
    ends = today.year + (today.month >= 7)
    return f"{(ends + 12 - int(grade)) % 100:02}"


def wished(pattern: str, named: Named, today: date) -> str:
    """The user name that *pattern* makes; from the number where a name has no Latin letter."""
    given, family, number = plain(named.given), plain(named.family), plain(named.number)
    year = leaves_in(named.grade, today)
    parts = {"given": given, "family": family, "initial": given[:1], "number": number, "year": year}
    lacks = any(f"{{{part}}}" in pattern and not value for part, value in parts.items())
    name = "" if lacks else pattern.format_map(parts).strip("._-")[:LONGEST]
    return name if len(name) >= SHORTEST else f"student{number}"[:LONGEST]


def free(name: str, taken: Container[str]) -> str:
    """*name*, with the lowest number that makes it nobody's; *taken* holds small letters."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}{number}"
    return found
