"""Who of the children rides the district's bus, by what a family says to who plans it."""

from collections.abc import Iterable
from typing import Any

from openhouse.registration.rules.form import Kind, Question

_BUS, _NOT = "bus", {"no", "not", "never", "without"}


def rides(said: Iterable[tuple[Question, Any]]) -> bool:
    """If a way to or from school that was chosen is a bus ("bus" in the form that ships), or a
    question about the bus is answered by yes. *said* are the answers to transport's questions."""
    return any(_is_bus(question, value) for question, value in said)


def _is_bus(question: Question, value: Any) -> bool:
    if question.kind == Kind.YES_NO:
        return value is True and _BUS in question.key
    if question.kind not in (Kind.CHOICE, Kind.CHOICES):
        return False
    return any(map(_says_bus, value if isinstance(value, list) else [value]))


def _says_bus(value: object) -> bool:
    """If an option is a bus: what is kept of it are its first words ("by_school_bus", "no_bus")."""
    return _BUS in str(value) and not _NOT & set(str(value).split("_"))
