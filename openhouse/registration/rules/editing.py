"""A form that is being made: its sections and questions found, put in, moved and taken out.

Each function changes the definition that it is given (``rules.form`` says how one looks).
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from openhouse.registration.rules.form import Kind, Per

type Said = dict[str, Any]
MOST_OPTIONS = 100
LONGEST_KEY = 50


def section_of(definition: Mapping[str, Any], key: str) -> Said | None:
    """The section with this key."""
    return next((each for each in definition["sections"] if each["key"] == key), None)


def question_of(definition: Mapping[str, Any], key: str) -> tuple[Said, Said] | None:
    """The question with this key and its section."""
    return next((found for found in questions(definition) if found[1]["key"] == key), None)


def questions(definition: Mapping[str, Any]) -> Iterator[tuple[Said, Said]]:
    """All questions in their order, each with its section."""
    for section in definition["sections"]:
        for question in section["questions"]:
            yield section, question


def copied(definition: Mapping[str, Any]) -> Said:
    """A form in which questions can be put without changing *definition*."""
    sections = definition["sections"]
    return {"sections": [each | {"questions": [*each["questions"]]} for each in sections]}


def fresh_key(words: str, taken: Collection[str]) -> str:
    """A key out of *words* that nobody has: "Where do you live?" is "where_do_you_live"."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain)[:LONGEST_KEY].strip("_")
    if not key or not key[0].isalpha():
        key = f"q_{key}".rstrip("_")
    number = 2
    found = key
    while found in taken:
        found, number = f"{key}_{number}", number + 1
    return found


def stands(definition: Mapping[str, Any], key: str, *, section: bool) -> str:
    """Where a piece stands: ``home:`` at the beginning of a section, ``home:street`` after a
    question of it; of a section ``:`` or ``:home``; "" where it is not there."""
    found = None if section else question_of(definition, key)
    if not section and found is None:
        return ""
    row = found[0]["questions"] if found else definition["sections"]
    keys = [each["key"] for each in row]
    if key not in keys:
        return ""
    before = keys[keys.index(key) - 1] if keys.index(key) else ""
    return f"{found[0]['key'] if found else ''}:{before}"


def put_section(definition: Said, section: Said, place: str = "") -> None:
    """In the place of the one with its key, or at the end; with *place* there.

    ``:`` is the beginning, ``:home`` after the section ``home``. Raises KeyError where there is no
    such section.
    """
    _put(definition["sections"], section)
    if place:
        _put_after(definition["sections"], section["key"], place.partition(":")[2])


def put_question(definition: Said, home: str, question: Said, place: str = "") -> None:
    """In the place of the one with its key, or at the end of *home*; with *place* there.

    ``home:`` is the beginning of a section, ``home:street`` after a question in it. Raises KeyError
    where there is no such section or question.
    """
    before = question_of(definition, question["key"])
    wanted, _sign, after = place.partition(":")
    section = section_of(definition, wanted) if place else before[0] if before else None
    section = section or (None if place else section_of(definition, home))
    if section is None:
        raise KeyError(wanted or home)
    for each in definition["sections"]:
        if each is not section:
            each["questions"] = [q for q in each["questions"] if q["key"] != question["key"]]
    _put(section["questions"], question)
    if place:
        _put_after(section["questions"], question["key"], after)


def _put(row: list[Said], one: Said) -> None:
    for place, each in enumerate(row):
        if each["key"] == one["key"]:
            row[place] = one
            return
    row.append(one)


def _put_after(row: list[Said], key: str, after: str) -> None:
    """The one with *key* right after the one that is named, "": at the beginning."""
    keys = [each["key"] for each in row]
    if after and (after not in keys or after == key):
        raise KeyError(after)
    one = row.pop(keys.index(key))
    keys.remove(key)
    row.insert(keys.index(after) + 1 if after else 0, one)


def move(definition: Said, key: str, by: int, *, section: bool) -> bool:
    """One place up (-1) or down (1), a question within its section; False where it cannot."""
    if section:
        row = definition["sections"]
    else:
        found = question_of(definition, key)
        row = found[0]["questions"] if found else []
    place = next((n for n, each in enumerate(row) if each["key"] == key), None)
    if place is None or not 0 <= place + by < len(row):
        return False
    row[place], row[place + by] = row[place + by], row[place]
    return True


def take_out(definition: Said, key: str, *, section: bool) -> None:
    """Without this section, or this question."""
    if section:
        definition["sections"] = [each for each in definition["sections"] if each["key"] != key]
        return
    for each in definition["sections"]:
        each["questions"] = [q for q in each["questions"] if q["key"] != key]


def leaning_on(definition: Mapping[str, Any], keys: Collection[str]) -> list[Said]:
    """The questions whose conditions ask about one of *keys*."""
    return [
        question
        for _section, question in questions(definition)
        if question["key"] not in keys
        and set(keys) & {*asked_by(question.get("shown")), *asked_by(question.get("required"))}
    ]


def asked_by(rule: Any) -> Iterator[str]:
    """The keys that a condition asks about."""
    if isinstance(rule, dict):
        if rule.get("key"):
            yield rule["key"]
        for each in (*(rule.get("any") or ()), *(rule.get("all") or ())):
            yield from asked_by(each)


def print_of(piece: Any) -> str:
    """What tells if *piece* is still as somebody saw it."""
    said = json.dumps(piece, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def read_options(lines: Mapping[str, str], known: Sequence[Said]) -> list[Said]:
    """The options that *lines* by language say, one a line, the same number of each in all.

    One whose English is as it was keeps its value, and so does one in the place of another where
    there are as many as before: then it was only said better.
    """
    by_language = {
        code: [line.strip() for line in text.splitlines() if line.strip()]
        for code, text in lines.items()
    }
    english = by_language.get("en", [])
    values = {each["label"].get("en"): each["value"] for each in known}
    found: list[Said] = []
    for place, label in enumerate(english):
        value = values.get(label, "")
        if not value and len(known) == len(english) and known[place]["label"]["en"] not in english:
            value = known[place]["value"]
        taken = {each["value"] for each in found} | set(values.values())
        words = {code: said[place] for code, said in by_language.items() if place < len(said)}
        found.append({"value": value or fresh_key(label, taken), "label": words})
    return found


def new_section(key: str, per: Per) -> Said:
    """An empty section."""
    return {"key": key, "per": str(per), "title": {}, "questions": []}


def new_question(key: str, kind: Kind) -> Said:
    """A question without words."""
    return {"key": key, "kind": str(kind), "label": {}}
