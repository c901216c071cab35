"""The form as a district makes it: sections of questions, read from a version's ``definition``.

``{"sections": [{"key": "home", "per": "household", "title": {"en": …, "es": …}, "help": {…},
"desk": "office", "levels": [], "questions": [{"key": "street", "kind": "text", "label": {…},
"help": {…}, "required": true, "shown": null, "fills": "household.street", "options": [{"value":
"rent", "label": {…}}], "levels": [], "most": 200, "consent": "", "statement": {…}, "renew":
false, "proof": false}]}]}``

Keys are ``a-z``, figures and ``_``, and no two questions of a form share one. Words are by
language; English is always there. A section has ``"least": 1`` where there must be one at least.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any


class Kind(StrEnum):
    """What sort of answer a question takes; ``rules.answers`` says what its value looks like."""

    TEXT = "text"
    LONG = "long text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes or no"
    DATE = "date"
    NUMBER = "number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    PERSON = "person"
    #: What an adult is to each child: asked of the child, once for each adult of the application.
    RELATION = "relation"
    SCHOOL = "school"
    GRADE = "grade"
    LANGUAGE = "language"
    FILE = "file"
    #: Words to agree to, with initials.
    STATEMENT = "statement"
    SIGNATURE = "signature"


#: What conditions may ask besides questions: if the records do not know this person or home yet.
NEW = "_new"
FACTS = (NEW,)


class Per(StrEnum):
    """What a section is asked about: once for each of them."""

    HOUSEHOLD = "household"
    GUARDIAN = "guardian"
    CONTACT = "contact"
    STUDENT = "student"


class Desk(StrEnum):
    """Who at the school reads the answers of a section."""

    OFFICE = "office"
    NURSE = "nurse"
    COUNSELOR = "counselor"
    TRANSPORT = "transport"


@dataclass(frozen=True, slots=True)
class Condition:
    """If the answer to *key*, about the same part or the household, is one of *values*.

    ``{"key": "speaks_other", "is": [true]}``, or ``{"any": […]}``, ``{"all": […]}`` of such.
    With ``"is_not"`` (``but``) it is answered, and with none of them.
    """

    key: str = ""
    values: tuple[Any, ...] = ()
    but: bool = False
    any: tuple["Condition", ...] = ()
    all: tuple["Condition", ...] = ()

    @property
    def keys(self) -> Iterator[str]:
        """The questions it asks about."""
        if self.key:
            yield self.key
        for each in (*self.any, *self.all):
            yield from each.keys

    def holds(self, answers: Mapping[str, Any]) -> bool:
        """If it holds of *answers*, values by key; of several choices one is enough."""
        if self.any:
            return any(each.holds(answers) for each in self.any)
        if self.all:
            return all(each.holds(answers) for each in self.all)
        said = answers.get(self.key)
        if self.but and said in (None, "", []):
            return False
        is_one = any(each in self.values for each in (said if isinstance(said, list) else [said]))
        return is_one is not self.but


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from."""

    value: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``shown`` None: always; ``required`` True, False, or by a condition."""

    key: str
    kind: Kind
    label: Mapping[str, str]
    help: Mapping[str, str]
    required: bool | Condition
    shown: Condition | None
    #: The field of the records that it fills, one of ``rules.fields``; "": kept as an answer.
    fills: str
    options: tuple[Option, ...]
    #: Only for children at a school of these levels; empty: of all.
    levels: tuple[str, ...]
    #: Characters of a text, at most.
    most: int
    #: Of a statement or signature: "one" guardian's is enough, or "both" must give it.
    consent: str
    statement: Mapping[str, str]
    #: Asked anew each year: "nothing has changed" does not answer it.
    renew: bool
    #: Of a file: the child is registered only once the school has seen it.
    proof: bool

    def is_shown(self, answers: Mapping[str, Any], level: str = "") -> bool:
        """If it is asked, of a child at a school of *level* or, "", of whom no school is known."""
        fits = not self.levels or not level or level in self.levels
        return fits and (self.shown is None or self.shown.holds(answers))

    def is_required(self, answers: Mapping[str, Any]) -> bool:
        """If it must be answered where it is shown."""
        must = self.required
        return must.holds(answers) if isinstance(must, Condition) else must


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form: questions about each household, guardian, contact or child."""

    key: str
    per: Per
    title: Mapping[str, str]
    help: Mapping[str, str]
    desk: Desk
    levels: tuple[str, ...]
    questions: tuple[Question, ...]
    #: How many contacts, say, there must be.
    least: int = 0

    def is_for(self, level: str) -> bool:
        """If a child at a school of *level* ("": not known) is asked it."""
        return not self.levels or not level or level in self.levels


