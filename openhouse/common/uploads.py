"""A file that somebody sent, and what its content says that it is. Pure."""

from dataclasses import dataclass

#: The largest file that is taken, in bytes.
LARGEST = 10 * 1024 * 1024
_STARTS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


class Refused(Exception):
    """A file is not taken; its text says why and what to do, for a page."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked into: its name, what it is, what is in it, and of a PDF how many pages
    it has, where they were counted (``common/checking``)."""

    name: str
    kind: str
    content: bytes
    pages: int = 0


def kind_of_content(content: bytes) -> str:
    """The media type of a PDF, a JPEG or a PNG by its first bytes; "" for anything else."""
    return next((kind for start, kind in _STARTS.items() if content.startswith(start)), "")
