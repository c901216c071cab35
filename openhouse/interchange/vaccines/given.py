"""What a file says was given to whom; pure."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO
from typing import NamedTuple

from openhouse.immunizations.rules.entry import Named, date_typed, vaccine_typed

#: What a sender means by a vaccine that was not given.
NOT_GIVEN = {"RE", "NA"}
#: "No vaccine administered", which is no dose.
NO_VACCINE = "998"
_STUDENT = {"student", "number", "studentnumber", "studentid", "stateid", "id"}
_BORN = {"born", "birthdate", "birthday", "dob", "dateofbirth"}
_GIVEN = {"date", "given", "givenon", "administered", "dateadministered", "vaccinedate"}
_VACCINE = {"vaccine", "cvx", "cvxcode", "code", "brand", "vaccinename"}
_LOT = {"lot", "lotnumber"}


class GivenLine(NamedTuple):
    """One dose of a file: where it stands, whose, and what; empty where it cannot be read."""

    line: int
    students: tuple[str, ...]
    born_on: date | None
    cvx: str
    trade: str
    on: date | None
    lot: str


class UnreadableFile(Exception):
    """The file is neither of the two."""


def read(content: bytes, today: date, known: Mapping[str, Named]) -> Iterator[GivenLine]:
    """Every dose of a VXU or CSV file. Raises UnreadableFile for anything else."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "\0" in text:
        raise UnreadableFile
    if re.match(r"\s*(MSH|FHS|BHS)", text):
        return _of_messages(text, today, known)
    return _of_table(text, today, known)


def _of_messages(text: str, today: date, known: Mapping[str, Named]) -> Iterator[GivenLine]:
    """RXA segments, each for the PID before it. Refused and deleted doses are none."""
    bar, hat, again = "|", "^", "~"
    students: tuple[str, ...] = ()
    born_on: date | None = None
    for number, segment in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        name = segment[:3]
        if name == "MSH" and len(segment) > 5:
            bar, hat, again = segment[3], segment[4], segment[5]
            students, born_on = (), None
            continue
        fields = segment.split(bar)
        if name == "PID":
            ids = _field(fields, 3).split(again)
            students = tuple(one.split(hat)[0].strip() for one in ids if one.strip())
            born_on = date_typed(_field(fields, 7)[:8], today)
        elif name == "RXA":
            code = _cvx(_field(fields, 5).split(hat))
            if _field(fields, 20) in NOT_GIVEN or _field(fields, 21) == "D" or code == NO_VACCINE:
                continue
            cvx, trade = vaccine_typed(code, known)
            on = date_typed(_field(fields, 3)[:8], today)
            lot = _field(fields, 15).split(again)[0][:40]
            yield GivenLine(number, students, born_on, cvx, trade, on, lot)


def _field(fields: list[str], number: int) -> str:
    return fields[number].strip() if number < len(fields) else ""


def _cvx(parts: list[str]) -> str:
    """The code in CVX: first or alternate of the six components."""
    for code, system in ((0, 2), (3, 5)):
        if len(parts) > system and parts[system].strip().upper() in ("CVX", "HL70292"):
            return parts[code].strip()
    return ""


def _of_table(text: str, today: date, known: Mapping[str, Named]) -> Iterator[GivenLine]:
    lines = csv.reader(StringIO(text))
    head = [re.sub(r"[^a-z]", "", name.casefold()) for name in next(lines, [])]
    student, born = _column(head, _STUDENT), _column(head, _BORN)
    given, vaccine, lot = _column(head, _GIVEN), _column(head, _VACCINE), _column(head, _LOT)
    if student is None or given is None or vaccine is None:
        raise UnreadableFile
    return _of_lines(lines, (student, born, given, vaccine, lot), today, known)


def _of_lines(
    lines: Iterator[list[str]],
    columns: tuple[int, int | None, int, int, int | None],
    today: date,
    known: Mapping[str, Named],
) -> Iterator[GivenLine]:
    student, born, given, vaccine, lot = columns
    for number, values in enumerate(lines, 2):
        if not any(value.strip() for value in values):
            continue
        said = [*values, *[""] * 30]
        cvx, trade = vaccine_typed(said[vaccine], known)
        yield GivenLine(
            number,
            (said[student].strip(),),
            date_typed(said[born], today) if born is not None else None,
            cvx,
            trade,
            date_typed(said[given], today),
            said[lot].strip()[:40] if lot is not None else "",
        )


def _column(head: list[str], names: set[str]) -> int | None:
    return next((place for place, name in enumerate(head) if name in names), None)
