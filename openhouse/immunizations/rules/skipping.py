"""When a dose of a series may be left out (CDSi sections 6.2, 7.1 and 7.6)."""

from collections.abc import Iterable, Sequence
from datetime import date

from openhouse.immunizations.rules.dates import after, is_within
from openhouse.immunizations.rules.history import Judged, Patient
from openhouse.immunizations.rules.schedule import Condition, SeriesDose


def is_skipped(
    dose: SeriesDose,
    patient: Patient,
    judged: Sequence[Judged],
    on: date,
    *,
    forecasting: bool = False,
) -> bool:
    """Whether ``dose`` may be left out on a day, given the doses judged before it."""
    for skip in dose.skips:
        if not (skip.forecast if forecasting else skip.evaluation):
            continue
        met = (
            _meets(every, (_holds(each, patient, judged, on) for each in conditions))
            for every, conditions in skip.sets
        )
        if _meets(skip.all_sets, met):
            return True
    return False


def _meets(every: bool, results: Iterable[bool]) -> bool:
    return all(results) if every else any(results)


def _holds(condition: Condition, patient: Patient, judged: Sequence[Judged], on: date) -> bool:
    match condition.kind:
        case "Age":
            return is_within(on, patient.born_on, condition.begin, condition.end)
        case "Interval":
            before = next((each for each in reversed(judged) if each.sets_the_clock), None)
            if before is None or condition.interval is None:
                return False
            return on >= after(before.dose.on, condition.interval)
        case "Vaccine Count by Age" | "Vaccine Count by Date":
            return _compares(condition, _count(condition, patient, judged))
    return False


def _count(condition: Condition, patient: Patient, judged: Sequence[Judged]) -> int:
    first = date.min if condition.begin is None else after(patient.born_on, condition.begin)
    end = date.max if condition.end is None else after(patient.born_on, condition.end)
    cvx, valid_only = condition.cvx, condition.valid_only
    return sum(
        first <= each.dose.on < end
        and (not cvx or each.dose.cvx in cvx)
        and (each.counts or not valid_only)
        for each in judged
    )


def _compares(condition: Condition, number: int) -> bool:
    match condition.comparison:
        case "greater than":
            return number > condition.limit
        case "less than":
            return number < condition.limit
        case _:
            return number == condition.limit
