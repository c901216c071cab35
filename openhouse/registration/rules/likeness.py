"""How two names of a person agree, in whatever script, order or spelling somebody wrote them."""

import re
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from anyascii import anyascii
from rapidfuzz.distance import OSA, JaroWinkler


class Fit(StrEnum):
    """How one name agrees with another, the best first."""

    SAME = "same"
    #: The same in another script: "Мария", "Maria".
    SCRIPT = "script"
    #: "Bill", "William".
    NICKNAME = "nickname"
    #: One is a part of the other: "María", "María José"; "García López", "García".
    PART = "part"
    #: A letter or two are different, left out or turned around.
    NEAR = "near"
    #: "Jon", "John": written otherwise, heard alike.
    SOUNDS = "sounds"
    OTHER = "other"
    #: One of the two is not there.
    UNKNOWN = "unknown"


Words = tuple[str, ...]
#: Little words of family names, which forms and clerks leave out.
PARTICLES = frozenset(
    [
        *("a", "al", "ap", "ben", "bin", "bint", "da", "das", "de", "degli", "dei", "del", "den"),
        *("der", "di", "do", "dos", "du", "e", "el", "ibn", "la", "las", "le", "les", "lo", "los"),
        *("mac", "mc", "o", "san", "st", "te", "ten", "ter", "van", "vander", "vanden", "von"),
        *("vom", "y", "zu", "zum", "zur"),
    ]
)
#: "García Jr.": what tells a son from his father, as it is written and as it counts.
SUFFIXES = {
    "sr": "1",
    "senior": "1",
    "i": "1",
    "jr": "2",
    "junior": "2",
    "ii": "2",
    "2nd": "2",
    "iii": "3",
    "3rd": "3",
    "iv": "4",
    "4th": "4",
    "v": "5",
    "5th": "5",
}
#: Of names from another script: ways to write one sound.
_ROMAN = (
    *(("iya", "ia"), ("iia", "ia"), ("yu", "iu"), ("ya", "ia"), ("iy", "i"), ("ij", "i")),
    *(("kh", "h"), ("shch", "sch"), ("zh", "j"), ("ts", "c"), ("ck", "k"), ("ph", "f")),
    *(("gi", "ki"), ("y", "i"), ("oo", "u"), ("ee", "i"), ("w", "v")),
)
#: Of any name: letters that are heard alike.
_HEARD = (
    *(("ph", "f"), ("sch", "s"), ("ck", "k"), ("ch", "x"), ("sh", "x"), ("th", "t"), ("gh", "g")),
    *(("c", "k"), ("q", "k"), ("z", "s"), ("j", "y"), ("v", "b"), ("w", "u")),
)


@lru_cache(maxsize=50_000)
def plain(name: str) -> str:
    """Small letters of ASCII and single spaces: "Nguyễn-O’Brien" is "nguyen obrien"."""
    text = re.sub(r"['’‘`´ʼʻ]", "", name)
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(text).replace("'", "").lower()))


def is_latin(name: str) -> bool:
    """If every letter of *name* is one of the Latin script, with or without accents."""
    return all(not each.isalpha() or ord(each) < 0x250 or 0x1E00 <= ord(each) < 0x1F00
               for each in name)  # fmt: skip


def words_of(name: str) -> Words:
    """The words of *name* that count: without particles, unless there is nothing else."""
    every = _every(name)
    return tuple(each for each in every if each not in PARTICLES) or every


def _every(name: str) -> Words:
    return tuple(plain(name).split())


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """A key of how a plain *word* is heard: its first letter, then its consonants, none doubled."""
    for written, heard in _HEARD:
        word = word.replace(written, heard)
    found = word[:1] + re.sub(r"[aeiouyh]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", found)


def without_suffix(family: str) -> tuple[str, str]:
    """A family name and the suffix that stands in it, "": "García, Jr." is ("García", "2")."""
    words = family.replace(",", " ").split()
    if len(words) > 1 and (found := suffix_of(words[-1])) and plain(words[-1]) not in ("i", "v"):
        return " ".join(words[:-1]), found
    return family, ""


