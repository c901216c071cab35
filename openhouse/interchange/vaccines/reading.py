"""A file of vaccines from its bytes: which form and letters it has, and where it is broken."""

import io
import re
from collections.abc import Mapping
from datetime import date
from typing import BinaryIO, cast

from openhouse.immunizations.rules.entry import Named
from openhouse.interchange.lines import Lines
from openhouse.interchange.vaccines.given import GivenLines, Reading
from openhouse.interchange.vaccines.messages import HEADS, read_messages
from openhouse.interchange.vaccines.tables import read_table

_WIDE = (b"\xff\xfe", b"\xfe\xff")
#: A message whose MSH-18 says that it is not in UTF-8.
_LATIN = re.compile(rb"\s*MSH[^\r\n]*\|(?:8859/1|ISO[ -]?8859-1)")


class Held:
    """A file that is in memory, to be read by its lines like one of a delivery."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def open(self, name: str) -> BinaryIO:
        return cast(BinaryIO, io.BufferedReader(io.BytesIO(self.content)))


def read(content: bytes, file: str, today: date, known: Mapping[str, Named]) -> GivenLines:
    """Every dose of a VXU or CSV file called *file*.

    Raises Broken, with the line, for bytes that are no text, for a line or value that is too long,
    and for a table without its columns; what comes before is read, so take a list of it.
    """
    if _LATIN.match(content):
        content = content.decode("latin-1").encode()
    if not content.startswith(_WIDE):
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = Lines(Held(content), file)
    reading = Reading(today, known)
    if content.lstrip(b"\xef\xbb\xbf \n").startswith(tuple(head.encode() for head in HEADS)):
        return read_messages(lines, file, reading)
    return read_table(lines, file, reading)