@dataclass(frozen=True)
class Form:
    """All that is asked, in order."""

    sections: tuple[Section, ...]

    @cached_property
    def decisive(self) -> frozenset[str]:
        """The questions on whose answers it hangs whether others are asked, or must be answered."""
        questions = [each for section in self.sections for each in section.questions]
        conditions = [each for one in questions for each in (one.shown, one.required)]
        return frozenset(
            key for one in conditions if isinstance(one, Condition) for key in one.keys
        )

    @cached_property
    def fills(self) -> dict[str, str]:
        """By key of the question, the field of the records that it fills, where it fills one."""
        questions = [each for section in self.sections for each in section.questions]
        return {each.key: each.fills for each in questions if each.fills}

    @cached_property
    def _filled_by(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for section in self.sections:
            for each in section.questions:
                if each.fills:
                    found.setdefault((section.per, each.fills), each.key)
        return found

    def filled_by(self, per: str, field: str) -> str | None:
        """The key of the question about a *per* that fills *field* of the records."""
        return self._filled_by.get((per, field))

    def section(self, key: str) -> Section | None:
        """The section with this key."""
        return next((each for each in self.sections if each.key == key), None)

    def of(self, per: str) -> list[Section]:
        """The sections asked about each *per*."""
        return [each for each in self.sections if each.per == per]

    def question(self, key: str) -> tuple[Section, Question] | None:
        """The question with this key, and where it stands."""
        for section in self.sections:
            for each in section.questions:
                if each.key == key:
                    return section, each
        return None


def said_in(words: Mapping[str, str], language: str) -> str:
    """*words* in *language*, or where they are not, in English, or in any."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def ledger_subject(desk: str, key: str, number: str) -> str:
    """What a line of the ledger says of a question: its *key*, but of health no more than the
    *number* of the application, for that one is asked about an inhaler says that she has one."""
    return number if desk == Desk.NURSE else key


def read(definition: Mapping[str, Any]) -> Form:
    """The form that *definition* says. Raises KeyError or ValueError for one that is none."""
    return Form(tuple(map(_section, definition["sections"])))


def _section(said: Mapping[str, Any]) -> Section:
    return Section(
        key=said["key"],
        per=Per(said["per"]),
        title=said["title"],
        help=said.get("help") or {},
        desk=Desk(said.get("desk") or "office"),
        levels=tuple(said.get("levels") or ()),
        questions=tuple(map(_question, said["questions"])),
        least=int(said.get("least") or 0),
    )


def _question(said: Mapping[str, Any]) -> Question:
    must, shown = said.get("required", False), said.get("shown")
    return Question(
        key=said["key"],
        kind=Kind(said["kind"]),
        label=said["label"],
        help=said.get("help") or {},
        required=must if isinstance(must, bool) else _condition(must),
        shown=_condition(shown) if shown else None,
        fills=said.get("fills") or "",
        options=tuple(Option(each["value"], each["label"]) for each in said.get("options") or ()),
        levels=tuple(said.get("levels") or ()),
        most=int(said.get("most") or 200),
        consent=said.get("consent") or "",
        statement=said.get("statement") or {},
        renew=bool(said.get("renew")),
        proof=bool(said.get("proof")),
    )


def _condition(said: Mapping[str, Any]) -> Condition:
    return Condition(
        said.get("key", ""),
        tuple(said.get("is") or said.get("is_not") or ()),
        not said.get("is") and bool(said.get("is_not")),
        tuple(map(_condition, said.get("any") or ())),
        tuple(map(_condition, said.get("all") or ())),
    )