def suffix_of(suffix: str) -> str:
    """What a suffix counts: "Jr." and "II" are "2"; "" for none, and for "M.D."."""
    return SUFFIXES.get(plain(suffix).replace(" ", ""), "")


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    """Each given name of the file, with the numbers of the lines that it stands in."""
    found: dict[str, set[int]] = {}
    text = (Path(__file__).parent / "nicknames.txt").read_text(encoding="ascii")
    for number, line in enumerate(text.splitlines()):
        for name in [] if line.startswith("#") else line.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@cache
def _lines() -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for name, numbers in _nicknames().items():
        for number in numbers:
            found.setdefault(number, set()).add(name)
    return {number: frozenset(names) for number, names in found.items()}


def also_called(name: str) -> set[str]:
    """The given names that *name*, a plain word, may stand for, itself among them."""
    return {name}.union(*(_lines()[each] for each in _nicknames().get(name, ())))


def family_fit(one: str, other: str) -> Fit:
    """How two family names agree; each may be several words."""
    return _fit(one, other, given=False)


def given_fit(one: str, other: str) -> Fit:
    """How two given names agree; each may be several words."""
    return _fit(one, other, given=True)


@lru_cache(maxsize=50_000)
def _fit(one: str, other: str, *, given: bool) -> Fit:
    a, b = (_every(one), _every(other)) if given else (words_of(one), words_of(other))
    if not a or not b:
        return Fit.UNKNOWN
    joined, against = "".join(a), "".join(b)
    if joined == against:
        return Fit.SAME if is_latin(one) == is_latin(other) else Fit.SCRIPT
    if not (is_latin(one) and is_latin(other)) and _roman(joined) == _roman(against):
        return Fit.SCRIPT
    if given and (_are_one(joined, against) or _are_one(a[0], b[0], rest=(a[1:], b[1:]))):
        return Fit.NICKNAME
    if _is_part(a, b):
        return Fit.PART
    if given and _are_known_to_differ(a, b):
        return Fit.OTHER
    return _by_letters(joined, against)


def _by_letters(one: str, other: str) -> Fit:
    longest = max(len(one), len(other))
    if OSA.distance(one, other, score_cutoff=2) <= (0, 0, 0, 0, 1, 1, 1, 1, 1, 2)[min(longest, 9)]:
        return Fit.NEAR
    if sound_of(one) == sound_of(other) and JaroWinkler.similarity(one, other) >= 0.85:
        return Fit.SOUNDS
    return Fit.OTHER


def _roman(joined: str) -> str:
    for written, heard in _ROMAN:
        joined = joined.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", joined)


def _are_one(one: str, other: str, *, rest: tuple[object, object] = ((), ())) -> bool:
    """If two given names are known for one; *rest* are further words, of one of them at most."""
    if rest[0] and rest[1] and rest[0] != rest[1]:
        return False
    known = _nicknames()
    return one != other and bool(known.get(one, frozenset()) & known.get(other, frozenset()))


def _are_known_to_differ(one: Words, other: Words) -> bool:
    """If both begin with names of their own, and not with the same: "Maria", "Marta"."""
    known = _nicknames()
    return one[0] != other[0] and one[0] in known and other[0] in known


def _is_part(one: Words, other: Words) -> bool:
    """If the words of the shorter are all among the longer's; "M" is there for "Maria".

    One whole word at least is in both.
    """
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == len(longer) and not any(len(each) == 1 for each in (*one, *other)):
        return False
    left, whole = list(longer), 0
    for word in sorted(shorter, key=len, reverse=True):
        found = next((each for each in left if each == word), None)
        whole += found is not None and len(word) > 1
        if found is None and len(word) == 1:
            found = next((each for each in left if each.startswith(word)), None)
        if found is None:
            found = next((each for each in left if len(each) == 1 and word[0] == each), None)
        if found is None:
            return False
        left.remove(found)
    return whole > 0
