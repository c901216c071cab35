"""The district's file of address ranges: a line each, and what is wrong with one.

``school,street,low,high,side,zip``: the school by its number or name; a side is "both", "even" or
"odd", empty for both; a ZIP may be left out.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from openhouse.registration.rules.zones import Range, street_of

COLUMNS = ("school", "street", "low", "high", "side", "zip")
MOST_LINES, LONGEST_STREET = 50_000, 100
LARGEST_NUMBER = 999_999


class Flaw(StrEnum):
    """What is wrong with a line, or with the whole file."""

    TEXT = "text"
    COLUMNS = "columns"
    EMPTY = "empty"
    TOO_MANY = "too many"
    SHORT = "short"
    SCHOOL = "school"
    TWO_SCHOOLS = "two schools"
    STREET = "street"
    NUMBER = "number"
    ORDER = "order"
    SIDE = "side"
    ZIP = "zip"
    TWICE = "twice"


class Reader(Protocol):
    """What ``csv.reader`` gives: rows, and the number of the line that was read last."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that cannot be taken: its number in the file, from 1 on (0: the file), and why."""

    line: int
    fault: Flaw
    said: str = ""


def read_ranges(content: bytes, schools: Mapping[str, set[int]]) -> tuple[list[Range], list[Bad]]:
    """The ranges of a file and its bad lines; *schools* by number and name in small letters."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Bad(0, Flaw.TEXT)]
    if "\0" in text:
        return [], [Bad(0, Flaw.TEXT)]
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        head = [each.strip().lower() for each in next(rows, [])]
        if not set(COLUMNS[:4]) <= set(head):
            return [], [Bad(0, Flaw.COLUMNS)]
        return _read(rows, head, schools)
    except csv.Error:
        return [], [Bad(rows.line_num, Flaw.TEXT)]


def _read(
    rows: "Reader", head: list[str], schools: Mapping[str, set[int]]
) -> tuple[list[Range], list[Bad]]:
    found: dict[Range, int] = {}
    bad: list[Bad] = []
    for row in rows:
        if not any(each.strip() for each in row):
            continue
        if len(found) + len(bad) >= MOST_LINES:
            return [], [Bad(0, Flaw.TOO_MANY)]
        said = dict(zip(head, (each.strip().lstrip("'") for each in row), strict=False))
        faults = _faults(said, schools)
        each = None if faults else _range(said, schools)
        if each in found:
            faults, each = [(Flaw.TWICE, str(found[each]))], None
        if each is not None:
            found[each] = rows.line_num
        bad += [Bad(rows.line_num, *fault) for fault in faults]
    if not found and not bad:
        return [], [Bad(0, Flaw.EMPTY)]
    return list(found), bad


def _faults(said: Mapping[str, str], schools: Mapping[str, set[int]]) -> list[tuple[Flaw, str]]:
    """All that is wrong with a line, so that it is mended once."""
    if not all(name in said for name in COLUMNS[:4]):
        return [(Flaw.SHORT, "")]
    found = []
    ids = schools.get(said["school"].lower(), set())
    if len(ids) != 1:
        found.append((Flaw.TWO_SCHOOLS if ids else Flaw.SCHOOL, said["school"]))
    street = street_of(said["street"])
    if not street or max(len(street), len(said["street"])) > LONGEST_STREET:
        found.append((Flaw.STREET, said["street"]))
    numbers = [said[name] for name in ("low", "high")]
    wrong = [text for text in numbers if not _is_number(text)]
    found += [(Flaw.NUMBER, text) for text in wrong]
    if not wrong and int(numbers[0]) > int(numbers[1]):
        found.append((Flaw.ORDER, f"{int(numbers[0])}–{int(numbers[1])}"))
    if _side(said) not in ("both", "even", "odd"):
        found.append((Flaw.SIDE, _side(said)))
    code = said.get("zip", "")[:5]
    if code and not (code.isascii() and code.isdigit() and len(code) == 5):
        found.append((Flaw.ZIP, said["zip"]))
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= LARGEST_NUMBER


def _side(said: Mapping[str, str]) -> str:
    return said.get("side", "").lower() or "both"


def _range(said: Mapping[str, str], schools: Mapping[str, set[int]]) -> Range:
    (school,) = schools[said["school"].lower()]
    low, high, code = int(said["low"]), int(said["high"]), said.get("zip", "")[:5]
    street = said["street"]
    return Range(school, street_of(street), low, high, _side(said), code, street)
