"""What a nurse types: a vaccine by code or name, a date in any usual form; and what cannot be."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple, Protocol

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene", "feb", "mar", "apr abr", "may", "jun", "jul", "aug ago", "sep set", "oct",
            "nov", "dec dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip


class Fault(StrEnum):
    """Why a dose cannot have been given so."""

    UNKNOWN_VACCINE = "unknown vaccine"
    BEFORE_BIRTH = "before birth"
    IN_FUTURE = "in the future"
    TWICE = "twice on one day"


class NewDose(NamedTuple):
    """A dose as it was typed or brought."""

    cvx: str
    trade: str
    on: date
    lot: str = ""


class Named(Protocol):
    """A vaccine with its names."""

    @property
    def cvx(self) -> str: ...
    @property
    def short(self) -> str: ...
    @property
    def full(self) -> str: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def trades(self) -> tuple[str, ...]: ...
    @property
    def said(self) -> tuple[str, ...]: ...


def dose_fault(
    cvx: str,
    on: date,
    born_on: date | None,
    today: date,
    known: Mapping[str, Named],
    others: frozenset[tuple[date, str]] = frozenset(),
) -> Fault | None:
    """What is wrong with a dose; *others* are days and vaccines of the doses on file."""
    if cvx not in known:
        return Fault.UNKNOWN_VACCINE
    if born_on is not None and on < born_on:
        return Fault.BEFORE_BIRTH
    if on > today:
        return Fault.IN_FUTURE
    return Fault.TWICE if (on, cvx) in others else None


def vaccine_typed(text: str, known: Mapping[str, Named]) -> tuple[str, str]:
    """The CVX code and brand that *text* means; "" and "" where it means none or several.

    A code ("21", "CVX 3"), a brand ("Pediarix"), what cards call it ("HepB", "polio"), or the
    CDC's name; a code stands first in what the list of suggestions fills in: "21 · Varivax ·
    varicella". What is said twice has to mean one: "meningitis (MenACWY)".
    """
    plain = text.strip()
    code = re.match(r"(?:cvx\s*)?(\d{1,3})(?!\w)", plain, re.IGNORECASE)
    if code and (found := _code(code[1], known)):
        brand = _letters(plain[code.end() :])
        trades = known[found].trades
        return found, next(
            (each for each in trades if _letters(each) and _letters(each) in brand), ""
        )
    wanted = _letters(plain)
    if not wanted:
        return "", ""
    for each in known.values():
        if wanted in map(_letters, each.said):
            return each.cvx, ""
    twice = re.fullmatch(r"([^()]+)\(([^()]+)\)", plain)
    if twice is not None:
        first, second = (vaccine_typed(part, known) for part in twice.groups())
        return first if first[0] == second[0] else ("", "")
    exact = [
        (each.cvx, trade) for each in known.values() for trade in each.trades
        if _letters(trade) == wanted
    ]  # fmt: skip
    exact += [
        (each.cvx, "")
        for each in known.values()
        if wanted in (_letters(each.short), _letters(each.full))
    ]
    if not exact:
        exact = [
            (each.cvx, trade) for each in known.values() if each.is_active for trade in each.trades
            if _letters(trade).startswith(wanted)
        ]  # fmt: skip
    active = [one for one in exact if known[one[0]].is_active] or exact
    codes = {cvx for cvx, _ in active}
    return active[0] if len(codes) == 1 else ("", "")


def _code(digits: str, known: Mapping[str, Named]) -> str:
    """CVX codes below ten have a nought before them."""
    for code in (digits, digits.zfill(2), digits.lstrip("0").zfill(2)):
        if code in known:
            return code
    return ""


def _letters(text: str) -> str:
    """Letters and digits alone, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if each.isalnum())


def vaccines_like(text: str, known: Mapping[str, Named]) -> list[str]:
    """Up to two names that look like what was typed, the likest first."""
    names = {
        _letters(name): name
        for each in known.values()
        for name in (*each.trades, *([each.short] if each.is_active else ()), *each.said)
    }
    return [names[each] for each in get_close_matches(_letters(text), names, 2, 0.7)]


def date_typed(text: str, today: date) -> date | None:
    """The date that *text* means: 5/4/11, 05-04-2011, 2011-05-04, 050411, May 4 2011, 4 May 2011.

    Month before day, as in the United States. A year of two digits is never in the future.
    """
    plain = text.strip().casefold().replace(",", " ").replace(".", " ")
    words = re.findall(r"[^\W\d_]+|\d+", plain)
    month = next((_MONTHS[word[:3]] for word in words if word[:3] in _MONTHS), None)
    numbers = [word for word in words if word.isdigit()]
    if month is not None:
        if len(numbers) != 2:
            return None
        first, last = numbers
        day, year = (last, first) if len(first) == 4 else (first, last)
        return _date(year, month, int(day), today)
    if len(numbers) == 1 and len(numbers[0]) in (6, 8) and not any(w.isalpha() for w in words):
        digits = numbers[0]
        if len(digits) == 8 and digits[:2] in ("19", "20"):
            return _date(digits[:4], int(digits[4:6]), int(digits[6:]), today)
        return _date(digits[4:], int(digits[:2]), int(digits[2:4]), today)
    if len(numbers) != 3 or len(words) != 3:
        return None
    if len(numbers[0]) == 4:
        return _date(numbers[0], int(numbers[1]), int(numbers[2]), today)
    return _date(numbers[2], int(numbers[0]), int(numbers[1]), today)


def _date(year: str, month: int, day: int, today: date) -> date | None:
    if len(year) not in (2, 4):
        return None
    whole = int(year)
    if len(year) == 2:
        whole += 2000 if 2000 + whole <= today.year else 1900
    try:
        return date(whole, month, day)
    except ValueError:
        return None
