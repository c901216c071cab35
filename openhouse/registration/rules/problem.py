"""What can be wrong with a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """What is wrong; ``forms_made.problem_words`` says it, and what to do."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_MUCH = "too much"
    KEY = "key"
    KEY_TWICE = "key twice"
    SECTION_KIND = "section kind"
    #: A nurse and who plans buses read of children alone.
    DESK = "desk"
    NO_TITLE = "no title"
    NO_QUESTIONS = "no questions"
    LEVEL = "level"
    KIND = "kind"
    NO_LABEL = "no label"
    NO_OPTIONS = "no options"
    OPTION_TWICE = "option twice"
    NO_OPTION_LABEL = "no option label"
    NO_STATEMENT = "no statement"
    CONSENT = "consent"
    PROOF = "proof"
    MOST = "most"
    FIELD = "field"
    FIELD_TWICE = "field twice"
    NEEDED = "needed"
    CONDITION = "condition"
    CONDITION_UNKNOWN = "condition unknown"
    CONDITION_LATER = "condition later"
    CONDITION_ELSEWHERE = "condition elsewhere"
    CONDITION_KIND = "condition kind"
    CONDITION_VALUE = "condition value"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, and at which section and question; "" for the form as a whole."""

    code: Code
    section: str = ""
    question: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
