"""Which doses count in one series, and why not (CDSi sections 4.4 and 6)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from openhouse.immunizations.rules.dates import after, is_within
from openhouse.immunizations.rules.history import Given, Judged, Patient, Reason, Verdict
from openhouse.immunizations.rules.schedule import Interval, Schedule, Series, SeriesDose, Vaccine
from openhouse.immunizations.rules.skipping import is_skipped


@dataclass(slots=True)
class Evaluated:
    """One series for one child: every dose judged, and the number of the next dose asked for.

    ``given_on`` says on which day each dose of the series was got; ``next_dose`` is its number
    from 1, beyond the last when none is left.
    """

    series: Series
    judged: list[Judged] = field(default_factory=list)
    given_on: dict[int, date] = field(default_factory=dict)
    next_dose: int = 1
    valid: int = 0

    @property
    def first_valid_on(self) -> date | None:
        return next((each.dose.on for each in self.judged if each.counts), None)


def evaluated(
    schedule: Schedule,
    patient: Patient,
    series: Series,
    doses: Sequence[Given],
    live: Sequence[Given],
) -> Evaluated:
    """Judge the doses against one antigen, oldest first; ``live`` are the live ones of all."""
    state = Evaluated(series)
    for dose in doses:
        while True:
            target = _target(state)
            if target is None:
                state.judged.append(Judged(dose, Verdict.EXTRANEOUS, Reason.NOT_NEEDED))
                break
            if dose.is_spoiled:
                state.judged.append(Judged(dose, Verdict.SUB_STANDARD, Reason.SPOILED))
                break
            if is_skipped(target, patient, state.judged, dose.on):
                state.next_dose += 1
                continue
            _judge(schedule, patient, state, target, dose, live)
            break
    return state


def _target(state: Evaluated) -> SeriesDose | None:
    wanted = state.series.doses
    return wanted[state.next_dose - 1] if state.next_dose <= len(wanted) else None


def _judge(
    schedule: Schedule,
    patient: Patient,
    state: Evaluated,
    target: SeriesDose,
    dose: Given,
    live: Sequence[Given],
) -> None:
    verdict, reason = _verdict(schedule, patient, state, target, dose, live)
    if verdict is not Verdict.VALID:
        state.judged.append(Judged(dose, verdict, reason))
        return
    state.judged.append(Judged(dose, verdict, reason, state.next_dose))
    state.given_on[state.next_dose] = dose.on
    state.valid += 1
    if not target.is_recurring:
        state.next_dose += 1


def _verdict(
    schedule: Schedule,
    patient: Patient,
    state: Evaluated,
    target: SeriesDose,
    dose: Given,
    live: Sequence[Given],
) -> tuple[Verdict, Reason | None]:
    """The table of section 6.10; the first thing wrong is the one told."""
    if dose.cvx in target.inadvertent:
        return Verdict.NOT_VALID, Reason.INADVERTENT
    age = _age_reason(patient, target, dose)
    if age is Reason.TOO_OLD:
        return Verdict.EXTRANEOUS, age
    if age is Reason.TOO_YOUNG:
        return Verdict.NOT_VALID, age
    gap = _interval_reason(state, target, dose)
    if gap is Reason.TOO_SOON:
        return Verdict.NOT_VALID, gap
    if _is_in_conflict(schedule, state, dose, live):
        return Verdict.NOT_VALID, Reason.CONFLICT
    if not _is_fitting(patient, target, dose):
        return Verdict.NOT_VALID, Reason.WRONG_VACCINE
    return Verdict.VALID, age or gap


def _age_reason(patient: Patient, target: SeriesDose, dose: Given) -> Reason | None:
    """Section 6.4."""
    age = target.age_on(dose.on)
    if age is None:
        return None
    born = patient.born_on
    if age.absolute_minimum is not None and dose.on < after(born, age.absolute_minimum):
        return Reason.TOO_YOUNG
    if age.maximum is not None and dose.on >= after(born, age.maximum):
        return Reason.TOO_OLD
    if age.minimum is not None and dose.on < after(born, age.minimum):
        return Reason.GRACE
    return None


def reference_day(state: Evaluated, interval: Interval) -> date | None:
    """The day an interval is reckoned from; None if there is no such dose (CALCDTINT-1, 2, 8)."""
    if interval.from_previous:
        return next((each.dose.on for each in reversed(state.judged) if each.sets_the_clock), None)
    if interval.from_target is not None:
        return state.given_on.get(interval.from_target)
    return next(
        (
            each.dose.on
            for each in reversed(state.judged)
            if each.dose.cvx in interval.from_latest_of and each.reason is not Reason.INADVERTENT
        ),
        None,
    )


def _interval_reason(state: Evaluated, target: SeriesDose, dose: Given) -> Reason | None:
    """Sections 6.5 and 6.6: all preferable intervals are kept, or all allowable ones."""
    reasons = [_kept(state, each, dose.on) for each in target.intervals_on(dose.on)]
    if Reason.TOO_SOON not in reasons:
        return Reason.GRACE if Reason.GRACE in reasons else None
    allowable = [each for each in target.allowable_intervals if each.validity.holds_on(dose.on)]
    if allowable and Reason.TOO_SOON not in {_kept(state, each, dose.on) for each in allowable}:
        return None
    return Reason.TOO_SOON


def _kept(state: Evaluated, interval: Interval, on: date) -> Reason | None:
    since = reference_day(state, interval)
    if since is None:
        return None
    if interval.absolute_minimum is not None and on < after(since, interval.absolute_minimum):
        return Reason.TOO_SOON
    if interval.minimum is not None and on < after(since, interval.minimum):
        return Reason.GRACE
    return None


def _is_in_conflict(
    schedule: Schedule, state: Evaluated, dose: Given, live: Sequence[Given]
) -> bool:
    """Section 6.7: live vaccines are given on one day or four weeks apart."""
    for before in live:
        if before.on >= dose.on:
            break
        conflict = schedule.conflicts.get((before.cvx, dose.cvx))
        if conflict is None:
            continue
        known = next((each for each in state.judged if each.dose == before), None)
        end = conflict.least_end if known is None or known.counts else conflict.end
        if after(before.on, conflict.begin) <= dose.on < after(before.on, end):
            return True
    return False


def _is_fitting(patient: Patient, target: SeriesDose, dose: Given) -> bool:
    """Sections 6.8 and 6.9."""
    return any(_is_right(patient, each, dose) for each in target.fitting.get(dose.cvx, ()))


def _is_right(patient: Patient, vaccine: Vaccine, dose: Given) -> bool:
    """If a vaccine of the schedule is right for the age, and the brand where it names one."""
    if not is_within(dose.on, patient.born_on, vaccine.begin, vaccine.end):
        return False
    return not vaccine.trade or _letters(vaccine.trade) == _letters(dose.trade)


def _letters(trade: str) -> str:
    """A trade name without what the CDC's own lists write differently: Recombivax-Adult."""
    return "".join(each for each in trade.casefold() if each.isalnum())
