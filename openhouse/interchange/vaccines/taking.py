"""A nurse takes a file of vaccines into the records of her students."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.immunizations.actions import enter_doses
from openhouse.immunizations.models import Dose
from openhouse.immunizations.queries import schools_nursed, students_nursed
from openhouse.immunizations.rules.entry import NewDose, dose_fault
from openhouse.immunizations.schedules import vaccine_names
from openhouse.immunizations.words import fault_words
from openhouse.interchange.vaccines.given import GivenLine
from openhouse.people.models import Student


@dataclass(slots=True)
class Taken:
    """What became of a file: doses that are new, that were on file, and lines with a fault."""

    new: int = 0
    known: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


def take_in(viewer: Viewer, lines: Iterable[GivenLine], today: date, now: datetime) -> Taken:
    """Enter every dose of a student of *viewer*'s schools; a line with a fault is listed."""
    taken, found = Taken(), defaultdict[int, list[NewDose]](list)
    whose = _students(viewer, today)
    for each in lines:
        student, born_on = _whose(each, whose)
        if student is None:
            taken.faults.append((each.line, _("No student of your schools has this number.")))
            continue
        if each.born_on is not None and born_on is not None and each.born_on != born_on:
            taken.faults.append((each.line, _("This student was born on another day.")))
            continue
        if each.on is None:
            taken.faults.append((each.line, _("This is no date.")))
            continue
        fault = dose_fault(each.cvx, each.on, born_on, today, vaccine_names())
        if fault is not None:
            taken.faults.append((each.line, fault_words(fault)))
            continue
        found[student].append(NewDose(each.cvx, each.trade, each.on, each.lot))
    for student, doses in found.items():
        new = enter_doses(viewer, student, doses, Dose.Source.REGISTRY, now)
        taken.new += new
        taken.known += len(doses) - new
    return taken


def _students(viewer: Viewer, today: date) -> dict[str, tuple[int, date | None]]:
    """The students of her schools by number and by state ID."""
    kept = students_nursed(viewer, [each.pk for each in schools_nursed(viewer)], today)
    rows = Student.objects.visible_to(viewer).filter(pk__in=kept).select_related("person")
    found = {}
    for each in rows:
        for number in (each.number, each.state_id):
            if number:
                found[number] = (each.pk, each.person.born_on)
    return found


def _whose(
    line: GivenLine, known: dict[str, tuple[int, date | None]]
) -> tuple[int | None, date | None]:
    return next((known[one] for one in line.students if one in known), (None, None))
