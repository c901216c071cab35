"""The one stylesheet of every page, put together from its files once a process.

Each file under `static/ui/css/` holds plain rules; which cascade layer they belong to follows
from where the file lies. The district's hue is written into the sheet itself, because the content
security policy forbids inline styles and a second stylesheet would be a second wait on a slow
network. The address carries hue and content hash, so browsers may keep the sheet for good.
"""

import gzip
import hashlib
from functools import cache
from pathlib import Path

LAYERS = ("tokens", "base", "layout", "components", "print")
DEFAULT_HUE = 195

_FOLDER = Path(__file__).parent / "static" / "ui" / "css"


def bundle() -> str:
    """All rules of all layers, in the order of `LAYERS`, without a district's hue."""
    parts = [f"@layer {', '.join(LAYERS)};"]
    for layer in LAYERS:
        if layer == "components":
            files = sorted((_FOLDER / layer).glob("*.css"))
        else:
            files = [_FOLDER / f"{layer}.css"]
        rules = "\n".join(file.read_text(encoding="utf-8") for file in files)
        parts.append(f"@layer {layer} {{\n{rules}}}")
    return "\n".join(parts)


def whole_hue(hue: object) -> int:
    """A hue as a whole number from 0 to 359; anything else becomes the default hue."""
    try:
        return int(float(str(hue))) % 360
    except (ValueError, OverflowError):
        return DEFAULT_HUE


@cache
def _base() -> tuple[str, str]:
    text = bundle()
    return text, hashlib.sha256(text.encode()).hexdigest()[:12]


def digest() -> str:
    """Twelve hex digits that change whenever a rule changes."""
    return _base()[1]


@cache
def stylesheet(hue: int) -> tuple[bytes, bytes]:
    """The sheet for a hue from 0 to 359: as it is, and compressed."""
    text = f"{_base()[0]}\n@layer tokens {{ :root {{ --hue: {hue} }} }}\n"
    plain = text.encode()
    return plain, gzip.compress(plain, mtime=0)
