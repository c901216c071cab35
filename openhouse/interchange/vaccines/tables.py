"""A table of vaccines (CSV): one line a dose, with a head of plain words; pure."""

import csv
import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_noop as _

from openhouse.interchange.lines import misread
from openhouse.interchange.rows import Broken
from openhouse.interchange.vaccines.given import GivenLines, Number, Places, Reading, Whose

#: Names of columns, in letters only, by what they are.
COLUMNS: dict[str, frozenset[str]] = {
    "number": frozenset({"student", "number", "studentnumber", "studentid", "localid"}),
    "state": frozenset({"stateid", "statestudentid", "studentstateid", "mosisid"}),
    "born": frozenset({"born", "birthdate", "birthday", "dob", "dateofbirth"}),
    "given_name": frozenset({"firstname", "givenname", "first"}),
    "family_name": frozenset({"lastname", "familyname", "last", "surname"}),
    "name": frozenset({"name", "studentname", "fullname"}),
    "given": frozenset({"date", "given", "givenon", "administered", "dateadministered",
                        "dategiven", "vaccinedate"}),
    "vaccine": frozenset({"vaccine", "cvx", "cvxcode", "code", "brand", "vaccinename"}),
    "lot": frozenset({"lot", "lotnumber"}),
}  # fmt: skip
#: One of each must be there.
NEEDED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("number", "state"), _("a column student number or state ID")),
    (("born", "name", "family_name"), _("a column birthdate or name, to check the number by")),
    (("given",), _("a column date")),
    (("vaccine",), _("a column vaccine")),
)


def read_table(lines: Iterable[str], file: str, reading: Reading) -> GivenLines:
    """A dose of each line. Raises Broken for a table without its columns."""
    rows = _rows(lines, file)
    head = next(rows, (0, []))[1]
    letters = [re.sub(r"[^a-z]", "", name.casefold()) for name in head]
    at = {what: _place(letters, names) for what, names in COLUMNS.items()}
    for one_of, expected in NEEDED:
        if all(at[what] is None for what in one_of):
            found = ", ".join(head)[:80]
            raise Broken(file, expected, line=1, value=found)
    called = {what: head[place].strip() for what, place in at.items() if place is not None}
    places = Places(
        called.get("number") or called["state"],
        called.get("born", ""),
        called.get("family_name") or called.get("name", ""),
        called["vaccine"],
        called["given"],
    )
    for number, values in rows:
        said = {
            what: values[place].strip()
            for what, place in at.items()
            if place is not None and place < len(values)
        }
        if any(said.values()):
            vaccine, given = said.get("vaccine", ""), said.get("given", "")
            yield reading.line(number, _whose(said), vaccine, given, said.get("lot", ""), places)


def _rows(lines: Iterable[str], file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins on."""
    each, before = iter(lines), 0
    first = next(each, "")
    mark = max(",;\t", key=first.count)
    reader = csv.reader(_again(first, each), delimiter=mark, strict=True)
    try:
        for values in reader:
            yield before + 1, values
            before = reader.line_num
    except csv.Error as error:
        raise Broken(file, misread(), line=before + 1) from error


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _whose(said: dict[str, str]) -> Whose:
    numbers = tuple(Number(said[kind], kind) for kind in ("number", "state") if said.get(kind))
    family, given = said.get("family_name", ""), said.get("given_name", "")
    if not family and said.get("name"):
        family, given = _halves(said["name"])
    return Whose(numbers, said.get("born", ""), given, family)


def _halves(name: str) -> tuple[str, str]:
    """Family and given name of "Rivera, Ben" and of "Ben Rivera"."""
    if "," in name:
        family, _comma, given = name.partition(",")
        return family.strip(), given.strip()
    given, _space, family = name.partition(" ")
    return (family.strip(), given) if family else (given, "")


def _place(head: list[str], names: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(head) if name in names), None)
