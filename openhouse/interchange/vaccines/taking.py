"""A nurse takes a file of vaccines into the records of her students."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext_noop as _

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import Viewer
from openhouse.immunizations.actions import enter_doses
from openhouse.immunizations.models import Dose
from openhouse.immunizations.queries import schools_nursed, students_nursed
from openhouse.immunizations.rules.entry import Fault, NewDose, dose_fault
from openhouse.immunizations.schedules import vaccine_names
from openhouse.interchange.rows import Reject
from openhouse.interchange.vaccines.given import GivenLine
from openhouse.interchange.vaccines.whose import Doubt, Pupil, Roll, authorities, whose
from openhouse.people.models import Student

_EXPECTED = {
    Fault.UNKNOWN_VACCINE: _("the name, the brand or the CVX code of a vaccine"),
    Fault.BEFORE_BIRTH: _("a day on which the child was born already"),
    Fault.IN_FUTURE: _("a day that has come"),
}


@dataclass(slots=True)
class Taken:
    """What became of a file: doses that are new, that were on file, and lines with a fault."""

    new: int = 0
    known: int = 0
    faults: list[Reject] = field(default_factory=list)


def take_in(
    viewer: Viewer, file: str, lines: Iterable[GivenLine], roll: Roll, today: date, now: datetime
) -> Taken:
    """Enter every dose of a student of *roll*; a line with a fault is listed."""
    taken, found = Taken(), defaultdict[int, list[NewDose]](list)
    for each in lines:
        pupil = whose(each, roll)
        doubt = pupil if isinstance(pupil, Doubt) else _fault(each, pupil, today)
        if doubt is not None:
            taken.faults.append(Reject(file, each.line, doubt.column, doubt.value, doubt.expected))
        elif isinstance(pupil, Pupil) and each.on is not None:
            found[pupil.id].append(NewDose(each.cvx, each.trade, each.on, each.lot))
    for student, doses in found.items():
        new = enter_doses(viewer, student, doses, Dose.Source.REGISTRY, now)
        taken.new += new
        taken.known += len(doses) - new
    return taken


def _fault(line: GivenLine, pupil: Pupil | Doubt, today: date) -> Doubt | None:
    """What is wrong with the dose itself."""
    born_on = pupil.born_on if isinstance(pupil, Pupil) else None
    if line.on is None:
        return Doubt(line.places.given, line.given, _("a date such as 2026-03-05"))
    fault = dose_fault(line.cvx, line.on, born_on, today, vaccine_names())
    if fault is None:
        return None
    is_vaccine = fault is Fault.UNKNOWN_VACCINE
    where, value = (
        (line.places.vaccine, line.vaccine) if is_vaccine else (line.places.given, line.given)
    )
    return Doubt(where, value, _EXPECTED[fault])


def roll_of(viewer: Viewer, district: CurrentDistrict, said_ours: str, today: date) -> Roll:
    """The students of *viewer*'s schools; *said_ours* is whose numbers the file has, by her."""
    schools = schools_nursed(viewer)
    kept = students_nursed(viewer, [each.pk for each in schools], today)
    rows = Student.objects.visible_to(viewer).filter(pk__in=kept).select_related("person")
    by_number, by_state_id = {}, {}
    for each in rows:
        who = each.person
        given = f"{who.given_name} {who.middle_name} {who.preferred_name}"
        pupil = Pupil(each.pk, who.born_on, given, who.family_name)
        if each.number:
            by_number[each.number] = pupil
        if each.state_id:
            by_state_id[each.state_id] = pupil
    names = [district.slug, district.name]
    for school in schools:
        names += [school.name, school.number]
    return Roll(by_number, by_state_id, authorities(names), authorities([said_ours]))
