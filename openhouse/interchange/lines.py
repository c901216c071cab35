"""Lines of a text file from somebody else: decoded, bounded, and counted.

What makes a file broken: bytes that are not the text they should be, a NUL byte, a line longer
than any record of a school. Each is found while the file streams by, so a file of any size takes
no more memory than one block.
"""

import codecs
import csv
import io
from array import array
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from django.utils.translation import gettext_noop as _

from openhouse.interchange.rows import Broken, Words

LONGEST = 1024 * 1024
BLOCK = 1024 * 1024
csv.field_size_limit(LONGEST)

_TOO_LONG = Words(
    _("a line of at most %(size)s KB; is the line's end missing?"), size=LONGEST // 1024
)
_NO_NUL = _("text without NUL bytes")
_TEXT = _("UTF-8 text; save the file as UTF-8")


def misread() -> Words:
    """What was expected where the csv module gives up."""
    size = csv.field_size_limit() // 1024
    return Words(_("values of at most %(size)s KB whose quotes pair"), size=size)


class Odd(Exception):
    """A file that has to be read record by record."""


class Opens(Protocol):
    """Where a file is read from: a delivery, or one file that is in memory."""

    def open(self, name: str) -> BinaryIO: ...


class Lines:
    """The lines of the file *name* of *source*."""

    def __init__(self, source: Opens, name: str) -> None:
        self.source = source
        self.name = name
        self.newlines = 0
        self._starts: array[int] | None = None

    def __iter__(self) -> Iterator[str]:
        """Each line with its end, as text. UTF-8, or UTF-16 with a byte order mark."""
        with self.source.open(self.name) as file:
            mark = _peek(file)
            if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                yield from self._wide(io.TextIOWrapper(file, "utf-16", newline=""))
                return
            if mark.startswith(codecs.BOM_UTF8):
                file.read(3)
            yield from self._plain(file)

    def _plain(self, file: BinaryIO) -> Iterator[str]:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                raise Broken(self.name, _TOO_LONG, line=number, value=repr(line[:60]))
            if b"\0" in line:
                raise Broken(self.name, _NO_NUL, line=number)
            try:
                yield line.decode()
            except UnicodeDecodeError as error:
                shown = line[max(0, error.start - 20) : error.end + 10].decode("latin-1")
                raise Broken(self.name, _TEXT, line=number, value=shown.strip()) from error

    def _wide(self, file: io.TextIOWrapper) -> Iterator[str]:
        number = 0
        try:
            while line := file.readline(LONGEST + 1):
                number += 1
                if len(line) > LONGEST:
                    raise Broken(self.name, _TOO_LONG, line=number, value=repr(line[:60]))
                yield line
        except UnicodeError as error:
            raise Broken(self.name, _("UTF-16 text that is whole"), line=number + 1) from error

    def blocks(self, size: int = BLOCK) -> Iterator[bytes]:
        """The file's bytes without byte order mark, checked, in blocks of *size*.

        Raises Odd for UTF-16, which only ``__iter__`` reads.
        """
        decoder = codecs.getincrementaldecoder("utf-8")()
        tail = 0
        with self.source.open(self.name) as file:
            mark = _peek(file)
            if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise Odd("UTF-16")
            if mark.startswith(codecs.BOM_UTF8):
                file.read(3)
            while block := file.read(size):
                self._check(block, tail, decoder)
                if b"\n\\." in block:
                    raise Odd("a line that older PostgreSQL takes for the end of the file")
                self.newlines += block.count(b"\n")
                last = block.rfind(b"\n")
                tail = len(block) - last - 1 if last >= 0 else tail + len(block)
                yield block

    def _check(self, block: bytes, tail: int, decoder: codecs.IncrementalDecoder) -> None:
        first = block.find(b"\n")
        if tail + (first if first >= 0 else len(block)) > LONGEST:
            raise Broken(self.name, _TOO_LONG, line=self.newlines + 1, value=repr(block[:60]))
        if b"\0" in block:
            line = self.newlines + 1 + block.count(b"\n", 0, block.index(b"\0"))
            raise Broken(self.name, _NO_NUL, line=line)
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            # the decoder may carry up to three bytes of the block before, so count there
            line = self.newlines + 1 + bytes(error.object[: error.start]).count(b"\n")
            shown = error.object[max(0, error.start - 20) : error.end + 10].decode("latin-1")
            raise Broken(self.name, _TEXT, line=line, value=shown.strip()) from error

    def line_of(self, record: int) -> int:
        """The line on which the record *record* starts (1 is the first after the header).

        Line and record differ where a quoted value holds a line's end; then the file is read once
        more, so call it only for rows that are to be reported.
        """
        if self._starts is None:
            self._starts = array("L", self._counted())
        return self._starts[record - 1] if record <= len(self._starts) else record + 1

    def _counted(self) -> Iterator[int]:
        reader = csv.reader(iter(self), strict=True)
        before = 0
        for number, fields in enumerate(reader):
            if number and fields:
                yield before + 1
            before = reader.line_num


def _peek(file: BinaryIO) -> bytes:
    """The first bytes, which stay to be read: every stream of a source is buffered."""
    return file.peek(4)[:4] if isinstance(file, io.BufferedReader) else b""
