"""Many PDFs as one, written while they are read: memory does not grow with the number of pages.

A library that joins keeps every object of the whole until it is saved. Here the objects of a few
copies are written one after the other with new numbers, and forgotten; what stays are the places
where they begin, and digests of the pictures and fonts, so that a logo is in the file once.
"""

from array import array
from collections import deque
from collections.abc import Iterable
from decimal import Decimal
from hashlib import blake2b
from typing import IO, Any

import pikepdf

#: The numbers of the catalog and of the root of all pages.
_CATALOG, _ROOT = 1, 2


class Whole:
    """One PDF that is being written to *file*; ``add`` what it holds, and ``end`` it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.at = 0
        #: Where each object begins, by its number; 0 where it is not written yet.
        self.places = array("Q", [0, 0, 0])
        self.parts: list[int] = []
        self.pages = 0
        self.known: dict[bytes, int] = {}
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, copies: Iterable[Iterable[pikepdf.Page]]) -> None:
        """The pages of some copies, one after the other."""
        with pikepdf.new() as part:
            for pages in copies:
                part.pages.extend(pages)
            if len(part.pages):
                self.pages += len(part.pages)
                self.parts.append(_Part(self, part).write())

    def end(self) -> int:
        """Write what leads to the pages; how many bytes the file has. Nothing may be added then."""
        parts = b" ".join(b"%d 0 R" % part for part in self.parts)
        self.write(_CATALOG, b"<< /Type /Catalog /Pages %d 0 R >>" % _ROOT)
        self.write(_ROOT, b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (parts, self.pages))
        start = self.at
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % len(self.places))
        for place in self.places[1:]:
            self._put(b"%010d 00000 n \n" % place)
        self._put(b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (len(self.places), _CATALOG))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)
        return self.at

    def number(self) -> int:
        """The number of one more object."""
        self.places.append(0)
        return len(self.places) - 1

    def write(self, number: int, said: bytes) -> None:
        """Write the object of that number."""
        self.places[number] = self.at
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, said))

    def _put(self, said: bytes) -> None:
        self.file.write(said)
        self.at += len(said)


class _Part:
    """The objects of one part, under the numbers that they have in the whole."""

    def __init__(self, whole: Whole, part: pikepdf.Pdf) -> None:
        self.whole = whole
        self.part = part
        self.numbers: dict[tuple[int, int], int] = {}
        self.waiting: deque[tuple[int, Any]] = deque()
        #: Streams that are being put into words: one may lead back to itself.
        self.open: set[tuple[int, int]] = set()

    def write(self) -> int:
        """Write all that hangs on its pages; the number of their root."""
        top = self.numbers[self.part.Root.Pages.objgen] = self.whole.number()
        kids = b" ".join(self._named(page.obj) for page in self.part.pages)
        said = b"<< /Type /Pages /Parent %d 0 R /Kids [ %s ] /Count %d >>"
        self.whole.write(top, said % (_ROOT, kids, len(self.part.pages)))
        while self.waiting:
            number, thing = self.waiting.popleft()
            self.whole.write(number, self._inside(thing))
        return top

    def _named(self, thing: Any) -> bytes:
        """*thing* as it stands inside another one: by its number where it has one."""
        if not isinstance(thing, pikepdf.Object):
            return _plain(thing)
        return b"%d 0 R" % self._number_of(thing) if thing.is_indirect else self._inside(thing)

    def _inside(self, thing: Any) -> bytes:
        if isinstance(thing, pikepdf.Array):
            return b"[ %s ]" % b" ".join(map(self._named, thing))
        if isinstance(thing, pikepdf.Dictionary):
            return b"<< %s >>" % self._entries(thing)
        return _plain(thing)

    def _entries(self, thing: Any) -> bytes:
        return b" ".join(
            _plain(pikepdf.Name(key)) + b" " + self._named(value) for key, value in thing.items()
        )

    def _number_of(self, thing: Any) -> int:
        if (known := self.numbers.get(thing.objgen)) is not None:
            return known
        if isinstance(thing, pikepdf.Stream) and thing.objgen not in self.open:
            return self._stream(thing)
        number = self.numbers[thing.objgen] = self.whole.number()
        if not isinstance(thing, pikepdf.Stream):
            self.waiting.append((number, thing))
        return number

    def _stream(self, thing: Any) -> int:
        """Write a stream, unless the whole has the very same already."""
        self.open.add(thing.objgen)
        content = thing.read_raw_bytes()
        entries = self._entries({**dict(thing.items()), "/Length": len(content)})
        said = b"<< %s >>\nstream\n%s\nendstream" % (entries, content)
        digest = blake2b(said, digest_size=16).digest()
        number = self.numbers.get(thing.objgen)
        if number is None and (same := self.whole.known.get(digest)) is not None:
            self.numbers[thing.objgen] = same
            return same
        number = self.numbers[thing.objgen] = number or self.whole.number()
        self.whole.known[digest] = number
        self.whole.write(number, said)
        return number


def _plain(thing: Any) -> bytes:
    """A number, a word or a text."""
    if thing is None:
        return b"null"
    if isinstance(thing, bool):
        return b"true" if thing else b"false"
    if isinstance(thing, int | Decimal):
        return format(thing, "f" if isinstance(thing, Decimal) else "d").encode()
    found: bytes = thing.unparse()
    return found
