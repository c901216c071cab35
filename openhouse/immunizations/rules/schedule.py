"""The schedule's own words: antigens, the ways (series) to be protected, and what each dose asks.

Read from the data files of ``openhouse.immunizations.schedules``; every field is CDSi's, in its
order, so that a rule can be found in the CDC's tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from openhouse.immunizations.rules.dates import Span, span

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
    allowable: tuple[Vaccine, ...]
    inadvertent: frozenset[str]
    skips: tuple[Skip, ...]
    is_recurring: bool

    def age_on(self, day: date) -> Age | None:
        return next((age for age in self.ages if age.validity.holds_on(day)), None)

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

    @classmethod
    def read(cls, antigens: Sequence[Mapping[str, Any]], shared: Mapping[str, Any]) -> Self:
        """Make a schedule of the data files' JSON."""
        known = {entry["antigen"]: _antigen(entry) for entry in antigens}
        groups: dict[str, list[str]] = {}
        for antigen in known.values():
            groups.setdefault(antigen.group, []).append(antigen.name)
        return cls(
            version=shared["version"],
            antigens=known,
            groups={group: tuple(names) for group, names in groups.items()},
            vaccines={
                cvx: tuple((name, span(begin), span(end)) for name, begin, end in parts)
                for cvx, parts in shared["vaccines"].items()
            },
            conflicts=_conflicts(shared["conflicts"]),
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _validity(entry: Mapping[str, Any]) -> Validity:
    return Validity(_day(entry.get("from", "")), _day(entry.get("until", "")))


def _age(entry: Mapping[str, Any]) -> Age:
    return Age(
        span(entry.get("abs_min", "")),
        span(entry.get("min", "")),
        span(entry.get("earliest", "")),
        span(entry.get("latest", "")),
        span(entry.get("max", "")),
        _validity(entry),
    )


def _interval(entry: Mapping[str, Any]) -> Interval:
    return Interval(
        bool(entry.get("previous")),
        entry.get("target"),
        frozenset(entry.get("latest_of", ())),
        span(entry.get("abs_min", "")),
        span(entry.get("min", "")),
        span(entry.get("earliest", "")),
        span(entry.get("latest", "")),
        bool(entry.get("override")),
        _validity(entry),
    )


def _vaccine(entry: Sequence[str]) -> Vaccine:
    cvx, begin, end, *trade = entry
    return Vaccine(cvx, span(begin), span(end), *trade)


def _condition(entry: Mapping[str, Any]) -> Condition:
    return Condition(
        entry["kind"],
        span(entry.get("begin", "")),
        span(entry.get("end", "")),
        span(entry.get("interval", "")),
        int(entry.get("count", 0)),
        bool(entry.get("valid")),
        entry.get("comparison", ""),
        frozenset(entry.get("cvx", ())),
    )


def _skip(entry: Mapping[str, Any]) -> Skip:
    return Skip(
        entry["context"] in ("Both", "Evaluation"),
        entry["context"] in ("Both", "Forecast"),
        entry.get("logic") == "AND",
        tuple(
            (part.get("logic") != "OR", tuple(map(_condition, part["conditions"])))
            for part in entry["sets"]
        ),
    )


def _dose(entry: Mapping[str, Any]) -> SeriesDose:
    return SeriesDose(
        ages=tuple(map(_age, entry.get("ages", ()))),
        intervals=tuple(map(_interval, entry.get("intervals", ()))),
        allowable_intervals=tuple(map(_interval, entry.get("allowable_intervals", ()))),
        preferable=tuple(map(_vaccine, entry.get("preferable", ()))),
        allowable=tuple(map(_vaccine, entry.get("allowable", ()))),
        inadvertent=frozenset(entry.get("inadvertent", ())),
        skips=tuple(map(_skip, entry.get("skips", ()))),
        is_recurring=bool(entry.get("recurring")),
    )


def _series(entry: Mapping[str, Any], group: str) -> Series:
    return Series(
        name=entry["name"],
        kind=entry["kind"],
        group=group,
        is_default=bool(entry.get("default")),
        is_product=bool(entry.get("product")),
        series_group=entry["series_group"],
        equivalent_groups=frozenset(entry.get("equivalent", ())),
        preference=entry["preference"],
        sexes=frozenset(entry.get("sexes", ())),
        maximum_start=span(entry.get("max_start", "")),
        doses=tuple(map(_dose, entry["doses"])),
    )


def _antigen(entry: Mapping[str, Any]) -> Antigen:
    immunity = entry.get("immunity", {})
    return Antigen(
        name=entry["antigen"],
        group=entry["group"],
        immunity=Immunity(
            _day(immunity.get("born_before", "")),
            immunity.get("country", ""),
            frozenset(immunity.get("unless", ())),
            frozenset(immunity.get("observations", ())),
        ),
        contraindications=tuple(
            (code, span(begin), span(end))
            for code, begin, end in entry.get("contraindications", ())
        ),
        series=tuple(_series(each, entry["group"]) for each in entry["series"]),
    )


def _conflicts(entries: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Conflict]:
    known = {}
    for entry in entries:
        times = Conflict(*(span(text) or Span(0, 0) for text in entry["times"]))
        for before, now in entry["pairs"]:
            known[before, now] = times
    return known
