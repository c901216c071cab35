"""Posting one child: what an office took of an application is written into the records.

One transaction, by the house, after ``office`` has checked who may. What it wrote is kept row by
row (``area``), so that within a day it can be taken back.
"""

from datetime import date
from typing import Any

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.contact.numbers import written
from openhouse.contact.on_file import points_of
from openhouse.contact.records import add_point, set_columns, set_point
from openhouse.people.models import (
    Household,
    HouseholdMember,
    Person,
    Student,
)
from openhouse.registration.compared import compared
from openhouse.registration.matching.kept_away import kept_from_home
from openhouse.registration.models import Candidate, Part
from openhouse.registration.models_office import Posting
from openhouse.registration.points import points_by_field
from openhouse.registration.posting import area
from openhouse.registration.posting.case import Case
from openhouse.registration.posting.enrolling import enroll, next_number
from openhouse.registration.posting.hindrances import (
    Hindrance,
    Stopped,
    Why,
    hindrances,
    made_before,
    plan_for,
)
from openhouse.registration.posting.inviting import invite
from openhouse.registration.posting.opening import opens
from openhouse.registration.posting.tying import tie_adults
from openhouse.registration.rules.addresses import PIECES
from openhouse.registration.rules.fields import OF_PERSON
from openhouse.registration.rules.mapping import counts, taken

_MOST = {each.name: each.max_length for each in Person._meta.concrete_fields}
#: By field of ``rules.fields``, the kind and label of a point that is added.
_POINTS = {
    "person.email": ("email", ""), "person.cell_phone": ("phone", "mobile"),
    "person.work_phone": ("phone", "work"),
}  # fmt: skip


def write(
    candidate: Candidate, viewer: Viewer, district: CurrentDistrict, *, checked: bool = False
) -> Posting:
    """Post *candidate*, whose row and whose application's are held. As the house.

    Raises Stopped where something stands in the way, or it would let somebody see what was there
    before and that was not *checked*; nothing is written then.
    """
    today = clock.today()
    if Posting.objects.visible_to(System()).filter(candidate=candidate, undone_at=None).exists():
        raise Stopped(Hindrance(Why.POSTED))
    found = compared(System(), candidate)
    plan = plan_for(found, today)
    if stops := hindrances(found, plan, today):
        raise Stopped(*stops)
    if not checked and opens(found):
        raise Stopped(Hindrance(Why.OPENS))
    ours = made_before(found.application)
    new = {part.pk for part in found.adults if part.person_id in ours}
    case = Case(found, viewer, district, today, made=new)
    before = _picture(case)
    write_people(case)
    write_home(case)
    _members(case)
    tie_adults(case)
    if plan is not None:
        enroll(plan, case.student.student, candidate.grade_level)
    invite(case)
    candidate.student = case.student.student
    wrote = area.differences(before, _picture(case))
    posting = Posting(
        application=candidate.application, candidate=candidate, by_id=case.by, at=clock.now(),
        written=[one.as_list() for one in wrote],
    )  # fmt: skip
    posting.save(force_insert=True)
    return posting


def _picture(case: Case) -> area.Picture:
    parts = case.found.parts
    homes = {part.household_id for part in parts} | {case.found.application.household_id}
    homes |= {case.home.pk if case.home else None}
    persons = {part.person_id for part in parts} | {each.pk for each in case.people.values()}
    return area.picture(
        application=case.found.application.pk,
        school=case.found.candidate.school_id or 0,
        persons={each for each in persons if each},
        homes={each for each in homes if each},
    )


def write_home(case: Case) -> None:
    """The home of the application: its own, or a new one. Two homes of a child stay two."""
    part = case.found.home
    if part is None:
        return
    new = _columns_of_home(taken(case.found.lines[part.pk]))
    known = part.household_id or case.found.application.household_id
    if known:
        case.home = Household.objects.select_for_update().get(pk=known)
        if new:
            set_columns(case.home, _of_this_home(case), new, by=case.by)
    elif new.get("street"):
        family = case.found.said(case.found.child, "person.family_name") or ""
        case.home = Household(name=family[:200], **new)
        case.home.save(force_insert=True)
    if case.home and part.household_id != case.home.pk:
        part.household = case.home
        part.save(update_fields=["household"])


def _columns_of_home(took: dict[str, Any]) -> dict[str, str]:
    new: dict[str, str] = {}
    if took.get("household.address"):
        new |= {name: took["household.address"].get(name) or "" for name in PIECES}
    if "household.phone" in took:
        new["phone"] = written(took["household.phone"]) if took["household.phone"] else ""
    return new


def _of_this_home(case: Case) -> Person:
    """In whose name a change of the home stands in the ledger: who lives there."""
    first = (*case.found.of(Part.Kind.GUARDIAN), case.found.child)[0]
    person = case.found.application.person_id or case.people[first.pk].pk
    return Person.objects.get(pk=person)


def write_people(case: Case) -> None:
    """Everybody of the application: found or made, with what was taken."""
    for part in (case.found.child, *case.found.adults):
        took = taken(case.found.lines[part.pk])
        if part.person_id:
            person = Person.objects.select_for_update().get(pk=part.person_id)
            columns = _columns_of(took)
            set_columns(person, person, columns, by=case.by)
        else:
            person = Person(**_columns_of(took))
            person.save(force_insert=True)
            case.made.add(part.pk)
            part.person, part.matched_at, part.matched_by_id = person, clock.now(), case.by
            part.save(update_fields=["person", "matched_at", "matched_by"])
        case.people[part.pk] = person
        _points(case, person, took)
    child = case.student
    if not Student.objects.visible_to(System()).filter(pk=child.pk).exists():
        Student(person=child, number=next_number()).save(force_insert=True)


def _columns_of(took: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name in OF_PERSON:
        if f"person.{name}" in took:
            columns[name] = (took[f"person.{name}"] or "")[: _MOST[name]]
    if took.get("person.born_on"):
        columns["born_on"] = date.fromisoformat(took["person.born_on"])
    return columns


def _points(case: Case, person: Person, took: dict[str, Any]) -> None:
    """Phones and e-mail: the one that the family saw is replaced, or one is added."""
    points = points_of(person.pk)
    for name, there in points_by_field(points).items():
        if name not in took:
            continue
        kind, label = _POINTS[name]
        value = took[name] or ""
        value = written(value) if value and kind == "phone" else value
        if there:
            set_point(there[0], value, case.district, by=case.by)
        elif value and not any(each.value == value for each in points):
            add_point(person, kind, value, case.district, by=case.by, label=label)


def _members(case: Case) -> None:
    """Who lives in the home: the child where an adult of it says so, and adults who are new."""
    if case.home is None:
        return
    child = counts(case.found.lines[case.found.child.pk])
    said = child.get("ties") or {}
    lives = {part for part, tie in said.items() if tie.get("lives_with")}
    if lives or not said or case.found.child.pk in case.made:
        _lives_in(case.home, case.student)
    # who lives in a home reads its address
    away = kept_from_home(case.home.pk, children=[case.student.pk])
    for part in case.found.of(Part.Kind.GUARDIAN):
        own = said.get(str(part.pk)) or {}
        hers = counts(case.found.lines[part.pk]).get("tie.lives_with")
        with_child = own.get("lives_with", hers)
        person = case.people[part.pk]
        is_homeless = not HouseholdMember.objects.filter(person=person).exists()
        if is_homeless and with_child is not False and person.pk not in away:
            _lives_in(case.home, person)


def _lives_in(home: Household, person: Person) -> None:
    HouseholdMember.objects.get_or_create(household=home, person=person)
