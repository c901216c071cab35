"""Which homes of the demonstration register: by the records, so that any size has some."""

from dataclasses import dataclass, field

from openhouse.access.ties import barred
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.districts.models import School
from openhouse.people.models import Account, Enrollment, Guardianship, HouseholdMember, StaffPost
from openhouse.people.rules import next_grade

#: Homes that are looked at: enough for all stories, whatever the size of the district.
LOOKED_AT = 160
KNOWN = "marisol.vega"
CLERK = "ruth.calloway"


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child of a home: at which school now, in which grade."""

    id: int
    school: int
    grade: str


@dataclass(slots=True)
class Home:
    """A household: adults whom the portal lets see each child, children who come back."""

    id: int
    adults: list[int] = field(default_factory=list)
    pupils: list[Pupil] = field(default_factory=list)
    #: The other household of its children; 0: they have none.
    other: int = 0


def the_known_family() -> set[int]:
    """The children of the parent whose sign-in is printed: a visitor registers them herself."""
    person = Account.objects.get(username=KNOWN).person_id
    ties = Guardianship.objects.visible_to(System()).filter(person_id=person)
    return set(ties.values_list("student_id", flat=True))


def the_clerks_school() -> School:
    """Where the clerk whose sign-in is printed keeps the office."""
    post = StaffPost.objects.filter(person__account__username=CLERK, role="office")
    return School.objects.get(pk__in=post.values("school_id"))


def homes_of(without: set[int]) -> list[Home]:
    """Homes whose children all come back next year, and none of *without*; before all others those
    of whom a child is then at the known clerk's school."""
    found = [home for home in _homes() if not without & {each.id for each in home.pupils}]
    clerks = the_clerks_school()
    return sorted(found, key=lambda home: not any(_comes_to(each, clerks) for each in home.pupils))


def _comes_to(pupil: Pupil, school: School) -> bool:
    return pupil.school == school.pk and bool(next_grade(pupil.grade)) and pupil.grade != "08"


def _homes() -> list[Home]:
    homes = list(HouseholdMember.objects.order_by("household_id").values_list(
        "household_id", flat=True).distinct()[:LOOKED_AT])  # fmt: skip
    members = HouseholdMember.objects.filter(household_id__in=homes)
    rows = list(members.order_by("household_id", "person_id"))
    pupils, seen_by, kept_from = _pupils(), _seen_by(), _kept_from()
    found: dict[int, Home] = {}
    for row in rows:
        home = found.setdefault(row.household_id, Home(row.household_id))
        if row.person_id in pupils:
            home.pupils.append(pupils[row.person_id])
    for row in rows:
        home = found[row.household_id]
        ids = {each.id for each in home.pupils}
        if ids and ids <= seen_by.get(row.person_id, set()):
            home.adults.append(row.person_id)
    for home in found.values():
        ids = {each.id for each in home.pupils}
        home.other = next((one.id for one in found.values() if one is not home
                           and ids & {each.id for each in one.pupils}), 0)  # fmt: skip
    return [one for one in found.values() if one.adults and one.pupils
            and not kept_from & {each.id for each in one.pupils}
            and all(next_grade(each.grade) for each in one.pupils)]  # fmt: skip


def _pupils() -> dict[int, Pupil]:
    rows = Enrollment.objects.visible_to(System()).filter(primary=True, ends_on=None)
    return {
        row.student_id: Pupil(row.student_id, row.school_id, row.grade_level)
        for row in rows.order_by("pk")
    }


def _seen_by() -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    ties = Guardianship.objects.visible_to(System()).filter(portal_access=True, barred=False)
    for person, student in ties.values_list("person_id", "student_id"):
        found.setdefault(person, set()).add(student)
    return found


def _kept_from() -> set[int]:
    """Children with a court order: they are no example of the everyday."""
    orders = Guardianship.objects.visible_to(System()).filter(barred(clock.today()))
    return set(orders.values_list("student_id", flat=True))
