"""Which files a teacher hands out: what a file's first bytes and its name say that it is."""

#: The most files of one piece of work.
MOST = 10
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


def kind_of(name: str, content: bytes) -> str:
    """The media type of a file that is no PDF and no picture; "" for any that is not taken."""
    ending = name.rpartition(".")[2].lower()
    if content.startswith(b"PK\x03\x04"):
        return _ZIPPED.get(ending, "")
    return "text/plain; charset=utf-8" if ending == "txt" and _is_text(content) else ""


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False
