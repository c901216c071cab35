"""What a series asks for next, from when and by when (CDSi section 7)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from openhouse.immunizations.rules.dates import Span, after, is_within
from openhouse.immunizations.rules.evaluation import Evaluated, reference_day
from openhouse.immunizations.rules.history import Given, Patient, Reason
from openhouse.immunizations.rules.schedule import Age, Antigen, Schedule, SeriesDose
from openhouse.immunizations.rules.skipping import is_skipped

_DAY = timedelta(days=1)
_ELEVEN = Span(11 * 12, 0)


class Status(StrEnum):
    """How a child stands in a series, and in a group of vaccines."""

    COMPLETE = "complete"
    NOT_COMPLETE = "not complete"
    IMMUNE = "immune"
    CONTRAINDICATED = "contraindicated"
    AGED_OUT = "aged out"
    NOT_RECOMMENDED = "not recommended"


class Forecast(NamedTuple):
    """The next dose of a series. Dates are None where there is none, or none is asked for.

    ``earliest`` is the first day it would count, ``recommended`` the day to aim for, ``past_due``
    the day after which the child is late, ``latest`` the last day it makes sense.
    ``has_priority`` tells the group of vaccines not to wait for the others. ``vaccines`` are the
    codes that the CDC prefers for this dose at the age at which it can be given.
    ``is_booster`` tells the dose of eleven years, and those every ten years, from a series.
    """

    status: Status
    dose_number: int | None = None
    earliest: date | None = None
    recommended: date | None = None
    past_due: date | None = None
    latest: date | None = None
    has_priority: bool = False
    finishes: date | None = None
    is_completable: bool = False
    vaccines: frozenset[str] = frozenset()
    is_booster: bool = False


def is_immune(antigen: Antigen, patient: Patient) -> bool:
    """Section 7.2: a proof on file, or born when everybody had the disease."""
    immunity = antigen.immunity
    if immunity.observations & patient.observations:
        return True
    if immunity.born_before is None or patient.born_on >= immunity.born_before:
        return False
    if immunity.country and immunity.country != patient.country:
        return False
    return not immunity.unless & patient.observations


def is_contraindicated(antigen: Antigen, patient: Patient, on: date) -> bool:
    """Section 7.3, for the whole group of vaccines."""
    return any(
        code in patient.observations and is_within(on, patient.born_on, begin, end)
        for code, begin, end in antigen.contraindications
    )


def forecast(
    schedule: Schedule,
    antigen: Antigen,
    patient: Patient,
    state: Evaluated,
    live: Sequence[Given],
    on: date,
) -> Forecast:
    """What ``on`` a day is to be said of a series that was evaluated."""
    if is_immune(antigen, patient):
        return Forecast(Status.IMMUNE)
    if is_contraindicated(antigen, patient, on):
        return Forecast(Status.CONTRAINDICATED)
    number = state.next_dose
    while number <= len(state.series.doses):
        target = state.series.doses[number - 1]
        if is_skipped(target, patient, state.judged, on, forecasting=True):
            number += 1
            continue
        found = _forecast_of(schedule, patient, state, target, number, live, on)
        if found.earliest is not None and is_skipped(
            target, patient, state.judged, found.earliest, forecasting=True
        ):
            number += 1  # section 7.6: on that day another dose would be asked for
            continue
        return found
    return Forecast(Status.COMPLETE if state.valid else Status.NOT_RECOMMENDED)


def _forecast_of(
    schedule: Schedule,
    patient: Patient,
    state: Evaluated,
    target: SeriesDose,
    number: int,
    live: Sequence[Given],
    on: date,
) -> Forecast:
    """Sections 7.4 and 7.5 for one dose."""
    born = patient.born_on
    minimum, aim, late, maximum = _age_days(target.age_on(on), born)
    intervals = [(each, reference_day(state, each)) for each in target.intervals_on(on)]
    earliest = max(
        [
            *([minimum] if minimum else [born]),
            *_plus((each.minimum, since) for each, since in intervals),
            *_conflict_ends(schedule, target, live),
            *(each.dose.on for each in state.judged if each.reason is Reason.INADVERTENT),
            *(each.dose.on for each in state.judged[-1:]),
        ]
    )
    if maximum is not None and (on >= maximum or earliest >= maximum):
        return Forecast(Status.AGED_OUT)
    aim = aim or _latest(_plus((each.earliest, since) for each, since in intervals)) or earliest
    late = late or _latest(_plus((each.latest, since) for each, since in intervals))
    finishes = _finish(state, earliest, number)
    return Forecast(
        status=Status.NOT_COMPLETE,
        dose_number=state.valid + 1,
        earliest=earliest,
        recommended=max(earliest, aim),
        past_due=max(earliest, late - _DAY) if late else None,
        latest=maximum - _DAY if maximum else None,
        has_priority=bool(intervals) and all(each.overrides for each, _ in intervals),
        finishes=finishes,
        is_completable=_is_completable(state, patient, finishes, on),
        vaccines=_preferred(target, born, max(earliest, on)),
        is_booster=target.is_recurring or bool(minimum and minimum >= after(born, _ELEVEN)),
    )


def _preferred(target: SeriesDose, born: date, on: date) -> frozenset[str]:
    """The vaccines that the CDC prefers for a dose at the age of a day (table 6-2)."""
    lines = target.preferable
    return frozenset(each.cvx for each in lines if is_within(on, born, each.begin, each.end))


def _age_days(age: Age | None, born: date) -> list[date | None]:
    """The days of the minimum, earliest, latest and maximum age."""
    if age is None:
        return [None] * 4
    spans = (age.minimum, age.earliest, age.latest, age.maximum)
    return [None if each is None else after(born, each) for each in spans]


def _plus(pairs: Iterable[tuple[Span | None, date | None]]) -> list[date]:
    return [after(since, length) for length, since in pairs if length is not None and since]


def _latest(days: Sequence[date]) -> date | None:
    return max(days, default=None)


def _conflict_ends(schedule: Schedule, target: SeriesDose, live: Sequence[Given]) -> list[date]:
    """CALCDTCONFLICT-3."""
    ends = []
    for dose in live:
        for vaccine in target.preferable:
            conflict = schedule.conflicts.get((dose.cvx, vaccine.cvx))
            if conflict is not None:
                ends.append(after(dose.on, conflict.end))
    return ends


def _finish(state: Evaluated, earliest: date, number: int) -> date:
    """SELECTB-12: the earliest day, and the longest interval still to come."""
    waits = [
        each.minimum
        for dose in state.series.doses[number:]
        for each in dose.intervals
        if each.minimum is not None
    ]
    return after(earliest, max(waits)) if waits else earliest


def _is_completable(state: Evaluated, patient: Patient, finishes: date, on: date) -> bool:
    """SELECTB-3."""
    age = state.series.doses[-1].age_on(on)
    if age is None or age.maximum is None:
        return True
    return finishes < after(patient.born_on, age.maximum)
