"""HL7 v2 messages of vaccines (VXU), as a state's registry sends them; pure."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from openhouse.interchange.rows import Broken
from openhouse.interchange.vaccines.given import GivenLines, Number, Places, Reading, Whose

#: What a sender means by a vaccine that was not given.
NOT_GIVEN = {"RE", "NA"}
#: "No vaccine administered", which is no dose.
NO_VACCINE = "998"
PLACES = Places("PID-3", "PID-7", "PID-5", "RXA-5", "RXA-3")
HEADS = ("MSH", "FHS", "BHS")
#: The signs that a message names for itself.
SIGNS = 5


class _Marks(NamedTuple):
    """The signs between fields, components, repetitions and subcomponents."""

    bar: str = "|"
    hat: str = "^"
    again: str = "~"
    part: str = "&"


def read_messages(lines: Iterable[str], file: str, reading: Reading) -> GivenLines:
    """RXA segments, each for the PID before it. Refused and deleted doses are none.

    Raises Broken, with the line, for a message whose MSH does not say by which signs it is to be
    taken apart, or is cut off before MSH-9: nobody can tell what the rest of it is.
    """
    marks, whose = _Marks(), Whose()
    for number, segment in enumerate(lines, 1):
        name = segment[:3]
        if name == "MSH":
            marks, whose = _signs(segment.rstrip("\r\n"), file, number), Whose()
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


def _signs(head: str, file: str, line: int) -> _Marks:
    signs = head[3:8]
    if len(set(signs)) < SIGNS or any(each.isalnum() or each.isspace() for each in signs):
        expected = _("a message that begins with its five signs, such as MSH|^~\\&|")
        raise Broken(file, expected, line=line, column="MSH-2", value=head)
    if not _field(head.split(signs[0]), 8):
        expected = _("a whole first line of the message: sender, time and type, such as VXU^V04")
        raise Broken(file, expected, line=line, column="MSH-9", value=head)
    return _Marks(signs[0], signs[1], signs[2], signs[4])


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
