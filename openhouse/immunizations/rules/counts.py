"""The summary that a school sends to the state each year."""

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple, Protocol

from openhouse.immunizations.rules.school import Standing, VaccineStanding
from openhouse.people.rules import GRADES

#: The kinds of waivers that excuse, each with a column of its own.
EXCUSES = ("medical", "religious", "conscience")


class Known(Protocol):
    """What is known of a student; ``vaccines`` is None where the birthday is not."""

    @property
    def grade(self) -> str: ...
    @property
    def has_record(self) -> bool: ...
    @property
    def vaccines(self) -> tuple[VaccineStanding, ...] | None: ...


#: The columns of the state's yearly summary.
COLUMNS = (
    "enrolled", "compliant", "in_progress", "medical", "religious", "conscience", "not_compliant",
    "no_record",
)  # fmt: skip


class Count(NamedTuple):
    """One line of it: a grade, a vaccine, and a number for each of ``COLUMNS``."""

    grade: str
    vaccine: str
    numbers: tuple[int, ...]


def yearly_counts(found: Collection[Known]) -> list[Count]:
    """The summary that a school sends to the state, by grade and vaccine (Missouri: Oct 15).

    Whose birthday is not known counts as enrolled, and as not compliant.
    """
    tallies: dict[tuple[str, str], Counter[str]] = {}
    for each in found:
        for line in each.vaccines or ():
            tally = tallies.setdefault((each.grade, line.vaccine), Counter())
            tally["enrolled"] += 1
            tally[_column(each, line)] += 1
    for each in found:
        if each.vaccines is None:
            for (grade, _vaccine), tally in tallies.items():
                if grade == each.grade:
                    tally["enrolled"] += 1
                    tally["not_compliant" if each.has_record else "no_record"] += 1
    in_order = sorted(tallies, key=_by_grade)
    return [Count(*key, tuple(tallies[key][name] for name in COLUMNS)) for key in in_order]


def _by_grade(key: tuple[str, str]) -> tuple[int, str]:
    return (GRADES.index(key[0]) if key[0] in GRADES else len(GRADES), key[1])


def _column(found: Known, line: VaccineStanding) -> str:
    if not found.has_record:
        return "no_record"
    if line.waiver is not None and line.waiver.kind in EXCUSES:
        return line.waiver.kind
    return {
        Standing.COMPLIANT: "compliant",
        Standing.IN_PROGRESS: "in_progress",
    }.get(line.standing, "not_compliant")
