"""What a newer version of a form asks for more than the one that a family has begun with."""

from collections.abc import Mapping
from typing import Any

from openhouse.registration.rules.form import Condition, Form, Question, Section


def asked_for_more(older: Form, newer: Form) -> list[tuple[Section, Question]]:
    """The questions of *newer* that must be answered, or proved, and which *older* did not ask so.

    One that asks for another kind of answer is another question.
    """
    found = []
    for section in newer.sections:
        for question in section.questions:
            before = older.question(question.key)
            if _must(question) and (before is None or not _asked(before, section, question)):
                found.append((section, question))
    return found


def _must(question: Question) -> bool:
    return isinstance(question.required, Condition) or question.required or question.proof


def _asked(before: tuple[Section, Question], section: Section, question: Question) -> bool:
    was, old = before
    return was.per == section.per and old.kind == question.kind and _must(old)


def differences(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, int]:
    """How many questions were ``added``, ``removed`` and ``changed``, of two definitions."""
    before, after = _by_key(older), _by_key(newer)
    return {
        "added": len(after.keys() - before.keys()),
        "removed": len(before.keys() - after.keys()),
        "changed": sum(before[key] != after[key] for key in before.keys() & after.keys()),
    }


def _by_key(definition: Mapping[str, Any]) -> dict[str, Any]:
    return {
        question["key"]: (section["key"], question)
        for section in definition["sections"]
        for question in section["questions"]
    }
