"""From facts to a PDF: Typst with the house's fonts, tagged for screen readers (PDF/UA-1).

A layout is a ``.typ`` file of the product, addressed from ``openhouse/``; it reads its facts from
``sys.inputs.facts``, which is JSON, and from ``turned`` which languages are written from right to
left. Typst sees nothing but that
folder: no system font, no package of its registry, no network.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

HOUSE = Path(__file__).resolve().parent.parent
#: Latin, Greek and Cyrillic: a file a weight, as ``scripts/fonts.py`` leaves them in ``_MADE``;
#: else those with all weights, which look the same and take an eighth longer.
_MADE = HOUSE / "papers" / "fonts"
_UNMADE = (("fontpkg_noto_sans", "files"), ("fontpkg_noto_serif", "files"))
#: Arabic; Chinese, Japanese and Korean.
_FONTS = (
    ("fontpkg_noto_sans_arabic", "files"),
    ("noto_cjk_sans_jp_regular", ""),
    ("noto_cjk_sans_jp_bold", ""),
)
#: Where Typst would keep packages: a folder that nobody ever makes.
_NOWHERE = HOUSE / "papers" / "no-packages"
_MINE = threading.local()


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF and how many pages it has."""

    content: bytes
    pages: int


class LayoutFault(Exception):
    """A layout that does not compile, in Typst's words; ``line`` counts from 1, 0 if unknown."""

    def __init__(self, message: str, line: int = 0, hints: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.line = line
        self.hints = hints


@cache
def _fonts() -> typst.Fonts:
    is_made = (_MADE / "made-of").exists()
    packed = _FONTS if is_made else (*_UNMADE, *_FONTS)
    folders = [Path(str(resources.files(package))) / folder for package, folder in packed]
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[_MADE, *folders] if is_made else [*folders],
    )


def _compiler(layout: str) -> typst.Compiler:
    """This thread's compiler of *layout*: it keeps what it has read and laid out before."""
    known: dict[str, typst.Compiler] = _MINE.__dict__.setdefault("compilers", {})
    if layout not in known:
        known[layout] = typst.Compiler(
            HOUSE / layout,
            root=HOUSE,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            package_path=_NOWHERE,
            package_cache_path=_NOWHERE,
        )
    return known[layout]


def typeset(layout: str, facts: Mapping[str, Any], *, made_at: datetime) -> Typeset:
    """The PDF of *facts* in *layout*. The same facts, layout and time give the same bytes.

    Raises LayoutFault.
    """
    return Typeset(*_counted(_compiled(layout, facts, made_at=made_at)))


def pictures(layout: str, facts: Mapping[str, Any], *, made_at: datetime, ppi: int) -> list[bytes]:
    """Its pages as PNG, for a preview; raises LayoutFault."""
    found = _compiled(layout, facts, made_at=made_at, kind="png", ppi=ppi)
    return found if isinstance(found, list) else [found]


def _compiled(
    layout: str,
    facts: Mapping[str, Any],
    *,
    made_at: datetime,
    kind: Any = "pdf",
    ppi: int | None = None,
) -> Any:
    try:
        return _compiler(layout).compile(
            sys_inputs={
                "facts": json.dumps(facts, ensure_ascii=False),
                "turned": ",".join(settings.LANGUAGES_BIDI),
            },
            format=kind,
            ppi=ppi,
            pdf_standards="ua-1" if kind == "pdf" else [],
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise _fault(error) from error


def _fault(error: typst.TypstError) -> LayoutFault:
    return LayoutFault(error.message, 0, tuple(error.hints))


def _counted(content: bytes) -> tuple[bytes, int]:
    """The file, and its number of pages: Typst writes one ``/Type /Page`` for each."""
    return content, content.count(b"/Type/Page/") + content.count(b"/Type /Page\n")
