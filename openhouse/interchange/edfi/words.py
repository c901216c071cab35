"""What Ed-Fi's code words mean in this house. Pure tables; no XML and no database."""

import re
from dataclasses import dataclass
from functools import cache

_GRADES = {
    "infant/toddler": "IT",
    "preschool": "PK",
    "prekindergarten": "PK",
    "preschool/prekindergarten": "PK",
    "early education": "PK",
    "transitional kindergarten": "TK",
    "kindergarten": "KG",
    "k": "KG",
    "postsecondary": "PS",
    "ungraded": "UG",
    "adult education": "AE",
    "no grade level": "",
    "out of school": "",
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
             "tenth", "eleventh", "twelfth")  # fmt: skip


@cache
def grade_level(word: str) -> str:
    """``KG``, ``01`` … ``12``, ``PK`` (or another CEDS code) of ``First grade`` or ``9``."""
    low = word.lower().strip()
    if low in _GRADES:
        return _GRADES[low]
    first = low.partition(" ")[0]
    if first in _ORDINALS:
        return f"{_ORDINALS.index(first) + 1:02}"
    number = re.fullmatch(r"(?:grade )?0?(\d{1,2})(?:st|nd|rd|th)?(?: grade)?", low)
    return f"{int(number[1]):02}" if number else word.strip()[:20]


def school_level(categories: list[str], grades: list[str]) -> str:
    """``elementary``, ``middle``, ``high`` or ``other``, by category, else by grade levels."""
    found = {level for word in categories if (level := _level(word.lower()))}
    if len(found) == 1:
        return found.pop()
    years = [year for word in grades if (year := _year(grade_level(word))) is not None]
    if not years or len(years) < len(grades):
        return "other"
    low, high = min(years), max(years)
    if high <= 6 and low <= 4:
        return "elementary"
    if low >= 4 and high <= 9:
        return "middle"
    return "high" if low >= 7 else "other"


def _level(category: str) -> str:
    if "/" in category or "all" in category.split():
        return ""
    for level, words in (
        ("elementary", ("elementary", "primary", "preschool")),
        ("middle", ("middle", "junior", "intermediate")),
        ("high", ("high", "secondary")),
    ):
        if any(word in category for word in words) and "post" not in category:
            return level
    return ""


def _year(grade: str) -> int | None:
    if grade.isdigit():
        return int(grade)
    return 0 if grade in ("KG", "TK", "PK", "IT") else None


def term_kind(word: str) -> str:
    """The kind of a term whose Term or GradingPeriod descriptor is *word*."""
    low = word.lower()
    for kind, words in (
        ("trimester", ("trimester",)),
        ("semester", ("semester",)),
        ("quarter", ("quarter", "nine weeks")),
        ("year", ("year",)),
    ):
        if any(each in low for each in words):
            return kind
    return "grading period"


_RELATIONS = {
    "BrotherInLaw": "Brother-in-law",
    "CourtAppointedGuardian": "Court-appointed guardian",
    "DaughterInLaw": "Daughter-in-law",
    "Emergency": "Emergency contact",
    "Father, step": "Stepfather",
    "FatherInLaw": "Father-in-law",
    "FathersCivilPartner": "Father's partner",
    "FathersSignificantOther": "Father's partner",
    "Great Grandparent": "Great-grandparent",
    "Mother, step": "Stepmother",
    "MotherInLaw": "Mother-in-law",
    "MothersCivilPartner": "Mother's partner",
    "MothersSignificantOther": "Mother's partner",
    "Parent, step": "Stepparent",
    "SignificantOther": "Partner",
    "SisterInLaw": "Sister-in-law",
    "SonInLaw": "Son-in-law",
    "Unknown": "",
}
#: Relations of somebody who raises the child.
_RAISES = frozenset(
    {
        "CourtAppointedGuardian",
        "Father",
        "Father, step",
        "Foster parent",
        "Guardian",
        "Legal guardian",
        "Mother",
        "Mother, step",
        "Parent",
        "Parent, step",
    }
)


def relation(word: str) -> str:
    """The relation as families say it."""
    return _RELATIONS.get(word, word)


def raises_the_child(word: str) -> bool:
    """If the relation is a parent's or a guardian's."""
    return word in _RAISES


def opens_portal(
    word: str, *, legal_guardian: bool | None, primary: bool | None, lives_with: bool | None,
    restricted: bool,
) -> bool:  # fmt: skip
    """If a contact sees the student's record in the portal when first imported.

    Yes for a legal guardian, for a primary contact, and for a parent or guardian with whom the
    student lives. No for everybody else, above all for those who are there to be called in an
    emergency, and for anyone whose contact the sender restricts in any way. Ed-Fi has no element
    for portal access, so this leans to the closed side: the office opens what is missing in a
    minute, but what a neighbor or a barred parent has read cannot be taken back. Later imports
    leave the answer alone, but for a restriction, which closes whenever it comes.
    """
    if restricted:
        return False
    return bool(legal_guardian or primary or (lives_with and raises_the_child(word)))


