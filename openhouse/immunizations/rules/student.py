"""One student's file judged: which proofs count, what this grade and the next ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from openhouse.immunizations.rules.book import RuleBook
from openhouse.immunizations.rules.excuses import PROOF, Visit, Waiver
from openhouse.immunizations.rules.history import Given, Judged, Patient
from openhouse.immunizations.rules.outlook import GroupOutlook, outlook
from openhouse.immunizations.rules.planning import planned
from openhouse.immunizations.rules.schedule import Schedule
from openhouse.immunizations.rules.school import (
    Compliance,
    Grade,
    VaccineStanding,
    compliance,
)
from openhouse.people.rules import next_grade

#: What proves that a child is immune, as the CDC's logic numbers its observations.
_PROOFS = {
    "Varicella": ("024",),
    "MMR": ("020", "021", "022"),
    "Hepatitis A": ("018",),
    "Hepatitis B": ("019",),
}
_SEXES = {"f": "Female", "female": "Female", "m": "Male", "male": "Male"}


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is on file about a student and decides how she stands."""

    born_on: date | None
    sex: str
    grade: str
    #: The first day of school in the running year, and in the next one where it is known.
    begins_on: date | None = None
    begins_next_on: date | None = None
    given: tuple[Given, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    visits: tuple[Visit, ...] = ()

    @property
    def has_record(self) -> bool:
        """If a dose, an exemption or a proof is on file."""
        return bool(self.given or self.waivers)

    def patient(self, on: date) -> Patient:
        """The child as the CDC's logic knows her on a day; raises ValueError without a birthday."""
        if self.born_on is None:
            raise ValueError("Nobody can be judged whose birthday is not known")
        proofs = [
            code
            for each in self.waivers
            if each.kind == PROOF and not each.is_over(on)
            for code in _PROOFS.get(each.vaccine, ())
        ]
        return Patient(self.born_on, _SEXES.get(self.sex.lower(), "Unknown"), frozenset(proofs))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said of a student's file on a day.

    ``outlooks`` is empty and the standings None where the birthday is not known.
    """

    outlooks: dict[str, GroupOutlook] = field(default_factory=dict)
    now: Compliance | None = None
    coming: Compliance | None = None


def judged(
    facts: Facts, schedule: Schedule, book: RuleBook, on: date, *, only_asked: bool = False
) -> Judgement:
    """Judge every dose and compare with the school's rules, of this grade and the next one.

    *only_asked* leaves out the vaccines that this grade and the next do not ask for: for lists of
    many.
    """
    if facts.born_on is None:
        return Judgement()
    following = next_grade(facts.grade)
    asked = {each.group for grade in (facts.grade, following) for each in book.asked_in(grade)}
    patient, groups = facts.patient(on), sorted(asked) if only_asked else None
    found = outlook(schedule, patient, facts.given, on, groups=groups)

    def standing(name: str, begins_on: date | None) -> Compliance:
        grade = Grade(name, begins_on or on)
        stands = compliance(book, patient, found, grade, on, facts.waivers, facts.visits)
        return planned(stands, book, schedule, patient, facts.given, found, on)

    coming = standing(following, facts.begins_next_on) if following else None
    return Judgement(found, standing(facts.grade, facts.begins_on), coming)


def asked_later(now: Compliance | None, coming: Compliance | None) -> list[VaccineStanding]:
    """What the next grade asks for beyond what is missing in this one."""
    missing = {each.vaccine for each in now.missing} if now else set()
    return [each for each in coming.missing if each.vaccine not in missing] if coming else []


def reminder_day(now: Compliance | None, coming: Compliance | None, on: date) -> date | None:
    """The first day to come from which something missing may be given, else the next weekday after
    the day itself; None where nothing is missing."""
    missing = [*(now.missing if now else []), *asked_later(now, coming)]
    if not missing:
        return None
    ahead = [each.from_on for each in missing if each.from_on and each.from_on > on]
    if len(ahead) < len(missing):
        return on + timedelta(days={4: 3, 5: 2}.get(on.weekday(), 1))
    return min(ahead)


def doses_of(group: GroupOutlook) -> Mapping[Given, Judged]:
    """Each dose against a group of vaccines, by day, and whether it counts.

    Against three illnesses at once (MMR): where it counts for one of them, the dose does.
    """
    found: dict[Given, Judged] = {}
    for antigen in group.antigens:
        for each in antigen.judged:
            if each.dose not in found or each.counts:
                found[each.dose] = each
    return {dose: found[dose] for dose in sorted(found)}
