"""What an application says of a person, and what the records do, as ``rules.matching`` takes it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from openhouse.access.viewer import System
from openhouse.common.scope import Sees
from openhouse.people.models import (
    ContactPoint,
    Guardianship,
    HouseholdMember,
    Person,
    Student,
)
from openhouse.registration.models import Application, Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.queries import form_of
from openhouse.registration.rules.keys import digits_of
from openhouse.registration.rules.matching import Who
from openhouse.registration.rules.names import sex_of
from openhouse.registration.rules.zones import place_of


@dataclass(frozen=True, slots=True)
class Said:
    """A part of an application as somebody: what is compared, and the home as it is written."""

    part: Part
    who: Who
    streets: tuple[str, ...] = ()
    #: By the field of the records that it fills.
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As the family writes it; "" where it has not."""
        return " ".join(filter(None, (self.who.given, self.who.family)))


def said_of(applications: Collection[Application], parts: Iterable[Part]) -> dict[int, Said]:
    """What is said of *parts*, by the part's id; of homes it takes what their people share.

    Each part knows its application; all *parts* of an application that count are among them.
    """
    every = [each for each in parts if each.removed_at is None]
    fills = {each.pk: form_of(each.version).fills for each in applications}
    values: dict[int, dict[str, Any]] = defaultdict(dict)
    answers = Answer.objects.visible_to(System()).filter(part__in=every).exclude(desk="nurse")
    for part, application, key, value in answers.values_list(
        "part_id", "application_id", "key", "value"
    ):
        if (filled := fills[application].get(key)) and value is not None:
            values[part][filled] = value
    homes: dict[int, dict[str, Any]] = {}
    known: dict[int, set[int]] = defaultdict(set)
    for each in every:
        if each.kind == Part.Kind.HOUSEHOLD and each.application_id not in homes:
            homes[each.application_id] = values[each.pk]
        if each.person_id:
            known[each.application_id].add(each.person_id)
    return {
        each.pk: _said(each, values[each.pk], homes.get(each.application_id, {}),
                       known[each.application_id])
        for each in every
        if each.kind != Part.Kind.HOUSEHOLD
    }  # fmt: skip


def _said(part: Part, values: dict[str, Any], home: dict[str, Any], kin: set[int]) -> Said:
    lives_there = part.kind != Part.Kind.CONTACT
    address = home.get("household.address") if lives_there else None
    street = str(address.get("street") or "") if isinstance(address, dict) else ""
    numbers = [values.get("person.cell_phone"), values.get("person.work_phone")]
    numbers += [home.get("household.phone")] if lives_there else []
    mail = _text(values, "person.email").lower()
    place = place_of(street)
    who = Who(
        id=-part.pk,
        given=_text(values, "person.given_name"),
        middle=_text(values, "person.middle_name"),
        family=_text(values, "person.family_name"),
        preferred=_text(values, "person.preferred_name"),
        suffix=_text(values, "person.suffix"),
        sex=sex_of(_text(values, "person.sex")).lower(),
        born_on=_day(values.get("person.born_on")),
        role="child" if part.kind == Part.Kind.STUDENT else "adult",
        phones=frozenset(filter(None, (digits_of(str(each or "")) for each in numbers))),
        emails=frozenset({mail} if mail else ()),
        streets=frozenset({place.house} if place else ()),
        kin=frozenset(kin - {part.person_id}) if lives_there else frozenset(),
    )
    return Said(part, who, (street,) if street else (), values)


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def recorded(viewer: Sees, people: Collection[int]) -> dict[int, Who]:
    """What the records say of *people*, as far as *viewer* may see, by the person's id."""
    if not people:
        return {}
    persons = list(Person.objects.filter(pk__in=people))
    students = set(
        Student.objects.visible_to(viewer).filter(pk__in=people).values_list("pk", flat=True)
    )
    phones, emails = _contacts(people)
    streets, members, home_phones = _homes(people)
    kin = _kin(viewer, people)
    return {
        each.pk: Who(
            id=each.pk,
            given=each.given_name,
            middle=each.middle_name,
            family=each.family_name,
            preferred=each.preferred_name,
            suffix=each.suffix,
            sex=sex_of(each.sex).lower(),
            born_on=each.born_on,
            role="child" if each.pk in students else "adult",
            phones=frozenset(phones[each.pk] | home_phones[each.pk]),
            emails=frozenset(emails[each.pk]),
            streets=frozenset(streets[each.pk]),
            kin=frozenset((kin[each.pk] | members[each.pk]) - {each.pk}),
        )
        for each in persons
    }


Many = defaultdict[int, set[Any]]


def _contacts(people: Collection[int]) -> tuple[Many, Many]:
    phones, emails = defaultdict(set), defaultdict(set)
    points = ContactPoint.objects.filter(person__in=people)
    for person, kind, value in points.values_list("person_id", "kind", "value"):
        if kind == ContactPoint.Kind.EMAIL:
            emails[person].add(value.strip().lower())
        elif digits := digits_of(value):
            phones[person].add(digits)
    return phones, emails


def _homes(people: Collection[int]) -> tuple[Many, Many, Many]:
    """Of each their streets, who is at home with them, and the phones there."""
    streets: Many = defaultdict(set)
    members: Many = defaultdict(set)
    phones: Many = defaultdict(set)
    theirs = HouseholdMember.objects.filter(person__in=people).values("household")
    rows = HouseholdMember.objects.filter(household__in=theirs).values_list(
        "household_id", "person_id", "household__street", "household__phone"
    )
    at_home: Many = defaultdict(set)
    for household, person, street, phone in rows:
        at_home[household].add(person)
        if place := place_of(street):
            streets[person].add(place.house)
        if digits := digits_of(phone):
            phones[person].add(digits)
    for everyone in at_home.values():
        for person in everyone & set(people):
            members[person] |= everyone
    return streets, members, phones


def _kin(viewer: Sees, people: Collection[int]) -> Many:
    kin: Many = defaultdict(set)
    ties = Guardianship.objects.visible_to(viewer).filter(
        Q(person__in=people) | Q(student__in=people)
    )
    for person, student in ties.values_list("person_id", "student_id"):
        kin[person].add(student)
        kin[student].add(person)
    return kin
