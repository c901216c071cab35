"""What a child is missing at school, as the doses that are to be given and when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from openhouse.immunizations.rules.book import Requirement, RuleBook
from openhouse.immunizations.rules.course import Step, course
from openhouse.immunizations.rules.dates import Span, after
from openhouse.immunizations.rules.forecast import Status
from openhouse.immunizations.rules.history import Given, Patient
from openhouse.immunizations.rules.outlook import GroupOutlook
from openhouse.immunizations.rules.schedule import Schedule
from openhouse.immunizations.rules.school import (
    Compliance,
    Standing,
    VaccineStanding,
    counting_doses,
    gravest,
    missing_doses,
)

_A_YEAR = Span(12, 0)


def planned(
    found: Compliance,
    book: RuleBook,
    schedule: Schedule,
    patient: Patient,
    given: Sequence[Given],
    outlooks: Mapping[str, GroupOutlook],
    on: date,
) -> Compliance:
    """The same with the steps of what is missing; so many are missing as steps lead to enough.

    A state's number is of a series begun as a baby; who begins late needs what the CDC's catch-up
    schedule has for the age: of DTaP and its kin three from seven years on, not four.
    """
    lines = []
    for each, asked in zip(found.vaccines, book.asked_in(found.grade), strict=True):
        group = outlooks.get(asked.group)
        if not each.missing or group is None:
            lines.append(each)
            continue
        steps, whole = _steps(asked, schedule, patient, given, group, on)
        missing = len(steps) if whole and each.needed else each.missing
        lines.append(replace(each, steps=steps, missing=missing))
    vaccines = tuple(_with_its_visit(each, lines) for each in lines)
    return replace(found, vaccines=vaccines, standing=gravest(vaccines))


def _with_its_visit(line: VaccineStanding, others: Sequence[VaccineStanding]) -> VaccineStanding:
    """The appointment for a Tdap is one for DTaP, too, where the next dose of both is that Tdap."""
    name = line.steps[0].vaccine if line.steps else ""
    if line.standing is not Standing.NOT_COMPLIANT or not name:
        return line
    for each in others:
        if each.standing is Standing.IN_PROGRESS and each.steps and each.steps[0].vaccine == name:
            return replace(line, standing=each.standing, visit=each.visit, lapsed_on=None)
    return line


def _steps(
    asked: Requirement,
    schedule: Schedule,
    patient: Patient,
    given: Sequence[Given],
    now: GroupOutlook,
    on: date,
) -> tuple[tuple[Step, ...], bool]:
    """The steps, and whether they lead to enough."""
    reached = False

    def is_enough(later: GroupOutlook) -> bool:
        nonlocal reached
        reached = _is_met(asked, patient, later)
        return reached

    return course(schedule, patient, given, now, on, is_enough), reached


def _is_met(asked: Requirement, patient: Patient, later: GroupOutlook) -> bool:
    """Whether a rule asks for no further dose: by its number, or because the series is over."""
    if asked.doses:
        counted = counting_doses(asked, patient, later)
        return not missing_doses(asked, patient, later, counted, date.max)
    forecast = later.forecast
    if forecast.status is not Status.NOT_COMPLETE or forecast.earliest is None:
        return True
    last = max(each.dose.on for antigen in later.antigens for each in antigen.judged)
    return forecast.earliest > after(last, _A_YEAR)
