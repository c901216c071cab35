"""A card tried in a process of its own, with a limit on its time and memory.

A note of the district's own is a small program: one that never ends, or fills the memory, ends with
this process and nothing else. It reads what to try as JSON from its input and answers in JSON.

    python -I -m openhouse.documents.cards.trying
"""

import base64
import json
import re
import resource
import sys
import tempfile
from datetime import UTC, datetime
from typing import Any

import typst

from openhouse.papers.typesetting import LayoutFault, pictures, typeset

SECONDS, MEMORY = 6, 1536 * 1024 * 1024
#: A card has as many pages at most.
PAGES = 4
_LINE = re.compile(r"\.typ:(\d+):")
#: What Typst says of a file or package that the note asks for.
_NO_FILES = "cannot access file system from here"


def main() -> None:
    """Try what stands on the input."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.load(sys.stdin)
    json.dump(tried(asked["layout"], asked["facts"], asked["dots"]), sys.stdout)


def tried(layout: str, facts: dict[str, Any], dots: int) -> dict[str, Any]:
    """``pages``, PNGs in base64; or ``fault``, ``line`` and ``hints`` of what does not compile.

    Without *dots*, an inch of a picture, there is one page: the file.
    """
    at = datetime(2026, 1, 1, tzinfo=UTC)
    try:
        file = typeset(layout, facts, made_at=at)
        if file.pages > PAGES:
            return {"fault": "", "line": 0, "hints": [], "pages": []}
        found = pictures(layout, facts, made_at=at, ppi=dots) if dots else [file.content]
    except LayoutFault as fault:
        message = str(fault)
        line = 0 if _NO_FILES in message else line_of(facts.get("note", ""))
        return {"fault": message, "line": line, "hints": list(fault.hints), "pages": []}
    return {"fault": None, "pages": [base64.b64encode(page).decode() for page in found]}


def line_of(note: str) -> int:
    """In which line of *note* Typst stumbles; inside a layout it does not say so, alone it does."""
    with tempfile.TemporaryDirectory() as nothing:
        try:
            typst.Compiler(note.encode(), root=nothing, ignore_system_fonts=True).compile()
        except typst.TypstError as error:
            found = _LINE.search(error.diagnostic)
            return int(found.group(1)) if found else 0
    return 0


if __name__ == "__main__":
    main()
