"""How those of an application are called on an office's pages: as the family says, else on file."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from openhouse.access.viewer import System
from openhouse.common.scope import as_the_house
from openhouse.people.models import Person
from openhouse.people.queries import names_of
from openhouse.registration.models import Application, Candidate, Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.queries import form_of

_NAMED = ("person.given_name", "person.family_name")


@dataclass(frozen=True, slots=True)
class Called:
    """A part of an application and its name; "" where nobody has said one."""

    part: int
    application: int
    candidate: int | None
    kind: str
    name: str
    is_known: bool
    is_matched: bool


def name_keys(applications: Iterable[Application]) -> set[str]:
    """The keys of the questions that ask for names, in the forms of *applications*."""
    return {key for each in applications for key in _fills(each)}


def called(applications: Collection[Application]) -> list[Called]:
    """Everybody in *applications*, which who asks may see: three statements, by the house."""
    keys = {each.pk: _fills(each) for each in applications}
    with as_the_house():
        parts = list(
            Part.objects.visible_to(System())
            .filter(application__in=[*keys], removed_at=None)
            .order_by("position", "pk")
        )
        said: dict[int, dict[str, str]] = defaultdict(dict)
        asked = {key for names in keys.values() for key in names}
        answers = Answer.objects.visible_to(System()).filter(application__in=[*keys], key__in=asked)
        for application, part, key, value in answers.values_list(
            "application_id", "part_id", "key", "value"
        ):
            if isinstance(value, str) and key in keys[application]:
                said[part][keys[application][key]] = value
        people = {
            each.pk: each
            for each in Person.objects.filter(pk__in={p.person_id for p in parts if p.person_id})
        }
    settled = {each.pk for each in applications if each.household_id}
    return [
        Called(
            part.pk, part.application_id, part.candidate_id, part.kind,
            _name(said[part.pk], people.get(part.person_id or 0)),
            part.person_id is not None,
            part.matched_at is not None or (part.person_id or part.household_id) is not None
            or (part.application_id in settled and part.kind == Part.Kind.HOUSEHOLD),
        )
        for part in parts
    ]  # fmt: skip


def _fills(application: Application) -> dict[str, str]:
    fills = form_of(application.version).fills
    return {key: field for key, field in fills.items() if field in _NAMED}


def _name(said: Mapping[str, str], person: Person | None) -> str:
    given = said.get(_NAMED[0]) or (person.first_name if person else "")
    family = said.get(_NAMED[1]) or (person.family_name if person else "")
    return " ".join(filter(None, (given, family)))


def school_of(candidate: Candidate) -> str:
    """Its school's name; "" where the family has chosen none."""
    return candidate.school.name if candidate.school else ""


def staff_names(people: Iterable[int | None]) -> dict[int, str]:
    """Who of the staff did something: no secret of a school's."""
    with as_the_house():
        return names_of(each for each in people if each)
