"""How far an application is: what is asked, what is missing, what must be looked at again.

A question that is not shown is not asked, whatever was answered before, and what it says no more
holds for the conditions of others. A question about the home may stand in the conditions of all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from openhouse.registration.rules.form import NEW, Form, Kind, Per, Question, Section


class State(StrEnum):
    """How a page of the form stands."""

    TO_DO = "to do"
    DONE = "done"
    #: It asks for nothing that is not known, and nobody has touched it.
    NOTHING = "nothing to do"


@dataclass(frozen=True, slots=True)
class About:
    """A part of an application. ``level`` is that of a child's school; ``new``: not in the records.

    ``values`` has what counts, by key: what was answered, else what the records say. ``touched``
    are the keys that somebody answered, be it with what was there.
    """

    id: int
    kind: Per
    values: Mapping[str, Any]
    touched: frozenset[str] = frozenset()
    position: int = 0
    level: str = ""
    new: bool = False
    #: The keys where something is typed that is no answer yet.
    unfinished: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is asked about one part."""

    part: About
    section: Section
    question: Question
    required: bool
    #: It must be answered and is not, or not for every adult; or what is typed is no answer yet.
    missing: bool
    #: It is asked each year, and what stands there is an earlier year's.
    expired: bool

    @property
    def open(self) -> bool:
        """If something has to be done about it."""
        return self.missing or self.expired

    @property
    def follows(self) -> bool:
        """If it is a paper that the school must see, is not there yet, and may come later."""
        value = self.part.values.get(self.question.key)
        return self.question.proof and not self.required and is_empty(value)

    @property
    def touched(self) -> bool:
        """If somebody has answered it."""
        return self.question.key in self.part.touched


@dataclass(frozen=True, slots=True)
class Stands:
    """How some questions stand: ``left`` of the ``needed`` ones have still to be seen to."""

    state: State
    needed: int
    left: int


@dataclass(frozen=True, slots=True)
class Lack:
    """A section that needs more people: ``least`` of them, where there are ``has``."""

    section: Section
    has: int
    least: int


def standing(asked: Iterable[Asked]) -> Stands:
    """How *asked* stand together."""
    known = list(asked)
    left = sum(each.open for each in known)
    needed = sum(each.required or each.open for each in known)
    if left:
        return Stands(State.TO_DO, needed, left)
    touched = any(each.touched for each in known)
    return Stands(State.DONE if touched else State.NOTHING, needed, 0)


@dataclass(frozen=True)
class Progress:
    """All that is asked, in the order of the form and, within a section, of the parts."""

    asked: tuple[Asked, ...]
    lacks: tuple[Lack, ...]
    #: The same by part and section, and what the home's answers decided in it.
    of_parts: Mapping[int, Mapping[str, tuple[Asked, ...]]] = field(default_factory=dict)
    decided: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def pages(self) -> dict[tuple[str, int], Stands]:
        """By section and part, how each page stands; a page that asks nothing is not there."""
        found: dict[tuple[str, int], list[Asked]] = {}
        for each in self.asked:
            found.setdefault((each.section.key, each.part.id), []).append(each)
        return {page: standing(asked) for page, asked in found.items()}

    def of_part(self, part: int) -> Stands:
        """How the pages about one part stand."""
        return standing(each for each in self.asked if each.part.id == part)

    @cached_property
    def whole(self) -> Stands:
        """How the application stands: it can be sent where nothing is left."""
        return _with(standing(self.asked), sum(each.least - each.has for each in self.lacks))

    @property
    def following(self) -> list[Asked]:
        """The papers that the school must see and that may still come later."""
        return [each for each in self.asked if each.follows]


def _with(found: Stands, lack: int) -> Stands:
    if not lack:
        return found
    return Stands(State.TO_DO, found.needed + lack, found.left + lack)


def progress(
    form: Form, parts: Iterable[About], *, before: Progress | None = None, changed: int = 0
) -> Progress:
    """How an application of *form* stands that is about *parts*.

    *before* is how it stood when nothing but answers about the part *changed* was different: what
    is asked about the others then stands as it stood, but where the home's answers decide it.
    """
    known = sorted(parts, key=lambda each: each.position)
    home: dict[str, Any] = {}
    for part in known:
        if part.kind == Per.HOUSEHOLD:
            home |= said_of(form, part, {})
    decided = {key: home[key] for key in form.decisive if key in home}
    same = before.of_parts if before and before.decided == decided else {}
    adults = [str(part.id) for part in known if part.kind == Per.GUARDIAN]
    of_parts = {
        part.id: same[part.id] if part.id in same and part.id != changed
        else _asked_of(form, part, home, adults)
        for part in known
    }  # fmt: skip
    asked = tuple(
        each
        for section in form.sections
        for part in known
        if part.kind == section.per
        for each in of_parts[part.id][section.key]
    )
    return Progress(asked, tuple(_lacks(form, known)), of_parts, decided)


def _asked_of(
    form: Form, part: About, home: Mapping[str, Any], adults: list[str]
) -> dict[str, tuple[Asked, ...]]:
    """By section, what is asked about *part*."""
    seen = said_of(form, part, home)
    said = {**home, **seen}
    return {
        section.key: tuple(
            _asked(part, section, question, said, adults)
            for question in section.questions
            if question.key in seen
        )
        for section in form.of(part.kind)
    }


def said_of(form: Form, part: About, home: Mapping[str, Any]) -> dict[str, Any]:
    """By key, what is said about *part*: of each question that is shown, and of no other.

    *home* is the same of the household.
    """
    said: dict[str, Any] = {NEW: part.new}
    for section in form.of(part.kind):
        if not section.is_for(part.level):
            continue
        for question in section.questions:
            if question.is_shown({**home, **said}, part.level):
                said[question.key] = part.values.get(question.key)
    return said


def _asked(
    part: About, section: Section, question: Question, said: Mapping[str, Any], adults: list[str]
) -> Asked:
    required, value = question.is_required(said), said[question.key]
    missing = question.key in part.unfinished or (
        required
        and (
            is_empty(value)
            or (question.kind == Kind.RELATION and any(adult not in value for adult in adults))
        )
    )
    old = question.renew and question.key not in part.touched
    return Asked(part, section, question, required, missing, old and not is_empty(value))


def is_empty(value: Any) -> bool:
    """If *value* says nothing; no and nought say something."""
    return value is None or value == "" or value == [] or value == {}


def _lacks(form: Form, parts: list[About]) -> Iterable[Lack]:
    for section in form.sections:
        has = sum(part.kind == section.per for part in parts)
        if has < section.least:
            yield Lack(section, has, section.least)
