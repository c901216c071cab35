"""What is not right about a form, before it is published.

It looks at the definition as ``rules.form`` describes it, whatever somebody has made of it: what
cannot even be read is a problem too, never an exception.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from openhouse.registration.rules.conditions import Known, of_condition
from openhouse.registration.rules.fields import FIELDS
from openhouse.registration.rules.form import NEW, Desk, Kind, Per, read
from openhouse.registration.rules.problem import Code, Problem

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
LEVELS = ("elementary", "middle", "high", "other")
MOST_CHARACTERS = 5000
MOST_SECTIONS, MOST_QUESTIONS = 40, 300
CHOSEN = (Kind.CHOICE, Kind.CHOICES)
WORDED = (Kind.STATEMENT, Kind.SIGNATURE)
NAMES = ("person.given_name", "person.family_name")
#: Desks that read of children alone, by the school of each.
OF_A_CHILD = (Desk.NURSE, Desk.TRANSPORT)
#: Without these nobody can be written into the records. Of a change, a child is known already.
NEEDED = {Per.GUARDIAN: NAMES, Per.CONTACT: NAMES}
NEEDED_OF_CHILDREN = (*NAMES, "person.born_on", "enrollment.school", "enrollment.grade_level")


def problems(definition: Any, *, of_children: bool = True) -> list[Problem]:
    """All that is wrong, in the order of the form; a form with none can be published.

    With *of_children* it must ask all that makes a child a student here: a form for changes
    between registrations need not.
    """
    try:
        found = _all_problems(definition["sections"], of_children=of_children)
        if not found:
            read(definition)
    except (AttributeError, KeyError, TypeError, ValueError):
        return [Problem(Code.UNREADABLE)]
    return found


def _all_problems(sections: list[dict[str, Any]], *, of_children: bool) -> list[Problem]:
    known = Known.of(sections)
    found = [*_twice(sections)]
    if not sections:
        found.append(Problem(Code.EMPTY))
    if len(sections) > MOST_SECTIONS or len(known.questions) > MOST_QUESTIONS:
        most = {"sections": MOST_SECTIONS, "questions": MOST_QUESTIONS}
        found.append(Problem(Code.TOO_MUCH, params=most))
    for section in sections:
        found += _of_section(section)
        for question in section["questions"]:
            found += _of_question(section, question, known)
    return [*found, *_of_all(sections, of_children=of_children)]


def _twice(sections: list[dict[str, Any]]) -> Iterator[Problem]:
    """Sections and questions that share a key with one before."""
    pages: set[str] = set()
    keys: set[str] = set()
    for section in sections:
        if section.get("key") in pages:
            yield Problem(Code.KEY_TWICE, section["key"])
        pages.add(section.get("key", ""))
        for question in section["questions"]:
            if question.get("key") in keys:
                yield Problem(Code.KEY_TWICE, section.get("key", ""), question["key"])
            keys.add(question.get("key", ""))


def _of_section(section: Mapping[str, Any]) -> Iterator[Problem]:
    key = str(section.get("key", ""))
    if not KEY.fullmatch(key):
        yield Problem(Code.KEY, key)
    if section.get("per") not in list(Per) or (section.get("desk") or "office") not in list(Desk):
        yield Problem(Code.SECTION_KIND, key)
    if section.get("desk") in OF_A_CHILD and section.get("per") != Per.STUDENT:
        yield Problem(Code.DESK, key)
    if not english(section.get("title")):
        yield Problem(Code.NO_TITLE, key)
    if not section["questions"]:
        yield Problem(Code.NO_QUESTIONS, key)
    if set(section.get("levels") or ()) - set(LEVELS):
        yield Problem(Code.LEVEL, key)


def english(words: Any) -> bool:
    """If *words*, by language, are there in English."""
    return isinstance(words, dict) and bool(str(words.get("en") or "").strip())


def _of_question(
    section: Mapping[str, Any], question: Mapping[str, Any], known: Known
) -> Iterator[Problem]:
    place = (str(section.get("key", "")), str(question.get("key", "")))
    kind = question.get("kind")
    if not KEY.fullmatch(place[1]):
        yield Problem(Code.KEY, *place)
    if kind not in list(Kind):
        yield Problem(Code.KIND, *place)
        return
    if not english(question.get("label")):
        yield Problem(Code.NO_LABEL, *place)
    yield from _of_options(question, place)
    if kind in WORDED and not english(question.get("statement")):
        yield Problem(Code.NO_STATEMENT, *place)
    if (question.get("consent") or "") not in ("", "one", "both"):
        yield Problem(Code.CONSENT, *place)
    if set(question.get("levels") or ()) - set(LEVELS):
        yield Problem(Code.LEVEL, *place)
    if question.get("proof") and kind != Kind.FILE:
        yield Problem(Code.PROOF, *place)
    most = question.get("most") or 1
    if not isinstance(most, int) or not 1 <= most <= MOST_CHARACTERS:
        yield Problem(Code.MOST, *place, {"most": MOST_CHARACTERS})
    yield from _of_field(section, question, place)
    for rule in (question.get("shown"), question.get("required")):
        if rule not in (None, True, False):
            yield from of_condition(rule, place, known)


def _of_options(question: Mapping[str, Any], place: tuple[str, str]) -> Iterator[Problem]:
    options = question.get("options") or []
    values = [each.get("value") for each in options if isinstance(each, dict)]
    if question["kind"] in CHOSEN and len(values) < 2:
        yield Problem(Code.NO_OPTIONS, *place)
    if len(set(values)) < len(values) or not all(values):
        yield Problem(Code.OPTION_TWICE, *place)
    if not all(english(each.get("label")) for each in options if isinstance(each, dict)):
        yield Problem(Code.NO_OPTION_LABEL, *place)


def _of_field(
    section: Mapping[str, Any], question: Mapping[str, Any], place: tuple[str, str]
) -> Iterator[Problem]:
    fills = question.get("fills")
    if not fills:
        return
    pers, kinds = FIELDS.get(fills, ((), ()))
    if section.get("per") not in pers or question["kind"] not in kinds:
        yield Problem(Code.FIELD, *place, {"field": fills})


def _of_all(sections: list[dict[str, Any]], *, of_children: bool) -> Iterator[Problem]:
    """What a field lacks or has too much: nobody, or two questions, would fill it."""
    needed = NEEDED | ({Per.STUDENT: NEEDED_OF_CHILDREN} if of_children else {})
    for per in Per:
        asked = [
            (section, question)
            for section in sections
            if section.get("per") == per
            for question in section["questions"]
            if question.get("fills")
        ]
        yield from _filled_twice(asked)
        asks = _always if of_children else _of_who_is_new
        there = {question["fills"] for section, question in asked if asks(section, question)}
        if per == Per.STUDENT or any(section.get("per") == per for section in sections):
            for field in needed.get(per, ()):
                if field not in there:
                    yield Problem(Code.NEEDED, params={"per": str(per), "field": field})


def _filled_twice(asked: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> Iterator[Problem]:
    filled: set[str] = set()
    for section, question in asked:
        if question["fills"] in filled:
            place = (str(section.get("key", "")), str(question.get("key", "")))
            yield Problem(Code.FIELD_TWICE, *place, {"field": question["fills"]})
        filled.add(question["fills"])


def _always(section: Mapping[str, Any], question: Mapping[str, Any]) -> bool:
    """If everybody must answer it."""
    conditional = question.get("shown") or question.get("levels") or section.get("levels")
    return question.get("required") is True and not conditional


def _of_who_is_new(section: Mapping[str, Any], question: Mapping[str, Any]) -> bool:
    """If everybody must answer it whom the records do not know: enough of a form for changes."""
    try:
        found = read({"sections": [{**section, "questions": [question]}]}).sections[0].questions[0]
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    new = {NEW: True}
    return not found.levels and found.is_shown(new) and found.is_required(new)


def untranslated(definition: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Where words of the form are there in English and not in *language*, each as often.

    By the keys of the section and of the question, "" for words of the section itself.
    """
    return [
        place
        for place, words in worded(definition)
        if english(words) and not str(words.get(language) or "").strip()
    ]


def worded(definition: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:
    """All words of the form, each by language, with where they stand."""
    for section in definition["sections"]:
        for name in ("title", "help"):
            if section.get(name):
                yield (section["key"], ""), section[name]
        for question in section["questions"]:
            place = (section["key"], question["key"])
            said = [question.get(name) for name in ("label", "help", "statement")]
            said += [each["label"] for each in question.get("options") or ()]
            yield from ((place, words) for words in said if words)
