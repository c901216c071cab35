"""By which keys somebody is looked for in the records: the same as ``sql/match_keys.sql`` makes.

A key only finds who is then compared (``rules.matching``); one too many costs a moment, one too few
a double.
"""

import re
import unicodedata
from collections.abc import Iterable

from openhouse.registration.rules.likeness import also_called, plain, sound_of
from openhouse.registration.rules.matching import Who

_LETTERS = str.maketrans(
    "ĐđØøŁłıÐðABCDEFGHIJKLMNOPQRSTUVWXYZ", "ddoolliddabcdefghijklmnopqrstuvwxyz"
)
_TWO = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe"})
_NO_WORD = re.compile(r"[\x01-\x2f\x3a-\x60\x7b-\x7f\u00a0\u2010-\u2015]+")
_STREET = re.compile(
    r"([0-9]+)[a-z]? (?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west) )?([^ ]+)", re.ASCII
)
LONGEST = 80


def folded(text: str) -> str:
    """*text* as ``openhouse_plain`` leaves it: other scripts stay as they are."""
    text = unicodedata.normalize("NFD", text.translate(_TWO).translate(_LETTERS))
    text = re.sub("[\u0300-\u036f]", "", text).translate(_LETTERS)
    return _NO_WORD.sub(" ", re.sub("['’‘`´ʼʻ]", "", text)).strip(" ")


def street_key(street: str) -> str:
    """ "1204 elm" of "1204 N. Elm Street, Apt 3"; "" without a house number and a street."""
    found = _STREET.match(folded(street))
    return f"{found[1]} {found[2]}" if found else ""


def digits_of(phone: str) -> str:
    """The last ten digits of a number; "" where it has fewer than seven."""
    digits = re.sub(r"[^0-9]", "", phone)
    return digits[-10:] if len(digits) >= 7 else ""


def keys_of(who: Who, streets: Iterable[str]) -> set[str]:
    """All keys by which *who* is found; *streets* as they are written."""
    found = {f"n:{f} {g}" for f, g in _name_keys(who)}
    if who.born_on is not None:
        found.add(f"b:{who.born_on}")
        if who.born_on.day <= 12:
            found.add(f"b:{who.born_on.replace(month=who.born_on.day, day=who.born_on.month)}")
    found |= {f"{kind}:{each}" for each in who.phones for kind in "ph"}
    found |= {f"e:{each}" for each in who.emails}
    found |= {f"s:{key}" for each in streets if (key := street_key(each))}
    return {key[:LONGEST] for key in found}


def _name_keys(who: Who) -> set[tuple[str, str]]:
    families = _words(who.family)
    givens = _words(who.given) | _words(who.preferred)
    called = {each for name in givens for each in also_called(name)}
    straight = {(sound_of(f), sound_of(g)) for f in families for g in called}
    return straight | {(sound_of(g), sound_of(f)) for f in families for g in givens}


def _words(name: str) -> set[str]:
    """The words of a name, each by itself and all as one, in its own script and in ours."""
    found = set()
    for text in (plain(name), folded(name)):
        found |= {*text.split(), text.replace(" ", "")}
    return found - {""}
