"""The rules of a state as its file has them: what it asks for, and which exemptions it knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from openhouse.immunizations.rules.dates import Span, span
from openhouse.immunizations.rules.excuses import PROOF
from openhouse.people.rules import GRADES


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a state's sheet.

    ``last_age`` is the age the last dose must be given at or after, ``minimum_age`` that of every
    dose. ``one_from_age``: so old at the first dose, one is enough. ``by_schedule``: what the
    CDC's schedule says is enough, whatever the number. ``cvx``: only these vaccines count.
    """

    vaccine: str
    group: str
    grades: frozenset[str]
    doses: int
    minimum_age: Span | None
    last_age: Span | None
    last_interval: Span | None
    one_from_age: Span | None
    by_schedule: bool
    cvx: frozenset[str]


@dataclass(frozen=True, slots=True)
class Excuse:
    """A kind of exemption that a state knows, and in which grades; ``must_end``: only with its last
    day."""

    kind: str
    grades: frozenset[str]
    must_end: bool


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules of one state from a school year on, and where they stand."""

    state: str
    name: str
    since: date
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    exemptions: tuple[Excuse, ...] = ()

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Self:
        return cls(
            entry["state"],
            entry["name"],
            date.fromisoformat(entry["since"]),
            tuple(entry["sources"]),
            tuple(entry.get("notes", ())),
            tuple(map(_requirement, entry["requirements"])),
            tuple(map(_excuse, entry["exemptions"])),
        )

    def asked_in(self, grade: str) -> list[Requirement]:
        return [each for each in self.requirements if grade in each.grades]

    def groups_from(self, grade: str) -> set[str]:
        """The groups of vaccines asked for in a grade or a later one; of no known grade, in any."""
        ahead = set(GRADES[GRADES.index(grade) :] if grade in GRADES else GRADES)
        return {each.group for each in self.requirements if each.grades & ahead}

    def allows(self, kind: str, grade: str) -> bool:
        """If an exemption of a kind is known in a grade. A proof of immunity is in every one."""
        return kind == PROOF or any(
            each.kind == kind and grade in each.grades for each in self.exemptions
        )

    @property
    def must_end(self) -> frozenset[str]:
        """The kinds of which the state asks for a last day."""
        return frozenset(each.kind for each in self.exemptions if each.must_end)


def _requirement(entry: Mapping[str, Any]) -> Requirement:
    first, last = entry["grades"]
    return Requirement(
        vaccine=entry["vaccine"],
        group=entry["group"],
        grades=_from_to(first, last),
        doses=entry["doses"],
        minimum_age=span(entry.get("minimum_age", "")),
        last_age=span(entry.get("last_age", "")),
        last_interval=span(entry.get("last_interval", "")),
        one_from_age=span(entry.get("one_from_age", "")),
        by_schedule=bool(entry.get("by_schedule")),
        cvx=frozenset(entry.get("cvx", ())),
    )


def _excuse(entry: Mapping[str, Any]) -> Excuse:
    first, last = entry.get("grades", (GRADES[0], GRADES[-1]))
    return Excuse(entry["kind"], _from_to(first, last), bool(entry.get("must_end")))


def _from_to(first: str, last: str) -> frozenset[str]:
    return frozenset(GRADES[GRADES.index(first) : GRADES.index(last) + 1])
