"""The photos of a PDF that somebody sent, without what was noted in them; and how much of one PDF
is looked into."""

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from openhouse.common.jpegs import (
    UNDONE,
    draws_a_photo,
    unfolded,
    whole,
    without_boxes,
    without_notes,
)
from openhouse.common.uploads import LARGEST, Refused

#: The most that a PDF holds: every list and dictionary, and everything in one. A hundred pages
#: with tags hold 130,000, and 440,000 where all are tables.
MOST_PARTS = 500_000
#: The most seconds of work that one is looked into, and the most bytes of its folded photos.
MOST_SECONDS = 3.0
MOST_PHOTOS = 4 * LARGEST
_PHOTOS = {"/DCTDecode": without_notes, "/DCT": without_notes, "/JPXDecode": without_boxes}


class Bounds:
    """How much more of one PDF is looked into."""

    def __init__(self) -> None:
        self.parts, self.photos = MOST_PARTS, MOST_PHOTOS
        self.until = time.thread_time() + MOST_SECONDS

    def take(self, parts: int = 0, photo: int = 0) -> None:
        self.parts -= parts
        self.photos -= photo
        if self.parts < 0 or self.photos < 0 or time.thread_time() > self.until:
            raise too_many()


def too_many() -> Refused:
    return Refused(_("This PDF file has too many parts. Print it into a new PDF file."))


def look_at_photo(stream: pikepdf.Stream, bounds: Bounds) -> None:
    """Take the notes from a photo, however often it is folded; refuse one that a page has inside
    what it draws."""
    filters = _filters(stream)
    if not set(filters) & _PHOTOS.keys():
        # what is folded in ways of the nineties is older than the notes in photos
        if stream.get("/Subtype") != "/Image" and set(filters) <= UNDONE.keys():
            _look_for_photos(stream, filters, bounds)
        return
    clean, outer = _PHOTOS.get(filters[-1]), filters[:-1]
    given: Any = stream.get("/DecodeParms", stream.get("/DP"))
    every = list(given) if isinstance(given, pikepdf.Array) else [None] * len(outer) + [given]
    foretold = any(_is_foretold(each) for each in every[: len(outer)])
    if clean is None or foretold or not set(outer) <= UNDONE.keys():
        raise _folded()
    raw = stream.read_raw_bytes()
    photo = whole(unfolded(raw, outer), LARGEST)
    plain = clean(photo)
    if outer or plain != photo:
        bounds.take(photo=len(photo))
        parms: Any = every[-1] if every else None
        name = "/JPXDecode" if clean is without_boxes else "/DCTDecode"
        stream.write(plain, filter=pikepdf.Name(name), decode_parms=parms)


def _look_for_photos(stream: pikepdf.Stream, filters: list[str], bounds: Bounds) -> None:
    def pieces() -> Iterator[bytes]:
        for each in unfolded(stream.read_raw_bytes(), filters):
            bounds.take()
            yield each

    with suppress(ValueError):
        if draws_a_photo(pieces()):
            raise _folded()


def _is_foretold(parms: Any) -> bool:
    return isinstance(parms, pikepdf.Dictionary) and int(parms.get("/Predictor", 1)) != 1


def _folded() -> Refused:
    return Refused(
        _(
            "This PDF file holds a photo in a way that is not read here. Print it into a new PDF"
            " file."
        )
    )


def _filters(stream: pikepdf.Stream) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(each) for each in found] if isinstance(found, pikepdf.Array) else [str(found)]
