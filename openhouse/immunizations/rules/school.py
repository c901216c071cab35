"""What a school asks for: rules by state and school year, and how a child stands to them.

The rules are data, in ``openhouse.immunizations.requirements``. A dose counts here when it counts
by the CDC's logic, four days of grace included.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from openhouse.immunizations.rules.book import Requirement, RuleBook
from openhouse.immunizations.rules.course import Step
from openhouse.immunizations.rules.dates import Span, after
from openhouse.immunizations.rules.excuses import Visit, Waiver, lapsed
from openhouse.immunizations.rules.forecast import Forecast, Status
from openhouse.immunizations.rules.history import Given, Patient
from openhouse.immunizations.rules.outlook import GroupOutlook

_GRACE = Span(0, -4)


class Standing(StrEnum):
    """How a child stands to the school's rules."""

    COMPLIANT = "compliant"
    IN_PROGRESS = "in progress"
    EXEMPT = "exempt"
    NOT_COMPLIANT = "not compliant"
    NO_REQUIREMENT = "no requirement"


#: Of a child's vaccines, the standing that speaks for all of them.
_GRAVEST_FIRST = (
    Standing.NOT_COMPLIANT,
    Standing.IN_PROGRESS,
    Standing.EXEMPT,
    Standing.COMPLIANT,
)


class Grade(NamedTuple):
    """A grade, and the first day of school in it."""

    name: str
    begins_on: date


@dataclass(frozen=True, slots=True)
class VaccineStanding:
    """One vaccine: what counts of it, what is missing, from when it may be given."""

    vaccine: str
    standing: Standing
    counted: int
    needed: int
    missing: int = 0
    from_on: date | None = None
    waiver: Waiver | None = None
    visit: Visit | None = None
    #: The last day of what excused this and does not any more: an exemption that has ended, an
    #: appointment of which nobody has said that it was kept. The nurse has to ask.
    lapsed_on: date | None = None
    #: The doses to be given until it is enough, the next one first (``rules/planning``).
    steps: tuple[Step, ...] = ()


def as_given(lines: Iterable[VaccineStanding]) -> list[VaccineStanding]:
    """Without those that the next dose of another line meets: one Tdap is for both."""
    found: list[VaccineStanding] = []
    for each in lines:
        name = each.steps[0].vaccine if each.steps else ""
        if not name or not any(
            one.standing is each.standing and one.steps and one.steps[0].vaccine == name
            for one in found
        ):
            found.append(each)
    return found


@dataclass(frozen=True, slots=True)
class Compliance:
    """A child's standing in a grade, which begins on ``by``."""

    grade: str
    by: date
    standing: Standing
    vaccines: tuple[VaccineStanding, ...]

    @property
    def missing(self) -> list[VaccineStanding]:
        return as_given(each for each in self.vaccines if each.missing)

    @property
    def demanded(self) -> list[VaccineStanding]:
        """What is missing and nothing excuses: never what is only recommended."""
        return [each for each in self.missing if each.standing is Standing.NOT_COMPLIANT]


def compliance(
    book: RuleBook,
    patient: Patient,
    outlooks: Mapping[str, GroupOutlook],
    grade: Grade,
    on: date,
    waivers: Sequence[Waiver] = (),
    visits: Sequence[Visit] = (),
) -> Compliance:
    """How a child stands on a day to what a grade asks for.

    An exemption of a kind that the rules do not know in that grade excuses nothing there.
    """
    held = [each for each in waivers if book.allows(each.kind, grade.name)]
    vaccines = tuple(
        _standing_of(
            each, patient, outlooks.get(each.group), held, visits, max(grade.begins_on, on), on
        )
        for each in book.asked_in(grade.name)
    )
    return Compliance(grade.name, grade.begins_on, gravest(vaccines), vaccines)


def gravest(vaccines: Iterable[VaccineStanding]) -> Standing:
    """The standing that speaks for all of a child's vaccines."""
    standings = {each.standing for each in vaccines}
    return next((each for each in _GRAVEST_FIRST if each in standings), Standing.NO_REQUIREMENT)


def _standing_of(
    asked: Requirement,
    patient: Patient,
    outlook: GroupOutlook | None,
    waivers: Sequence[Waiver],
    visits: Sequence[Visit],
    by: date,
    on: date,
) -> VaccineStanding:
    counted = counting_doses(asked, patient, outlook)
    missing = missing_doses(asked, patient, outlook, counted, by)
    if not missing:
        return VaccineStanding(asked.vaccine, Standing.COMPLIANT, len(counted), asked.doses)
    earliest = None if outlook is None else outlook.forecast.earliest
    mine = [each for each in visits if each.is_of(asked.vaccine)] if _has_begun(outlook) else []
    waiver = next((each for each in waivers if each.covers(asked.vaccine, on)), None)
    visit = next((each for each in mine if each.holds(earliest, on)), None)
    found = VaccineStanding(
        asked.vaccine,
        Standing.NOT_COMPLIANT,
        len(counted),
        asked.doses,
        missing,
        earliest,
        waiver,
        visit,
    )
    if waiver is not None:
        return replace(found, standing=Standing.EXEMPT)
    if visit is not None:
        return replace(found, standing=Standing.IN_PROGRESS)
    return replace(found, lapsed_on=lapsed(asked.vaccine, waivers, mine, on))


def _has_begun(outlook: GroupOutlook | None) -> bool:
    """Whether a series has a dose that counts: only what has begun is in progress."""
    return outlook is not None and any(each.valid for each in outlook.antigens)


def counting_doses(
    asked: Requirement, patient: Patient, outlook: GroupOutlook | None
) -> list[date]:
    """The days of the doses that count, oldest first; a combined group counts its least antigen."""
    if outlook is None:
        return []
    per_antigen = [
        [
            each.dose.on
            for each in antigen.judged
            if each.counts and _is_asked_for(asked, patient, each.dose)
        ]
        for antigen in outlook.antigens
    ]
    return min(per_antigen, key=len, default=[])


def _is_asked_for(asked: Requirement, patient: Patient, dose: Given) -> bool:
    if asked.cvx and dose.cvx not in asked.cvx:
        return False
    return _is_old_enough(patient, asked.minimum_age, dose.on)


def _is_old_enough(patient: Patient, age: Span | None, on: date) -> bool:
    return age is None or on >= after(after(patient.born_on, age), _GRACE)


def missing_doses(
    asked: Requirement,
    patient: Patient,
    outlook: GroupOutlook | None,
    counted: Sequence[date],
    on: date,
) -> int:
    """How many doses are missing; none where a proof or the CDC's schedule says it is enough."""
    if outlook is not None and _is_enough(asked, outlook.forecast, on):
        return 0
    if not asked.doses:
        return 1
    wanted = asked.doses
    if counted and asked.one_from_age and _is_old_enough(patient, asked.one_from_age, counted[0]):
        wanted = 1
    if len(counted) < wanted:
        return wanted - len(counted)
    if not _is_old_enough(patient, asked.last_age, counted[-1]):
        return 1
    if asked.last_interval is not None and len(counted) > 1:
        allowed = after(after(counted[-2], asked.last_interval), _GRACE)
        return int(counted[-1] < allowed)
    return 0


def _is_enough(asked: Requirement, forecast: Forecast, on: date) -> bool:
    if forecast.status is Status.IMMUNE:
        return True
    if not asked.by_schedule:
        return False
    if forecast.status is not Status.NOT_COMPLETE:
        return forecast.status in (Status.COMPLETE, Status.AGED_OUT)
    if not asked.doses:
        return forecast.past_due is None or forecast.past_due >= on
    return forecast.is_booster
