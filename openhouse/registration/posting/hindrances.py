"""What keeps a child from being written into the records, and what an office is told before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openhouse.access.ties import barred
from openhouse.access.viewer import System
from openhouse.people.models import ContactPoint, Guardianship, HouseholdMember, Person
from openhouse.registration.compared import Compared
from openhouse.registration.matching.kept_away import kept_from_home
from openhouse.registration.models import Application, Candidate, Part
from openhouse.registration.models_office import OpenItem, Posting
from openhouse.registration.naming import school_of
from openhouse.registration.posting import area
from openhouse.registration.posting.enrolling import Plan, plan_of
from openhouse.registration.posting.parting import partings
from openhouse.registration.rules.alike import may_be_called, plain_point
from openhouse.registration.rules.form import Desk
from openhouse.registration.rules.mapping import Says

_REACHED = ("person.email", "person.cell_phone", "person.work_phone")


class Why(StrEnum):
    """Why a child cannot be posted; ``office.words`` says it, and what to do."""

    NOT_ACCEPTED = "not accepted"
    POSTED = "posted"
    NO_YEAR = "no year"
    NO_NAME = "no name"
    UNMATCHED = "unmatched"
    HOME = "home"
    ITEMS = "items"
    NURSE = "nurse"
    BARRED = "barred"
    #: Whom a court keeps from a child of the home stands in the records as living there.
    SHARED = "shared"
    #: The child of a change is not at the school any more.
    LEFT = "left"
    TAKEN_OUT = "taken out"
    OPENS = "opens"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands in the way, and whose name belongs to it."""

    why: Why
    name: str = ""


class Stopped(Exception):
    """A child was not posted; nothing was written."""

    def __init__(self, *found: Hindrance) -> None:
        super().__init__(*(each.why for each in found))
        self.found = found


def plan_for(found: Compared, today: date) -> Plan | None:
    """What enrolling the child means; None for a change between registrations, and where the
    school knows no year."""
    candidate, window = found.candidate, found.application.window
    if window is None or candidate.school is None:
        return None
    student = candidate.student_id or found.child.person_id
    return plan_of(student, candidate.school, window.ends_in, today)


def hindrances(found: Compared, plan: Plan | None, today: date) -> list[Hindrance]:
    """Everything that keeps the child from being posted, the first to be seen to first."""
    return list(_hindrances(found, plan, today))


def _hindrances(found: Compared, plan: Plan | None, today: date) -> Iterator[Hindrance]:
    if found.candidate.state != Candidate.State.ACCEPTED:
        yield Hindrance(Why.NOT_ACCEPTED)
    yield from of_people(found)
    yield from _of_items(found.candidate)
    if found.application.window is not None and plan is None:
        yield Hindrance(Why.NO_YEAR, school_of(found.candidate))
    for name in barred_again(found, today):
        yield Hindrance(Why.BARRED, name)
    yield from reads_with_them(found)
    for parting in partings(found, today):
        if parting.is_open:
            yield Hindrance(Why.TAKEN_OUT, str(parting.tie.person))


def reads_with_them(found: Compared) -> Iterator[Hindrance]:
    """Whom a court keeps from a child of the home, and who would read its new address: for the
    records still say that he lives there."""
    home = found.home.household_id if found.home else None
    lines = found.lines[found.home.pk] if found.home else []
    said = {line.fills for line in lines if line.differs and line.says in (Says.TAKE, Says.OPEN)}
    if home and said & {"household.address", "household.phone"}:
        for person in Person.objects.filter(pk__in=kept_from_home(home)).order_by("pk"):
            if HouseholdMember.objects.filter(household=home, person=person).exists():
                yield Hindrance(Why.SHARED, str(person))


def of_people(found: Compared) -> Iterator[Hindrance]:
    for part in (found.child, *found.adults):
        name = found.name_of(part)
        if part.person_id is None:
            if not all(found.said(part, f"person.{each}_name") for each in ("given", "family")):
                yield Hindrance(Why.NO_NAME, name)
            elif part.matched_at is None:
                yield Hindrance(Why.UNMATCHED, name)
    home = found.home
    if home is None or home.household_id or found.application.household_id or home.matched_at:
        return
    if found.said(home, "household.address"):
        yield Hindrance(Why.HOME)


def _of_items(candidate: Candidate) -> Iterator[Hindrance]:
    """Papers that the school must have seen; of the nurse's no more than that she waits."""
    items = OpenItem.objects.visible_to(System()).filter(candidate=candidate)
    waiting = items.exclude(state__in=OpenItem.SEEN_TO).values_list("desk", flat=True)
    desks = set(waiting)
    if desks - {Desk.NURSE}:
        yield Hindrance(Why.ITEMS)
    if Desk.NURSE in desks:
        yield Hindrance(Why.NURSE)


def barred_again(found: Compared, today: date) -> list[str]:
    """Adults of the application who are new to the records, and are called as somebody whom a
    court order keeps from its child today, or are reached by his phone or e-mail: it is not gone
    round by a second entry.
    """
    students = [part.person_id for part in found.children if part.person_id]
    orders = Guardianship.objects.visible_to(System()).filter(
        barred(today), student_id__in=students
    )
    kept = [tie.person for tie in orders.select_related("person")]
    points = ContactPoint.objects.filter(person__in=kept).values_list("value", flat=True)
    reached = {plain_point(each) for each in points}
    ours = made_before(found.application)
    return [
        found.name_of(part)
        for part in found.adults
        if (part.person_id is None or part.person_id in ours)
        and (
            any(_is_called_as(found, part, each) for each in kept)
            or any(plain_point(str(found.said(part, name) or "")) in reached for name in _REACHED)
        )
    ]


def made_before(application: Application, table: str = "people_person") -> set[int]:
    """The persons, or rows of another *table*, that this application has brought into the records,
    by the posting of a sibling: to the next child they are as new as to the first.
    """
    postings = Posting.objects.visible_to(System()).filter(application=application, undone_at=None)
    return {
        one.id
        for written in postings.values_list("written", flat=True)
        for one in area.read_written(written)
        if one.table == table and one.before is None
    }


def _is_called_as(found: Compared, part: Part, person: Person) -> bool:
    return may_be_called(
        found.said(part, "person.given_name") or "",
        found.said(part, "person.family_name") or "",
        given_name=person.given_name,
        family_name=person.family_name,
    )
