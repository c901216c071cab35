"""Addresses of the United States, as the Postal Service writes them (Publication 28)."""

import re
from typing import Any

from openhouse.common.signs import one_line
from openhouse.registration.rules.wrong import Fault, Wrong

#: By the name in lower case, the two letters.
STATES = {
    "alabama": "AL", "alaska": "AK", "american samoa": "AS", "arizona": "AZ", "arkansas": "AR",
    "armed forces americas": "AA", "armed forces europe": "AE", "armed forces pacific": "AP",
    "california": "CA", "colorado": "CO", "connecticut": "CT", "delaware": "DE",
    "district of columbia": "DC", "florida": "FL", "georgia": "GA", "guam": "GU", "hawaii": "HI",
    "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS",
    "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA",
    "michigan": "MI", "minnesota": "MN", "mississippi": "MS", "missouri": "MO", "montana": "MT",
    "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ",
    "new mexico": "NM", "new york": "NY", "north carolina": "NC", "north dakota": "ND",
    "northern mariana islands": "MP", "ohio": "OH", "oklahoma": "OK", "oregon": "OR",
    "pennsylvania": "PA", "puerto rico": "PR", "rhode island": "RI", "south carolina": "SC",
    "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT",
    "virgin islands": "VI", "virginia": "VA", "washington": "WA", "west virginia": "WV",
    "wisconsin": "WI", "wyoming": "WY",
}  # fmt: skip
LETTERS = frozenset(STATES.values())
#: The pieces of an address and how many characters each may have, as ``people.Household`` keeps it.
PIECES = {"street": 200, "city": 100, "state": 20, "postal_code": 20}
_ZIP = re.compile(r"(\d{5})(?:[- ]?(\d{4}))?", re.ASCII)


def address(raw: Any) -> dict[str, str] | None:
    """The four pieces; None where all are empty. Raises Wrong with the piece that is not right."""
    if not isinstance(raw, dict) or any(
        not isinstance(raw.get(piece) or "", str) for piece in PIECES
    ):
        raise Wrong(Fault.SHAPE)
    said = {piece: one_line(raw.get(piece) or "") for piece in PIECES}
    if not any(said.values()):
        return None
    for piece, most in PIECES.items():
        if not said[piece]:
            raise Wrong(Fault.MISSING, piece)
        if len(said[piece]) > most:
            raise Wrong(Fault.TOO_LONG, piece, most=most, has=len(said[piece]))
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
