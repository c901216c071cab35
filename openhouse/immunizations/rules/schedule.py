"""The schedule's own words: antigens, the ways (series) to be protected, and what each dose asks.

``reading`` makes them of the data files of ``openhouse.immunizations.schedules``; every field is
CDSi's, in its order, so that a rule can be found in the CDC's tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from openhouse.immunizations.rules.dates import Span

STANDARD, EVALUATION_ONLY = "Standard", "Evaluation Only"


class Validity(NamedTuple):
    """From when to when a line of the schedule was in force; the end is the first day outside."""

    starts_on: date | None
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        if self.starts_on is not None and day < self.starts_on:
            return False
        return self.ends_on is None or day < self.ends_on


class Age(NamedTuple):
    """The ages of one dose."""

    absolute_minimum: Span | None
    minimum: Span | None
    earliest: Span | None
    latest: Span | None
    maximum: Span | None
    validity: Validity


class Interval(NamedTuple):
    """The time from another dose: the one before, a numbered one, or the last of some vaccines."""

    from_previous: bool
    from_target: int | None
    from_latest_of: frozenset[str]
    absolute_minimum: Span | None
    minimum: Span | None
    earliest: Span | None
    latest: Span | None
    overrides: bool
    validity: Validity


class Vaccine(NamedTuple):
    """A vaccine that counts for a dose, at some ages, perhaps of one trade name only."""

    cvx: str
    begin: Span | None
    end: Span | None
    trade: str = ""


class Condition(NamedTuple):
    """One condition of a skip: an age, an interval, or a count of doses."""

    kind: str
    begin: Span | None
    end: Span | None
    interval: Span | None
    limit: int
    valid_only: bool
    comparison: str
    cvx: frozenset[str]


class Skip(NamedTuple):
    """When a dose may be left out; each set of conditions with whether all of them must hold."""

    evaluation: bool
    forecast: bool
    all_sets: bool
    sets: tuple[tuple[bool, tuple[Condition, ...]], ...]


@dataclass(frozen=True, slots=True)
class SeriesDose:
    """What one dose of a series asks for."""

    ages: tuple[Age, ...]
    intervals: tuple[Interval, ...]
    allowable_intervals: tuple[Interval, ...]
    preferable: tuple[Vaccine, ...]
    inadvertent: frozenset[str]
    skips: tuple[Skip, ...]
    is_recurring: bool

    #: Both kinds of vaccines that count for the dose, by code.
    fitting: Mapping[str, tuple[Vaccine, ...]]

    def age_on(self, day: date) -> Age | None:
        for age in self.ages:
            if age.validity.holds_on(day):
                return age
        return None

    def intervals_on(self, day: date) -> list[Interval]:
        return [line for line in self.intervals if line.validity.holds_on(day)]


@dataclass(frozen=True, slots=True)
class Series:
    """One way to be protected, and how it is weighed against the others."""

    name: str
    kind: str
    group: str
    is_default: bool
    is_product: bool
    series_group: str
    equivalent_groups: frozenset[str]
    preference: int
    sexes: frozenset[str]
    maximum_start: Span | None
    doses: tuple[SeriesDose, ...]


class Immunity(NamedTuple):
    """Who needs no vaccine: born before a day, or with a proof on file."""

    born_before: date | None
    country: str
    unless: frozenset[str]
    observations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Antigen:
    """A disease, and the series against it."""

    name: str
    group: str
    immunity: Immunity
    contraindications: tuple[tuple[str, Span | None, Span | None], ...]
    series: tuple[Series, ...]


class Conflict(NamedTuple):
    """How far apart two vaccines must lie (live viruses)."""

    begin: Span
    least_end: Span
    end: Span


@dataclass(frozen=True, slots=True)
class Schedule:
    """All of one release: antigens by name, antigens of a vaccine, spacing of live vaccines."""

    version: str
    antigens: Mapping[str, Antigen]
    groups: Mapping[str, tuple[str, ...]]
    vaccines: Mapping[str, tuple[tuple[str, Span | None, Span | None], ...]]
    conflicts: Mapping[tuple[str, str], Conflict]
    #: The vaccines that others must keep away from.
    live: frozenset[str]
