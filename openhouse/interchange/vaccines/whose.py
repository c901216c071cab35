"""Whose a line of a file is: by a number that is ours, checked by birthday and name."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from openhouse.interchange.vaccines.given import GivenLine, Number


class Pupil(NamedTuple):
    """A student of the nurse's schools."""

    id: int
    born_on: date | None
    given_names: str
    family_name: str


class Doubt(NamedTuple):
    """Why a line is not taken: where, what was found there, and what was expected."""

    column: str
    value: str
    expected: str


@dataclass(frozen=True, slots=True)
class Roll:
    """The students by their numbers, and whose numbers count: names of the district, in letters."""

    by_number: Mapping[str, Pupil] = field(default_factory=dict)
    by_state_id: Mapping[str, Pupil] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()
    #: An authority that the nurse says her numbers or state IDs come under.
    said_ours: frozenset[str] = frozenset()

    def found(self, number: Number) -> Pupil | None:
        """The student with a number, where it is one of ours."""
        names = {plain(each) for each in number.authority}
        if number.kind == "state":
            return self.by_state_id.get(number.value)
        if number.kind == "number" or names & self.ours:
            return self.by_number.get(number.value)
        if names & self.said_ours:
            return self.by_number.get(number.value) or self.by_state_id.get(number.value)
        return None

    def is_ours(self, number: Number) -> bool:
        names = {plain(each) for each in number.authority}
        return bool(number.kind or names & self.ours or names & self.said_ours)


def whose(line: GivenLine, roll: Roll) -> Pupil | Doubt:
    """The student of a line, or why nobody is sure."""
    column, numbers = line.places.number, line.whose.numbers
    if not numbers:
        return Doubt(column, "", _("a number that says which student"))
    ours = [each for each in numbers if roll.is_ours(each)]
    if not ours:
        return Doubt(column, _shown(numbers), _("a number that this district has given"))
    pupils = {pupil.id: pupil for each in ours if (pupil := roll.found(each)) is not None}
    if not pupils:
        return Doubt(column, _shown(ours), _("the number of a student of your schools"))
    if len(pupils) > 1:
        return Doubt(column, _shown(ours), _("numbers of one and the same student"))
    (pupil,) = pupils.values()
    return _contradiction(line, pupil) or pupil


def _contradiction(line: GivenLine, pupil: Pupil) -> Doubt | None:
    """What of birthday and name is not the student's; one of the two must be there and agree."""
    said, places = line.whose, line.places
    if said.born and line.born_on is None:
        return Doubt(places.born, said.born, _("a date such as 2011-03-04"))
    knows_birthday = line.born_on is not None and pupil.born_on is not None
    if knows_birthday and line.born_on != pupil.born_on:
        return Doubt(places.born, said.born, _("the birthday of the student with this number"))
    name = " ".join(filter(None, (said.given_name, said.family_name)))
    if not _is_name_of(pupil, said.given_name, said.family_name):
        return Doubt(places.name, name, _("the name of the student with this number"))
    if not knows_birthday and not (said.given_name and said.family_name):
        where = places.born or places.name
        return Doubt(where, name, _("a birthday, or a whole name, to check the number by"))
    return None


def _is_name_of(pupil: Pupil, given: str, family: str) -> bool:
    """If nothing of a name speaks against a student: Ben is Benjamin, Rivera is Rivera-Soto."""
    families, givens = _words(pupil.family_name), _words(pupil.given_names)
    if family and not _words(family) & families:
        return False
    return not given or any(
        one.startswith(other) or other.startswith(one) for one in _words(given) for other in givens
    )


def _words(name: str) -> set[str]:
    """The words of a name without accents and case."""
    bare = "".join(
        each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each)
    )
    return set("".join(each if each.isalnum() else " " for each in bare.casefold()).split())


def plain(text: str) -> str:
    """A name in letters and digits, to compare by."""
    return "".join(each for each in text.casefold() if each.isalnum())


def authorities(names: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(plain, names)))


def _shown(numbers: Sequence[Number]) -> str:
    """ "4711 (SHOWMEVAX), 77"."""
    return ", ".join(
        f"{each.value} ({each.authority[0]})" if each.authority else each.value for each in numbers
    )