_TITLES = {"mr": "Mr.", "mrs": "Mrs.", "ms": "Ms.", "mx": "Mx.", "dr": "Dr.", "sr": "Sr."}


def title(word: str) -> str:
    """``Ms.`` of ``Ms`` or ``Ms.``."""
    return _TITLES.get(word.lower().rstrip("."), word)


_SEXES = {"female": "female", "male": "male", "not selected": "", "": ""}


def sex(word: str) -> str:
    return _SEXES.get(word.lower(), word.lower())[:20]


_LANGUAGES = {
    "eng": "en", "spa": "es", "chi": "zh", "zho": "zh", "vie": "vi", "ara": "ar", "fre": "fr",
    "fra": "fr", "ger": "de", "deu": "de", "rus": "ru", "ukr": "uk", "pol": "pl", "por": "pt",
    "ita": "it", "kor": "ko", "jpn": "ja", "tgl": "tl", "hin": "hi", "urd": "ur", "guj": "gu",
    "pan": "pa", "ben": "bn", "tam": "ta", "tel": "te", "tha": "th", "khm": "km", "lao": "lo",
    "bur": "my", "mya": "my", "som": "so", "swa": "sw", "amh": "am", "tir": "ti", "hat": "ht",
    "heb": "he", "per": "fa", "fas": "fa", "tur": "tr", "rum": "ro", "ron": "ro", "gre": "el",
    "ell": "el", "hun": "hu", "bos": "bs", "hrv": "hr", "srp": "sr", "nep": "ne", "pus": "ps",
    "english": "en", "spanish": "es",
}  # fmt: skip


def language(word: str) -> str:
    """The shortest code of a language: ``es`` of ``spa``; ISO 639-2 where there is no shorter."""
    return _LANGUAGES.get(word.lower(), word.lower()[:10])


def task_kind(grade_type: str) -> str:
    """The kind of grading task of a GradeType."""
    low = grade_type.lower()
    for kind, words in (
        ("progress", ("progress", "mid-term", "midterm", "interim", "conduct")),
        ("exam", ("exam",)),
        ("semester", ("semester",)),
        ("final", ("final",)),
    ):
        if any(word in low for word in words):
            return kind
    return "term"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an attendance category says: a code of the house."""

    code: str
    name: str
    status: str
    excuse: str


_STATUSES = (
    ("tardy", r"tard|\blate"),
    ("early release", r"early|depart|dismiss|\bleft\b|\bleave"),
    ("absent", r"absen|truan|suspen|skip|\bcut|partial"),
    ("present", r"present|attend|remote|virtual"),
)


@cache
def attendance(category: str, reason: str) -> Meaning | None:
    """The meaning of an AttendanceEventCategory; None when nobody could tell.

    The reason counts only where the category leaves open whether it was excused.
    """
    low = category.lower()
    status = next((status for status, words in _STATUSES if re.search(words, low)), "")
    if not status:
        return None
    name = "Absent part of the day" if low == "partial" else sentence(category)
    if status == "present":
        return Meaning(category[:60], name[:100], status, "exempt")
    excuse = _excuse(low)
    if excuse == "unknown" and (excuse := _excuse(reason.lower())) != "unknown":
        category, name = f"{category} ({excuse})", f"{name} ({excuse})"
    return Meaning(category[:60], name[:100], status, excuse)


_TELLS = ("present", "early release", "tardy", "part", "absent")
_EXCUSES = ("unknown", "unexcused", "exempt", "excused")


def telling(meaning: Meaning) -> str:
    """How much an event says of a day, as two digits; the highest of a day's events stands.

    An absence before a part of the day, then late, left early and present, because what a family
    must know is the longest time that was missed. Then an excused one before a school activity,
    one that is not excused and one that says nothing, because an excuse is given afterwards.
    """
    part = meaning.status == "absent" and re.search(r"partial|\bpart\b|half", meaning.code.lower())
    return f"{_TELLS.index('part' if part else meaning.status)}{_EXCUSES.index(meaning.excuse)}"


def _excuse(words: str) -> str:
    if re.search(r"unexcus|inexcus|not excus|truan|skip|\bcut", words):
        return "unexcused"
    if re.search(r"exempt|school activity|school business|field trip", words):
        return "exempt"
    return "excused" if "excus" in words else "unknown"


def adds(reason: str, meaning: Meaning) -> bool:
    """If the reason of an event says more than its code does."""
    return not _stems(reason) <= _stems(f"{meaning.name} {meaning.status} {meaning.excuse}")


def _stems(words: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]+", words.lower())}


def sentence(words: str) -> str:
    """``Excused absence`` of ``Excused Absence``."""
    return words[:1].upper() + words[1:].lower() if words else ""
