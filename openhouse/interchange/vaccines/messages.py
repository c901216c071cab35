"""HL7 v2 messages of vaccines (VXU), as a state's registry sends them; pure."""

from collections.abc import Iterable
from typing import NamedTuple

from openhouse.interchange.vaccines.given import GivenLines, Number, Places, Reading, Whose

#: What a sender means by a vaccine that was not given.
NOT_GIVEN = {"RE", "NA"}
#: "No vaccine administered", which is no dose.
NO_VACCINE = "998"
PLACES = Places("PID-3", "PID-7", "PID-5", "RXA-5", "RXA-3")
HEADS = ("MSH", "FHS", "BHS")


class _Marks(NamedTuple):
    """The signs between fields, components, repetitions and subcomponents."""

    bar: str = "|"
    hat: str = "^"
    again: str = "~"
    part: str = "&"


def read_messages(lines: Iterable[str], reading: Reading) -> GivenLines:
    """RXA segments, each for the PID before it. Refused and deleted doses are none."""
    marks, whose = _Marks(), Whose()
    for number, segment in enumerate(lines, 1):
        name = segment[:3]
        if name == "MSH" and len(segment) > 7:
            marks, whose = _Marks(segment[3], segment[4], segment[5], segment[7]), Whose()
            continue
        fields = segment.rstrip("\r\n").split(marks.bar)
        if name == "PID":
            whose = _whose(fields, marks)
        elif name == "RXA":
            parts = _field(fields, 5).split(marks.hat)
            code = _cvx(parts)
            gone = _field(fields, 20) in NOT_GIVEN or _field(fields, 21) == "D"
            if gone or code == NO_VACCINE:
                continue
            given = _field(fields, 3)[:8]
            lot = _field(fields, 15).split(marks.again)[0]
            line = reading.line(number, whose, code, given, lot, PLACES)
            yield line if code else line._replace(vaccine=_field(fields, 5))


def _whose(fields: list[str], marks: _Marks) -> Whose:
    """The patient of a PID segment; of several names the first."""
    numbers = tuple(
        _number(one.split(marks.hat), marks.part)
        for one in _field(fields, 3).split(marks.again)
        if one.split(marks.hat)[0].strip()
    )
    names = [*_field(fields, 5).split(marks.again)[0].split(marks.hat), "", ""]
    family, given = names[0].split(marks.part)[0], names[1]
    return Whose(numbers, _field(fields, 7)[:8], given.strip(), family.strip())


def _number(parts: list[str], part: str) -> Number:
    """An identifier with its assigning authority: a name, and perhaps an OID."""
    authority = parts[3].split(part) if len(parts) > 3 else []
    return Number(parts[0].strip(), "", tuple(one.strip() for one in authority if one.strip()))


def _field(fields: list[str], number: int) -> str:
    return fields[number].strip() if number < len(fields) else ""


def _cvx(parts: list[str]) -> str:
    """The code in CVX: first or alternate of the six components."""
    for code, system in ((0, 2), (3, 5)):
        if len(parts) > system and parts[system].strip().upper() in ("CVX", "HL70292"):
            return parts[code].strip()
    return ""
