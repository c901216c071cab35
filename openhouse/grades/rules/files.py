"""Which files a teacher hands out: what a file's first bytes and its name say that it is."""

from dataclasses import dataclass

#: The largest file, and the most of one piece of work.
LARGEST, MOST = 10 * 1024 * 1024, 10
_STARTS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
#: Documents that are an archive inside.
_ZIPPED = {
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": f"{_OPEN}text",
    "ods": f"{_OPEN}spreadsheet",
    "odp": f"{_OPEN}presentation",
}
ENDINGS = ("pdf", "jpg", "jpeg", "png", *_ZIPPED, "txt")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked into: its name, what it is, and what is in it."""

    name: str
    kind: str
    content: bytes


def kind_of(name: str, content: bytes) -> str:
    """The media type of a file; "" for any that is not taken."""
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    ending = name.rpartition(".")[2].lower()
    if content.startswith(b"PK\x03\x04"):
        return _ZIPPED.get(ending, "")
    return "text/plain; charset=utf-8" if ending == "txt" and _is_text(content) else ""


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False
