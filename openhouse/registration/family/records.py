"""What the records say of those whom an application is about: what a family finds filled in.

Read by the house, of the parts of one application alone: who may see the application sees these.
Of another home's adults, phones and address nothing is read, for they are no parts of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Min

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.contact.numbers import e164
from openhouse.people.models import (
    ContactPoint,
    Guardianship,
    Household,
    HouseholdMember,
    Person,
)
from openhouse.registration.family.earlier import said_last
from openhouse.registration.models import Application, Part
from openhouse.registration.models_answers import PartKnown
from openhouse.registration.points import points_by_field
from openhouse.registration.rules.addresses import PIECES
from openhouse.registration.rules.fields import OF_PERSON
from openhouse.registration.rules.form import Form, Kind, Per
from openhouse.registration.rules.names import sex_of

Values = dict[str, Any]
#: After so long what the records say is looked up anew, as long as nothing is sent.
LOOKED_UP_EVERY = timedelta(days=1)


def records_of(form: Form, application: Application, parts: list[Part]) -> dict[int, Values]:
    """By part, what the records say now, by the keys of the questions; and of what no record has,
    what the same home last said. Read by the house.
    """
    with as_the_house():
        facts, earlier = _facts(parts), said_last(form, application, parts)
        if _asks(form, "household.member"):
            _add_members(facts, parts)
    if application.is_change:
        earlier = {part: _asked_once(form, said) for part, said in earlier.items()}
    return {
        part.pk: earlier.get(part.pk, {}) | _by_key(form, Per(part.kind), facts.get(part.pk, {}))
        for part in parts
    }


def look_up(form: Form, application: Application) -> None:
    """Keep what the records say of each part, for its family to find filled in; by the house."""
    now = clock.now()
    with as_the_house():
        parts = list(Part.objects.visible_to(System()).filter(application=application))
        said = records_of(form, application, parts)
        known = PartKnown.objects.visible_to(System()).filter(
            part__in=_moved_out(application, parts)
        )
        said |= dict(known.values_list("pk", "values"))
        PartKnown.objects.visible_to(System()).bulk_create(
            [
                PartKnown(
                    part=part, application=application, candidate_id=part.candidate_id,
                    looked_up_at=now, values=said[part.pk],
                )
                for part in parts
            ],
            update_conflicts=True, unique_fields=["part"],
            update_fields=["values", "looked_up_at"],
        )  # fmt: skip


def _moved_out(application: Application, parts: list[Part]) -> list[int]:
    """The parts of guardians who live in the home no more: of them stays what was known while they
    did, for their new phone is another home's to say."""
    if application.household_id is None:
        return []
    there = HouseholdMember.objects.filter(household=application.household_id)
    here = set(there.values_list("person_id", flat=True))
    guardians = [one for one in parts if one.kind == Part.Kind.GUARDIAN and one.person_id]
    return [one.pk for one in guardians if one.person_id not in here]


def look_up_again(form: Form, application: Application) -> bool:
    """The same where it was long ago; if it was."""
    mine = PartKnown.objects.visible_to(System()).filter(application=application)
    with as_the_house():
        oldest = mine.aggregate(oldest=Min("looked_up_at"))["oldest"]
    old = oldest is None or clock.now() - oldest > LOOKED_UP_EVERY
    if old:
        look_up(form, application)
    return old


def _asks(form: Form, field: str) -> bool:
    return any(q.fills == field for section in form.sections for q in section.questions)


def _add_members(facts: dict[int, Values], parts: list[Part]) -> None:
    """Of whom the records know: if she lives in the home of the application."""
    homes = [part.household_id for part in parts if part.household_id]
    there = HouseholdMember.objects.filter(household__in=homes)
    members = set(there.values_list("person_id", flat=True))
    for part in parts:
        if part.person_id:
            facts[part.pk]["household.member"] = part.person_id in members


