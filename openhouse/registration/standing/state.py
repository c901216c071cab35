"""An application as it stands: its form, its parts with what counts of each, how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.utils.translation import gettext as _

from openhouse.common.scope import as_the_house
from openhouse.people.queries import names_of
from openhouse.registration.controls import Lists
from openhouse.registration.models import Application, Part
from openhouse.registration.queries import Offers, form_with, offers_of
from openhouse.registration.rules.form import Form, Kind, Per, Section
from openhouse.registration.rules.progress import About, Asked, Progress, progress
from openhouse.registration.rules.unfinished import KEY, split
from openhouse.registration.standing.reading import parts_read
from openhouse.registration.standing.whose import Filler

_NAMES = ("person.given_name", "person.family_name", "person.preferred_name")


@dataclass(frozen=True, slots=True)
class Said:
    """What stands as an answer, which one it is, and who gave it when; or what is ``typed`` there
    and is no answer yet."""

    value: Any
    revision: int
    person: int | None
    at: datetime
    typed: Any = None

    @classmethod
    def of(cls, kept: Any, revision: int, person: int | None, at: datetime) -> Self:
        """With what is *kept* in the database, finished or not."""
        value, typed = split(kept)
        return cls(value, revision, person, at, typed)

    @property
    def kept(self) -> Any:
        """As the database keeps it."""
        return self.value if self.typed is None else {KEY: self.typed}


@dataclass
class Standing:
    """Read once for a page. ``answers`` and ``records`` are by part and key."""

    filler: Filler
    application: Application
    form: Form
    parts: list[Part]
    answers: dict[int, dict[str, Said]]
    records: Mapping[int, Mapping[str, Any]]
    offers: Offers

    def took(self, part: Part, key: str, said: Said) -> None:
        """An answer was kept since this was read."""
        before = self.__dict__.pop("progress", None)
        self.answers[part.pk][key] = said
        self.__dict__.pop("abouts", None)
        if before is not None:
            self.progress = progress(self.form, self.abouts, before=before, changed=part.pk)

    @cached_property
    def abouts(self) -> list[About]:
        """The parts as the rules of progress take them."""
        return [
            About(
                part.pk, Per(part.kind), self.values_of(part), frozenset(self.answers[part.pk]),
                part.position, self.level_of(part), is_new(part), frozenset(self.typed_in(part)),
            )
            for part in self.parts
        ]  # fmt: skip

    @cached_property
    def names(self) -> dict[int, str]:
        """Who the parts are in the records: for where the form does not say it."""
        with as_the_house():
            return names_of([part.person_id for part in self.parts if part.person_id])

    @cached_property
    def progress(self) -> Progress:
        return progress(self.form, self.abouts)

    def values_of(self, part: Part) -> dict[str, Any]:
        """What counts of *part*: what was answered, else what the records say."""
        said = {key: one.value for key, one in self.answers[part.pk].items()}
        return {**self.records.get(part.pk, {}), **said}

    def typed_in(self, part: Part) -> dict[str, Any]:
        """What is typed of *part* and is no answer yet."""
        said = self.answers[part.pk].items()
        return {key: one.typed for key, one in said if one.typed is not None}

    def level_of(self, part: Part) -> str:
        """The level of the school that a child is to go to; "" where none is said."""
        return self.offers.levels.get(self.school_of(part) or 0, "")

    def school_of(self, part: Part) -> int | None:
        """The school that the family wants for a child."""
        wanted = self.filled(part, "enrollment.school")
        school = part.candidate.school_id if part.candidate else None
        return int(wanted) if wanted else school

    def filled(self, part: Part, name: str) -> Any:
        """What counts of the question that fills the field *name*; None where none does."""
        key = self.form.filled_by(part.kind, name)
        return self.values_of(part).get(key) if key else None

    def name_of(self, part: Part) -> str:
        """How a page calls somebody: as the form says, else the records; "" where neither does."""
        given, family, preferred = (self.filled(part, name) for name in _NAMES)
        said = " ".join(filter(None, (preferred or given, family)))
        return said or (self.names.get(part.person_id, "") if part.person_id else "")

    def called(self, part: Part) -> str:
        """Whom a page is about: her name, or "Child 1" while there is none."""
        name = self.name_of(part)
        if name:
            return name
        number = 1 + [one.pk for one in self.of(part.kind)].index(part.pk)
        return {
            Per.HOUSEHOLD: _("Your home"),
            Per.GUARDIAN: _("Parent or guardian %(n)s") % {"n": number},
            Per.CONTACT: _("Emergency contact %(n)s") % {"n": number},
            Per.STUDENT: _("Child %(n)s") % {"n": number},
        }[Per(part.kind)]

    def of(self, kind: str) -> list[Part]:
        """The parts of one kind, in order."""
        return [part for part in self.parts if part.kind == kind]

    def part(self, number: int) -> Part | None:
        """The part with this id, where it is one of this application's."""
        return next((part for part in self.parts if part.pk == number), None)

    def asked(self, section: Section, part: Part) -> list[Asked]:
        """The questions of a page: of *section* about *part*."""
        return [
            one for one in self.progress.asked
            if one.section.key == section.key and one.part.id == part.pk
        ]  # fmt: skip

    @property
    def lists(self) -> Lists:
        """What there is to choose from."""
        adults = [(part.pk, self.called(part)) for part in self.of(Per.GUARDIAN)]
        return Lists(self.offers.schools, self.offers.grades or Lists().grades, adults)


def is_new(part: Part) -> bool:
    """If the records do not know whom it is about."""
    return part.person_id is None and part.household_id is None


def standing_of(filler: Filler, application: Application) -> Standing:
    """All that a page about *application* needs."""
    form = form_with(application.version_id)
    parts, said, known = parts_read(filler.reader, application.pk)
    answers: dict[int, dict[str, Said]] = {part.pk: {} for part in parts}
    for part, key, value, revision, person, at in said:
        answers[part][key] = Said.of(value, revision, person, at)
    ends_in = application.window.ends_in if application.window else 0
    schools = {part.candidate.school_id for part in parts if part.candidate}
    offers = offers_of(ends_in, also=tuple(sorted(one for one in schools if one)))
    if application.sent_at is None:
        _to_choose_again(form, answers, offers)
    filled = _with_candidates(form, parts, known)
    return Standing(filler, application, form, parts, answers, filled, offers)


def _to_choose_again(form: Form, answers: dict[int, dict[str, Said]], offers: Offers) -> None:
    """A school that was chosen and is not there any more is no answer: its page says so."""
    there = dict(offers.schools)
    for said in answers.values():
        for key, one in said.items():
            if type(one.value) is not int or one.value in there:
                continue
            asked = form.question(key)
            if asked and asked[1].kind == Kind.SCHOOL:
                said[key] = replace(one, value=None, typed=str(one.value))


def _with_candidates(
    form: Form, parts: list[Part], records: dict[int, dict[str, Any]]
) -> dict[int, dict[str, Any]]:
    """With the grade and school that a child is expected to have next year."""
    school, grade = (
        form.filled_by(Per.STUDENT, f"enrollment.{name}") for name in ("school", "grade_level")
    )
    for part in parts:
        if part.candidate:
            found = records.setdefault(part.pk, {})
            if school and part.candidate.school_id:
                found[school] = part.candidate.school_id
            if grade and part.candidate.grade_level:
                found[grade] = part.candidate.grade_level
    return records
