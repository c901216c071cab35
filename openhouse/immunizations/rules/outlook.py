"""The whole of one child: every dose judged, every group of vaccines forecast (CDSi section 9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from openhouse.immunizations.rules.choice import best_courses
from openhouse.immunizations.rules.dates import after
from openhouse.immunizations.rules.evaluation import evaluated
from openhouse.immunizations.rules.forecast import Forecast, Status, forecast
from openhouse.immunizations.rules.history import Given, Judged, Patient, antigen_doses
from openhouse.immunizations.rules.schedule import Antigen, Schedule, Series, SeriesDose

#: Of several antigens' statuses, the one that speaks for the group (table 9-4).
_FIRST = (
    Status.CONTRAINDICATED,
    Status.AGED_OUT,
    Status.NOT_RECOMMENDED,
    Status.NOT_COMPLETE,
)


@dataclass(frozen=True, slots=True)
class AntigenOutlook:
    """One antigen: the series the child is on, its doses judged, and what comes next."""

    antigen: str
    series: str
    judged: tuple[Judged, ...]
    valid: int
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class GroupOutlook:
    """One group of vaccines, such as MMR: what comes next, and its antigens."""

    group: str
    forecast: Forecast
    antigens: tuple[AntigenOutlook, ...]

    @property
    def is_of_interest(self) -> bool:
        """If something of it was given, or is due by the CDC's schedule."""
        given = any(each.judged for each in self.antigens)
        return given or self.forecast.status is Status.NOT_COMPLETE


def outlook(
    schedule: Schedule,
    patient: Patient,
    doses: Iterable[Given],
    on: date,
    *,
    groups: Iterable[str] | None = None,
) -> dict[str, GroupOutlook]:
    """Evaluate all doses and forecast every group of vaccines as seen on a day."""
    everything = sorted(doses)
    live = [dose for dose in everything if dose.cvx in schedule.live]
    by_antigen = antigen_doses(schedule, patient, everything)
    found = {}
    for group in schedule.groups if groups is None else groups:
        antigens = tuple(
            each
            for name in schedule.groups[group]
            if (
                each := _antigen_outlook(
                    schedule,
                    schedule.antigens[name],
                    patient,
                    by_antigen.get(name, []),
                    live,
                    on,
                )
            )
        )
        if antigens:
            found[group] = GroupOutlook(
                group, _of_group(schedule, group, antigens, everything), antigens
            )
    return found


def _antigen_outlook(
    schedule: Schedule,
    antigen: Antigen,
    patient: Patient,
    doses: Sequence[Given],
    live: Sequence[Given],
    on: date,
) -> AntigenOutlook | None:
    states = [
        evaluated(schedule, patient, series, doses, live)
        for series in _in_question(antigen, patient, doses)
    ]
    best = best_courses(
        patient, states, lambda state: forecast(schedule, antigen, patient, state, live, on)
    )
    if not best:
        return None
    course = next((each for each in best if each.is_complete), best[0])
    return AntigenOutlook(
        antigen.name,
        course.state.series.name,
        tuple(course.state.judged),
        course.state.valid,
        course.forecast,
    )


def _in_question(antigen: Antigen, patient: Patient, doses: Sequence[Given]) -> list[Series]:
    """The series to judge the doses by.

    One that none of them can begin has no dose that counts, so the usual one of its group stands
    before it (section 8.2).
    """
    known = [each for each in antigen.series if not each.sexes or patient.sex in each.sexes]
    usual = {each.series_group for each in known if each.is_default}
    return [
        each
        for each in known
        if each.is_default
        or each.series_group not in usual
        or any(_may_begin(each.doses[0], patient, dose) for dose in doses)
    ]


def _may_begin(first: SeriesDose, patient: Patient, dose: Given) -> bool:
    """Whether a dose may be the first of a series, or of one whose first may be left out."""
    if first.skips:
        return True
    age = first.age_on(dose.on)
    least = age.absolute_minimum if age is not None else None
    return dose.cvx in first.fitting and (least is None or dose.on >= after(patient.born_on, least))


def _of_group(
    schedule: Schedule,
    group: str,
    antigens: Sequence[AntigenOutlook],
    everything: Sequence[Given],
) -> Forecast:
    """Sections 9.1 to 9.3."""
    forecasts = [each.forecast for each in antigens]
    if len(forecasts) == 1:
        return forecasts[0]
    status = next(
        (each for each in _FIRST if any(line.status is each for line in forecasts)),
        Status.IMMUNE
        if all(line.status is Status.IMMUNE for line in forecasts)
        else Status.COMPLETE,
    )
    if status is not Status.NOT_COMPLETE:
        return Forecast(status)
    open_ones = [each for each in forecasts if each.earliest is not None]
    earliest = _group_earliest(schedule, group, open_ones, everything)
    numbers = [each.dose_number for each in open_ones if each.dose_number is not None]
    recommended = min(each.recommended for each in open_ones if each.recommended)
    past_due = min((each.past_due for each in open_ones if each.past_due), default=None)
    return Forecast(
        status=status,
        dose_number=max(numbers) if group == "DTaP/Tdap/Td" else min(numbers),
        earliest=earliest,
        recommended=max(earliest, recommended),
        past_due=max(earliest, past_due) if past_due else None,
        latest=min((each.latest for each in open_ones if each.latest), default=None),
        is_booster=all(each.is_booster for each in open_ones),
        vaccines=_for_all(
            [each for each in open_ones if each.earliest and each.earliest <= earliest]
        ),
    )


def _for_all(forecasts: Sequence[Forecast]) -> frozenset[str]:
    """The vaccines that count against each; where there are none, against some."""
    sets = [each.vaccines for each in forecasts]
    return frozenset.intersection(*sets) or frozenset().union(*sets)


def _group_earliest(
    schedule: Schedule, group: str, forecasts: Sequence[Forecast], everything: Sequence[Given]
) -> date:
    """MULTIANTVG-1."""
    days = [each.earliest for each in forecasts if each.earliest]
    if not any(each.has_priority for each in forecasts):
        return max(days)
    members = set(schedule.groups[group])
    given = [
        dose.on
        for dose in everything
        if members & {name for name, _, _ in schedule.vaccines.get(dose.cvx, ())}
    ]
    return max([min(days), *given[-1:]])
