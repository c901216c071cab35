"""The schedule of the data files' JSON."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openhouse.immunizations.rules.dates import Span, span
from openhouse.immunizations.rules.schedule import (
    Age,
    Antigen,
    Condition,
    Conflict,
    Immunity,
    Interval,
    Schedule,
    Series,
    SeriesDose,
    Skip,
    Vaccine,
    Validity,
)


def read_schedule(antigens: Sequence[Mapping[str, Any]], shared: Mapping[str, Any]) -> Schedule:
    """Make a schedule of the data files' JSON."""
    known = {entry["antigen"]: _antigen(entry) for entry in antigens}
    conflicts = _conflicts(shared["conflicts"])
    groups: dict[str, list[str]] = {}
    for antigen in known.values():
        groups.setdefault(antigen.group, []).append(antigen.name)
    return Schedule(
        version=shared["version"],
        antigens=known,
        groups={group: tuple(names) for group, names in groups.items()},
        vaccines={
            cvx: tuple((name, span(begin), span(end)) for name, begin, end in parts)
            for cvx, parts in shared["vaccines"].items()
        },
        conflicts=conflicts,
        live=frozenset(before for before, _now in conflicts),
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
    preferable = tuple(map(_vaccine, entry.get("preferable", ())))
    allowable = tuple(map(_vaccine, entry.get("allowable", ())))
    fitting: dict[str, tuple[Vaccine, ...]] = {}
    for each in (*preferable, *allowable):
        fitting[each.cvx] = (*fitting.get(each.cvx, ()), each)
    return SeriesDose(
        ages=tuple(map(_age, entry.get("ages", ()))),
        intervals=tuple(map(_interval, entry.get("intervals", ()))),
        allowable_intervals=tuple(map(_interval, entry.get("allowable_intervals", ()))),
        preferable=preferable,
        inadvertent=frozenset(entry.get("inadvertent", ())),
        skips=tuple(map(_skip, entry.get("skips", ()))),
        is_recurring=bool(entry.get("recurring")),
        fitting=fitting,
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
