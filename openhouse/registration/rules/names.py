"""Names of people, their initials, and names typed as a signature."""

import re
from collections.abc import Mapping
from typing import Any

from openhouse.common.signs import one_line
from openhouse.registration.rules.wrong import Fault, Wrong

#: As ``people.Person`` keeps each.
MOST, MOST_SIGNED, MOST_INITIALS = 100, 250, 5
PIECES = ("given_name", "family_name")
#: Between the letters of a name: "O’Neil-Vega, Jr.", and the middle dot of Catalan.
_BETWEEN = frozenset(" .,'’ʻ`´-‐‑·")
_SEXES = {"f": "female", "m": "male", "female": "female", "male": "male", "x": "x"}


def is_name(text: str) -> bool:
    """If *text* can be somebody's name: it has a letter."""
    return any(sign.isalpha() for sign in text)


def sex_of(word: str) -> str:
    """A sex as the form that ships offers it, however another system writes it: "F" is "female"."""
    return _SEXES.get(word.strip().lower(), word)


def pieces(raw: Any, most: Mapping[str, int]) -> dict[str, str] | None:
    """An answer of several lines, each of at most so many characters; None where all are empty.

    Raises Wrong with the piece that is missing or too long.
    """
    if not isinstance(raw, dict) or any(
        not isinstance(raw.get(piece) or "", str) for piece in most
    ):
        raise Wrong(Fault.SHAPE)
    said = {piece: one_line(raw.get(piece) or "") for piece in most}
    if not any(said.values()):
        return None
    for piece, words in said.items():
        if not words:
            raise Wrong(Fault.MISSING, piece)
        if len(words) > most[piece]:
            raise Wrong(Fault.TOO_LONG, piece, most=most[piece], has=len(words))
    return said


def person(raw: Any) -> dict[str, str] | None:
    """Given and family name; None where both are empty."""
    said = pieces(raw, dict.fromkeys(PIECES, MOST))
    for piece, name in (said or {}).items():
        if not is_name(name):
            raise Wrong(Fault.NAME, piece)
    return said


def initials(raw: Any) -> str:
    """ "MV" for "m. v."; one to five letters."""
    said = raw if isinstance(raw, str) else ""
    letters = re.sub(r"[\s.\-]", "", one_line(said)).upper()
    if not letters:
        raise Wrong(Fault.NO_INITIALS, "initials")
    # a letter may carry marks of its own: Hindi writes its vowels so
    if len(letters) > MOST_INITIALS or not letters[0].isalpha() or _other(letters):
        raise Wrong(Fault.INITIALS, "initials", most=MOST_INITIALS)
    return letters


def signature(raw: Any) -> dict[str, str] | None:
    """``{"typed": "Marisol Vega"}``; when it was is for the house to say, never for a form."""
    said = raw.get("typed") if isinstance(raw, dict) else raw
    if not isinstance(said, str):
        raise Wrong(Fault.SHAPE)
    typed = one_line(said)
    if not typed:
        return None
    if len(typed) > MOST_SIGNED:
        raise Wrong(Fault.TOO_LONG, "typed", most=MOST_SIGNED, has=len(typed))
    letters = sum(sign.isalpha() for sign in typed)
    if letters < 2 or _other("".join(sign for sign in typed if sign not in _BETWEEN)):
        raise Wrong(Fault.SIGNATURE, "typed")
    return {"typed": typed}


def _other(text: str) -> str:
    """The signs of *text* that stand in no name: figures, brackets."""
    return re.sub(r"[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff\u200c\u200d]", "", text)
