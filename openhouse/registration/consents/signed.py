"""A consent as it is kept: what was read, what was said, to the byte."""

import hashlib
from dataclasses import dataclass
from json import dumps, loads
from typing import Any

from openhouse.common import clock
from openhouse.common.text import reader_language
from openhouse.registration.models_consents import Consent
from openhouse.registration.queries import form_with
from openhouse.registration.rules.form import Question, said_in


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says, the name that she types, and by which way she came."""

    agreed: bool
    typed: str
    via: str


def question_of(row: Consent) -> Question | None:
    """What *row* asks, in the form of its application."""
    found = form_with(row.application.version_id).question(row.key)
    return found[1] if found else None


def says_yes(value: Any) -> bool:
    """If the answer to a statement, or a signature, agrees."""
    if isinstance(value, dict):
        return bool(value.get("agreed", bool(value.get("typed"))))
    return bool(value)


def content_of(question: Question, child: str, said: Said) -> bytes:
    """What is signed: JSON in UTF-8 with sorted keys, in the words that the signer read."""
    language = reader_language()
    return dumps(
        {
            "agreed": said.agreed,
            "asked": said_in(question.label, language),
            "at": clock.now().isoformat(),
            "child": child,
            "language": language,
            "statement": said_in(question.statement, language),
            "typed": said.typed,
        },
        ensure_ascii=False,
        sort_keys=True,
    ).encode()


def facts_of(said: Said, content: bytes) -> dict[str, Any]:
    """The columns of a consent that was given."""
    facts = loads(content)
    return {
        "agreed": said.agreed,
        "via": said.via,
        "typed": said.typed,
        "statement": facts["statement"],
        "language": facts["language"],
        "content": content,
        "sha256": hashlib.sha256(content).hexdigest(),
        "answered_at": clock.now(),
    }