def _asked_once(form: Form, said: Values) -> Values:
    """An earlier answer that holds for another change too: not why the last one was sent."""
    found = {key: form.question(key) for key in said}
    return {key: said[key] for key, asked in found.items() if asked and not asked[1].renew}


def _by_key(form: Form, per: Per, facts: Mapping[str, Any]) -> Values:
    return {
        question.key: facts[question.fills]
        for section in form.of(per)
        for question in section.questions
        if question.fills in facts and _fits(question.kind, facts[question.fills])
    }


def _fits(kind: Kind, value: Any) -> bool:
    """A fact that a question can hold; an empty one says nothing."""
    return value not in (None, "", {}) and (kind != Kind.ADDRESS or isinstance(value, dict))


def _facts(parts: list[Part]) -> dict[int, Values]:
    """By part, the facts by the names of ``rules.fields``."""
    persons = {part.person_id for part in parts if part.person_id}
    people = {each.pk: each for each in Person.objects.filter(pk__in=persons)}
    points: dict[int, list[ContactPoint]] = defaultdict(list)
    for point in ContactPoint.objects.filter(person_id__in=persons).order_by("pk"):
        points[point.person_id].append(point)
    homes = {
        each.pk: each
        for each in Household.objects.filter(
            pk__in={part.household_id for part in parts if part.household_id}
        )
    }
    ties = _ties(parts)
    found: dict[int, Values] = {}
    for part in parts:
        person = people.get(part.person_id or 0)
        found[part.pk] = _of_person(person, points[person.pk]) if person else {}
        if part.household_id in homes:
            found[part.pk] |= _of_home(homes[part.household_id])
        found[part.pk] |= ties.get(part.pk, {})
    return found


def _of_person(person: Person, points: Iterable[ContactPoint]) -> Values:
    facts: Values = {f"person.{name}": getattr(person, name) for name in OF_PERSON}
    facts["person.sex"] = sex_of(person.sex)
    facts["person.born_on"] = person.born_on.isoformat() if person.born_on else None
    of_field = points_by_field(points)
    facts["person.cell_phone"] = _phone(of_field["person.cell_phone"])
    facts["person.work_phone"] = _phone(of_field["person.work_phone"])
    emails = of_field["person.email"]
    facts["person.email"] = emails[0].value if emails else None
    return facts


def _phone(points: list[ContactPoint]) -> str | None:
    return (e164(points[0].value) or points[0].value) if points else None


def _of_home(home: Household) -> Values:
    address = {name: getattr(home, name) for name in PIECES}
    return {
        "household.address": address if home.street else None,
        "household.phone": (e164(home.phone) or home.phone) if home.phone else None,
    }


def _ties(parts: list[Part]) -> dict[int, Values]:
    """What each adult is to the children: alike for all on her own part, of each on the child's."""
    adults = {part.person_id: part for part in parts if part.kind in ("guardian", "contact")}
    children = {part.person_id: part for part in parts if part.kind == "student"}
    adults.pop(None, None)
    children.pop(None, None)
    rows = Guardianship.objects.visible_to(System()).filter(
        person_id__in=[*adults], student_id__in=[*children]
    )
    found: dict[int, Values] = defaultdict(dict)
    of_adult: dict[int, list[Guardianship]] = defaultdict(list)
    for tie in rows.order_by("pk"):
        adult, child = adults[tie.person_id], children[tie.student_id]
        of_adult[adult.pk].append(tie)
        if adult.kind == "guardian":
            said = found[child.pk].setdefault("ties", {})
            if tie.relation:
                said[str(adult.pk)] = {"relation": tie.relation, "lives_with": tie.lives_with}
    for part, theirs in of_adult.items():
        for name in ("relation", "lives_with", "receives_mail"):
            alike = {getattr(tie, name) for tie in theirs}
            if len(alike) == 1:
                found[part][f"tie.{name}"] = alike.pop()
    return found
