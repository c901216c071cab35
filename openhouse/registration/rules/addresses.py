"""Addresses of the United States, as the Postal Service writes them (Publication 28)."""

import re
from typing import Any

from openhouse.districts import states
from openhouse.registration.rules.names import pieces
from openhouse.registration.rules.wrong import Fault, Wrong

#: What the Postal Service delivers to beside them, and what people write.
_MORE = {
    "armed forces americas": "AA", "armed forces europe": "AE", "armed forces pacific": "AP",
    "virgin islands": "VI",
}  # fmt: skip
#: By the name in lower case, the two letters.
STATES = {name.lower(): code for code, name in states.STATES.items()} | _MORE
LETTERS = frozenset(STATES.values())
#: The pieces of an address and how many characters each may have, as ``people.Household`` keeps it.
PIECES = {"street": 200, "city": 100, "state": 20, "postal_code": 20}
_ZIP = re.compile(r"(\d{5})(?:[- ]?(\d{4}))?", re.ASCII)


def address(raw: Any) -> dict[str, str] | None:
    """The four pieces; None where all are empty. Raises Wrong with the piece that is not right."""
    said = pieces(raw, PIECES)
    if said is None:
        return None
    return said | {"state": _state(said["state"]), "postal_code": _zip(said["postal_code"])}


def _state(said: str) -> str:
    letters = said.replace(".", "").upper()
    found = letters if letters in LETTERS else STATES.get(said.lower())
    if found is None:
        raise Wrong(Fault.STATE, "state")
    return found


def _zip(said: str) -> str:
    found = _ZIP.fullmatch(said)
    if found is None:
        raise Wrong(Fault.ZIP, "postal_code")
    return "-".join(piece for piece in found.groups() if piece)
