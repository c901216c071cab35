"""What a photo says beside its picture, and how a PDF folds one. Pure."""

import base64
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from openhouse.common.uploads import LARGEST

#: Segments that the picture is drawn by, and how those begin which carry other things as well:
#: JFIF, the colours' profile, Adobe's way of colours.
_DRAWN_BY = {*range(0xC0, 0xD0), *range(0xDA, 0xE0)}
_NAMED = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
#: Markers of two bytes; what ends a scan is any marker but a restart.
_ALONE = {0x01, *range(0xD0, 0xD9)}
_START, _END, _SCAN, _JFIF = b"\xff\xd8", 0xD9, 0xDA, 0xE0
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")

#: The boxes of a JPEG 2000 file that its picture is drawn by, and how such a file begins.
_BOXES = {b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jpch", b"jplh", b"jp2c"}
_BOXED = b"\0\0\0\x0cjP  "
#: A photo written into what a page draws. Its dictionary is short.
_INSIDE = re.compile(rb"BI[\s/](?:(?!\sID\s).){0,200}?/DCT(?:Decode)?[\s/\]]", re.DOTALL)
_OVERLAP, _CHUNK = 250, 64 * 1024


def without_notes(photo: bytes) -> bytes:
    """The same picture to the point, without what was noted in it: the place where it was taken,
    the camera, a small picture of it, comments; nor what follows its end, a second photo or a
    film. What is no JPEG stays as it is."""
    at = photo.find(_START, 0, 1024) + 2
    if at < 2:
        return photo
    kept = bytearray(_START)
    while (at := photo.find(b"\xff", at)) >= 0 and at + 1 < len(photo):
        kind = photo[at + 1]
        if kind == _END:
            return bytes(kept + photo[at : at + 2])
        if kind in (0x00, 0xFF) or kind in _ALONE:
            at += 1 if kind == 0xFF else 2
            continue
        end = at + 2 + max(2, int.from_bytes(photo[at + 2 : at + 4]))
        segment = photo[at:end]
        if kind == _SCAN:
            found = _AFTER_SCAN.search(photo, end)
            end = found.start() if found else len(photo)
            segment = photo[at:end]
        if kind in _DRAWN_BY or (kind in _NAMED and segment[4:].startswith(_NAMED[kind])):
            # without the small picture that may stand in the first segment
            small = kind == _JFIF and len(segment) > 18
            kept += b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0" if small else segment
        at = end
    return bytes(kept)


def without_boxes(photo: bytes) -> bytes:
    """The same for JPEG 2000: the boxes that the picture is drawn by."""
    if not photo.startswith(_BOXED):
        return photo
    kept, at = bytearray(), 0
    while at + 8 <= len(photo):
        size, kind = int.from_bytes(photo[at : at + 4]), photo[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(photo[at + 8 : at + 16])
        end = at + size if size else len(photo)
        if size and size < 8:
            raise ValueError("a box that cannot be followed")
        if kind in _BOXES:
            kept += photo[at:end]
        at = end
    return bytes(kept)


def draws_a_photo(content: Iterable[bytes]) -> bool:
    """Whether what a page draws has a JPEG written into it."""
    before = b""
    for chunk in content:
        before += chunk
        if _INSIDE.search(before):
            return True
        before = before[-_OVERLAP:]
    return False


def unfolded(content: bytes, filters: Sequence[str]) -> Iterator[bytes]:
    """*content* piece by piece, with these filters of a PDF undone. Raises ``ValueError``."""
    pieces: Iterator[bytes] = (content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK))
    for each in filters:
        if each not in UNDONE:
            raise ValueError(f"{each} is not undone")
        pieces = UNDONE[each](pieces)
    return pieces


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    by = zlib.decompressobj()
    try:
        for piece in pieces:
            left = piece
            while left and not by.eof:
                yield by.decompress(left, _CHUNK)
                left = by.unconsumed_tail
        yield by.flush()
    except zlib.error as error:
        raise ValueError(str(error)) from None


def _of_85(pieces: Iterable[bytes]) -> Iterator[bytes]:
    said = whole(pieces).strip().removeprefix(b"<~")
    yield base64.a85decode(said.split(b"~", 1)[0], ignorechars=b" \t\n\r\v\f\0")


def _of_hex(pieces: Iterable[bytes]) -> Iterator[bytes]:
    said = re.sub(rb"[\s\0]", b"", whole(pieces).split(b">", 1)[0])
    yield bytes.fromhex((said + b"0" * (len(said) % 2)).decode("ascii"))


def whole(pieces: Iterable[bytes], most: int = 2 * LARGEST) -> bytes:
    """The pieces together. Raises ``ValueError`` where they are more than a file that is taken."""
    together = bytearray()
    for each in pieces:
        together += each
        if len(together) > most:
            raise ValueError("unfolds too far")
    return bytes(together)


UNDONE: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "/FlateDecode": _inflated,
    "/Fl": _inflated,
    "/ASCII85Decode": _of_85,
    "/A85": _of_85,
    "/ASCIIHexDecode": _of_hex,
    "/AHx": _of_hex,
}
