"""If a condition of a form can ever be asked: its question is known, and was asked before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openhouse.registration.rules.form import FACTS, Kind, Per
from openhouse.registration.rules.problem import Code, Problem

#: Kinds of question whose answer is one of a few values.
COMPARED = (Kind.YES_NO, Kind.CHOICE, Kind.CHOICES, Kind.LANGUAGE, Kind.GRADE)
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Known:
    """The questions of a form: their section's ``per``, their place in the order, themselves."""

    questions: Mapping[str, tuple[str, int, Mapping[str, Any]]]

    @classmethod
    def of(cls, sections: list[dict[str, Any]]) -> "Known":
        """Those of *sections*; of two with one key the first."""
        found: dict[str, tuple[str, int, Mapping[str, Any]]] = {}
        for section in sections:
            for question in section["questions"]:
                key = str(question.get("key", ""))
                found.setdefault(key, (str(section.get("per", "")), len(found), question))
        return cls(found)

    def before(self, per: str, place: int) -> list[Mapping[str, Any]]:
        """The questions that a condition may ask about, of a question of a *per* in this *place*.

        Earlier ones about the same, and those about the home, wherever they stand.
        """
        return [
            question
            for of, at, question in self.questions.values()
            if question.get("kind") in COMPARED
            and ((of == per and at < place) or (of == Per.HOUSEHOLD and per != Per.HOUSEHOLD))
        ]


def of_condition(
    rule: Any, place: tuple[str, str], known: Known, depth: int = 0
) -> Iterator[Problem]:
    """What is wrong with *rule*, which belongs to the question at *place*."""
    if not isinstance(rule, dict) or depth > DEEPEST:
        yield Problem(Code.CONDITION, *place)
        return
    inner = [*(rule.get("any") or ()), *(rule.get("all") or ())]
    for each in inner:
        yield from of_condition(each, place, known, depth + 1)
    if inner:
        return
    key, values = rule.get("key"), rule.get("is") or rule.get("is_not")
    if not isinstance(values, list) or not values:
        yield Problem(Code.CONDITION, *place)
    elif key in FACTS:
        if set(map(type, values)) != {bool}:
            yield Problem(Code.CONDITION_VALUE, *place, {"key": key})
    else:
        yield from _of_question(str(key), values, place, known)


def _of_question(
    key: str, values: list[Any], place: tuple[str, str], known: Known
) -> Iterator[Problem]:
    said = {"key": key}
    if key not in known.questions or place[1] not in known.questions:
        yield Problem(Code.CONDITION_UNKNOWN, *place, said)
        return
    per, at, question = known.questions[key]
    mine, here, _own = known.questions[place[1]]
    if per not in (mine, Per.HOUSEHOLD):
        yield Problem(Code.CONDITION_ELSEWHERE, *place, said)
    elif per == mine and at >= here:
        yield Problem(Code.CONDITION_LATER, *place, said)
    kind = question.get("kind")
    if kind not in COMPARED:
        yield Problem(Code.CONDITION_KIND, *place, said)
    elif not _may_be(question, values):
        yield Problem(Code.CONDITION_VALUE, *place, said)


def _may_be(question: Mapping[str, Any], values: list[Any]) -> bool:
    """If each of *values* can be an answer to *question*."""
    match question.get("kind"):
        case Kind.YES_NO:
            return all(isinstance(each, bool) for each in values)
        case Kind.CHOICE | Kind.CHOICES:
            options = [each.get("value") for each in question.get("options") or ()]
            return all(each in options for each in values)
    return all(isinstance(each, str) for each in values)
