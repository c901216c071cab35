"""What a change is about: all that is done to one thing folds into one notice."""

from collections.abc import Mapping
from typing import Any

from openhouse.notifications.calm import rules

#: The kind of notice by the first part of a line's kind; a score's may be ``assignment`` too.
KIND_OF = {
    "score": rules.SCORE,
    "mark": rules.POSTED,
    "attendance": rules.ATTENDANCE,
    "assignment": rules.NEW_WORK,
    "placement": rules.REGISTRATION,
    "question": rules.MESSAGE,
    "document": rules.DOCUMENT,
    "paper": rules.DOCUMENT,
    "transcript": rules.DOCUMENT,
    "immunization": rules.DOCUMENT,
    "health": rules.DOCUMENT,
}


def matter_of(kind: str, about: int | None, said: Mapping[str, Any]) -> str:
    """What a line of the ledger is about: "score:123", "attendance:2026-10-06".

    New work is told class by class: else a term's, brought in at once, would be a notice each.
    """
    what = kind.partition(".")[0]
    if what == "assignment":
        return f"{what}:{said.get('section_id')}"
    if what == "attendance":
        return f"{what}:{said.get('on')}"
    if what == "mark":
        return f"{what}:{about}:{said.get('task_id')}:{said.get('term_id') or ''}"
    return f"{what}:{about}"


def kind_of(kind: str, said: Mapping[str, Any]) -> str:
    """The kind of notice: missing work is about assignments, other scores about scores."""
    if kind.startswith("score.") and said.get("flag") == "missing":
        return rules.ASSIGNMENT
    return KIND_OF[kind.partition(".")[0]]
