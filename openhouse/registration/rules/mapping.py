"""What of an application goes into the records: each answer beside what stands there.

``posting`` writes what is ``taken`` here, and a clerk sees the same lines before she says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from openhouse.registration.rules.form import Form, Kind, Question, Section
from openhouse.registration.rules.progress import is_empty

#: What an office is not asked about one by one: it decides the child at this school and grade.
DECIDED_WHOLE = ("enrollment.school", "enrollment.grade_level")
#: Names without which nobody is in the records: an empty answer changes none.
NEVER_EMPTIED = (
    *("person.given_name", "person.family_name", "household.address", "person.born_on", "ties"),
)


class Says(StrEnum):
    """What has been said to an answer that differs; OPEN: nothing yet, or to an earlier one."""

    TAKE = "take"
    KEEP = "keep"
    ASK = "ask"
    OPEN = "open"


#: Who asks a family: the desk, and the id of its school.
type Asker = tuple[str, int | None]
NOBODY: Asker = ("", None)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, and which one it is."""

    value: Any
    revision: int
    #: Whose word it is; None of who came by a link.
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What an office said, and to which revision of the answer."""

    says: str
    revision: int
    question: str = ""
    answered: bool = False
    asker: Asker = NOBODY


@dataclass(frozen=True, slots=True)
class Line:
    """One question about one part: what the records say (*old*), what the family says (*new*).

    ``differs`` only where it fills a field of the records and would change it. ``hers``: it would,
    and is not written, for only who it is about may change it, or the counter with her ID.
    ``unread``: who looks does not read what the records say of her, only if it is the same.
    """

    part: int
    section: Section
    question: Question
    old: Any
    new: Any
    revision: int
    given: bool
    differs: bool
    says: Says
    asked: str = ""
    asker: Asker = NOBODY
    #: What was asked and the family has answered: by what is in ``new``.
    answered: str = ""
    hers: bool = False
    unread: bool = False

    @property
    def fills(self) -> str:
        return self.question.fills

    @property
    def is_open(self) -> bool:
        """If the office has still to say whether it is taken."""
        return self.differs and self.says == Says.OPEN


def lines(
    form: Form,
    part: int,
    kind: str,
    answers: Mapping[str, Given],
    decisions: Mapping[str, Decided],
    records: Mapping[str, Any],
) -> list[Line]:
    """Each question about a part that was answered or that the records answer, in order."""
    return [
        _line(part, section, question, answers.get(question.key), decisions, records)
        for section in form.of(kind)
        for question in section.questions
        if question.key in answers or not is_empty(records.get(question.key))
    ]


def _line(
    part: int,
    section: Section,
    question: Question,
    given: Given | None,
    decisions: Mapping[str, Decided],
    records: Mapping[str, Any],
) -> Line:
    old = records.get(question.key)
    new = given.value if given else old
    decided = decisions.get(question.key)
    says, asked, asker, answered = Says.OPEN, "", NOBODY, ""
    if decided and decided.says == Says.ASK:
        if decided.answered:
            answered = decided.question
        else:
            says, asked, asker = Says.ASK, decided.question, decided.asker
    elif decided and given and decided.revision == given.revision:
        says = Says(decided.says)
    return Line(
        part=part,
        section=section,
        question=question,
        old=old,
        new=new,
        revision=given.revision if given else 0,
        given=given is not None,
        differs=given is not None and changes(question, old, new),
        says=says,
        asked=asked,
        asker=asker,
        answered=answered,
    )


def changes(question: Question, old: Any, new: Any) -> bool:
    """If *new* written into the field that *question* fills would change what stands there."""
    if not question.fills or question.fills in DECIDED_WHOLE:
        return False
    if is_empty(new) and (is_empty(old) or question.fills in NEVER_EMPTIED):
        return False
    if question.fills == "ties":
        known = old if isinstance(old, dict) else {}
        return any(known.get(adult) != tie for adult, tie in (new or {}).items())
    return bool(_plain(question.kind, old) != _plain(question.kind, new))


def _plain(kind: Kind, value: Any) -> Any:
    """*value* without what makes no difference to the records."""
    if is_empty(value):
        return None
    if kind == Kind.PHONE:
        number, _, extension = str(value).lower().partition("ext")
        figures = "".join(sign for sign in number if sign.isdigit())
        return figures[-10:], "".join(sign for sign in extension if sign.isdigit())
    if kind == Kind.EMAIL:
        return str(value).strip().lower()
    if kind == Kind.ADDRESS and isinstance(value, dict):
        return {piece: str(said or "").strip() for piece, said in value.items() if said}
    return value.strip() if isinstance(value, str) else value


def taken(found: Iterable[Line]) -> dict[str, Any]:
    """By field of the records, what is to stand there: what differs and was taken."""
    return {line.fills: line.new for line in found if line.differs and line.says == Says.TAKE}


def counts(found: Iterable[Line]) -> dict[str, Any]:
    """By field, what will hold afterwards: what was taken, or is so already, else the records."""
    return {
        line.fills: line.new if not line.differs or line.says == Says.TAKE else line.old
        for line in found
        if line.fills
    }


@dataclass(frozen=True, slots=True)
class Tie:
    """What an adult of the application is to a child; None where nobody said."""

    relation: str | None = None
    lives_with: bool | None = None
    receives_mail: bool | None = None
    legal: bool | None = None


def ties(
    child: Mapping[str, Any], adults: Mapping[int, Mapping[str, Any]]
) -> Iterator[tuple[int, Tie]]:
    """By part, what each of *adults* is to *child*; both are what holds of them (``counts``).

    What the child's page says of each adult goes before what an adult's says of all children.
    """
    said = child.get("ties")
    of_each: Mapping[str, Any] = said if isinstance(said, dict) else {}
    for part, hers in adults.items():
        own = of_each.get(str(part)) or {}
        yield (
            part,
            Tie(
                own.get("relation") or hers.get("tie.relation"),
                _first(own.get("lives_with"), hers.get("tie.lives_with")),
                hers.get("tie.receives_mail"),
                hers.get("tie.legal_guardian"),
            ),
        )


def _first(*values: bool | None) -> bool | None:
    return next((each for each in values if each is not None), None)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two homes answer the same question about one child, and not alike."""

    key: str
    mine: Any
    other: Any


def contradictions(mine: Iterable[Line], other: Mapping[str, Any]) -> list[Contradiction]:
    """Where the *other* home answers otherwise; *other* has its answers by the fields they fill,
    or, of what fills none, by key.
    """
    found = []
    for line in mine:
        name = line.fills or line.question.key
        if not line.given or name not in other or name in ("ties", *DECIDED_WHOLE):
            continue
        if line.question.kind in (Kind.FILE, Kind.STATEMENT, Kind.SIGNATURE):
            continue
        if _plain(line.question.kind, line.new) != _plain(line.question.kind, other[name]):
            found.append(Contradiction(line.question.key, line.new, other[name]))
    return found
