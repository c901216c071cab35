"""The forms that a district begins with, complete in English and Spanish.

They ask what the best public list of such fields asks (features.md, 2.7, source D10) and what
federal law has every school ask: housing (McKinney-Vento), Impact Aid, race and ethnicity in two
parts, the survey of home languages, tribal enrollment (Title VI).
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

REGISTRATION, CHANGE = "registration", "change"
_HERE = Path(__file__).parent


def default_form(purpose: str) -> dict[str, Any]:
    """The definition to begin with; the caller's own to change."""
    found: dict[str, Any] = json.loads(_text(purpose))
    return found


@cache
def _text(purpose: str) -> str:
    return (_HERE / f"{purpose}.json").read_text(encoding="utf-8")
