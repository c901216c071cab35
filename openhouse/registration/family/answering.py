"""Keeping what somebody answers, as she types it, so that nobody's answer is lost.

Each answer says which one its writer had before her. Where another was kept since, by the other
parent or in another tab, nothing is written over it: she is shown both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from json import dumps
from typing import Any

from django.db import transaction

from openhouse.common import clock
from openhouse.common.locks import alone, together
from openhouse.common.rows import from_json, rows
from openhouse.registration.models import Part
from openhouse.registration.rules.form import Desk, Question, Section
from openhouse.registration.standing.reading import application_read
from openhouse.registration.standing.state import Said, Standing

#: One statement, for thousands of families answer at the same moment. The trigger gives the rest.
_KEEP = """
INSERT INTO registration_answer AS kept
    (application_id, part_id, desk, key, value, before, revision, person_id, answered_at)
SELECT a.id, %(part)s::bigint, %(desk)s, %(key)s, %(value)s::jsonb, %(before)s::jsonb, 1,
       %(person)s::bigint, %(at)s
FROM registration_application a
WHERE a.id = %(application)s AND a.sent_at IS NULL AND a.withdrawn_at IS NULL
ON CONFLICT (part_id, key) DO UPDATE
SET value = excluded.value, revision = kept.revision + 1, person_id = excluded.person_id,
    answered_at = excluded.answered_at
WHERE kept.revision = %(base)s OR kept.value = excluded.value
RETURNING revision
"""
#: An answer that is under way when somebody sends comes before it, or not at all: what is signed is
#: what stands there. Many answer at once; who sends waits for them, and they for her.
_ANSWERS = "registration answers"
_THERE = """
SELECT value::text, revision, person_id, answered_at FROM registration_answer
WHERE part_id = %s AND key = %s
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an answer: its revision now, or what somebody else kept since."""

    revision: int = 0
    other: Said | None = None


class Closed(Exception):
    """It was sent, or taken back: nothing in it changes any more."""


def keep(
    standing: Standing, section: Section, part: Part, said: Mapping[str, tuple[Any, int]]
) -> dict[str, Kept]:
    """Keep answers of one page: by key the value, or what is typed so far
    (``rules.unfinished``), and the revision that their writer had before her, 0 for none. Raises
    Closed.
    """
    if standing.application.sent_at or standing.application.withdrawn_at:
        raise Closed
    questions = {question.key: question for question in section.questions}
    # no savepoint: where one fails, the request is undone
    with transaction.atomic(savepoint=False):
        if said:
            together(_ANSWERS, standing.application.pk)
        return {
            key: _kept(standing, section.desk, part, questions[key], value, base)
            for key, (value, base) in said.items()
            if key in questions
        }


def while_open(standing: Standing) -> None:
    """Nobody sends it from here to the end of the transaction. Raises Closed."""
    together(_ANSWERS, standing.application.pk)
    now = application_read(standing.filler.reader, standing.application.pk)
    if now is None or now.sent_at or now.withdrawn_at:
        raise Closed


def no_more(application: int) -> None:
    """Nobody answers from here to the end of the transaction: before its first look at them."""
    alone(_ANSWERS, application)


def _kept(
    standing: Standing, desk: Desk, part: Part, question: Question, value: Any, base: int
) -> Kept:
    at = clock.now()
    values = {
        "application": standing.application.pk,
        "part": part.pk,
        "desk": str(desk),
        "key": question.key,
        "value": dumps(value),
        "before": dumps(standing.records.get(part.pk, {}).get(question.key)),
        "person": standing.filler.person,
        "at": at,
        "base": base,
    }
    found = rows(_KEEP, values)
    if not found:
        now = application_read(standing.filler.reader, standing.application.pk)
        if now is None or now.sent_at or now.withdrawn_at:
            raise Closed
        return Kept(other=_there(part, question.key))
    said = Said.of(value, found[0][0], standing.filler.person, at)
    standing.took(part, question.key, said)
    return Kept(said.revision)


def _there(part: Part, key: str) -> Said | None:
    found = rows(_THERE, [part.pk, key])
    if not found:
        return None
    value, revision, person, at = found[0]
    return Said.of(from_json(value), revision, person, _aware(at))


def _aware(at: datetime) -> datetime:
    return at.astimezone(clock.now().tzinfo)


def untouched(standing: Standing, section: Section, part: Part) -> dict[str, tuple[Any, int]]:
    """What "nothing has changed" answers: each question of the page with what stands there.

    What is asked anew each year, and what is empty and must not be, is not answered by that. What
    somebody else has answered stays her word.
    """
    said = {}
    for one in standing.asked(section, part):
        value = one.part.values.get(one.question.key)
        there = standing.answers[part.pk].get(one.question.key)
        hers = there is not None and there.typed is None and there.person != standing.filler.person
        if not one.question.renew and not one.missing and not hers:
            said[one.question.key] = (value, there.revision if there else 0)
    return said
