"""An application as the database gives it: what a page of it needs, in two statements.

Thousands of families answer at the same moment, and each answer says how far the whole is, so these
are statements of our own. The second lock is in them as ``registration.guard`` says it, and the
third stands before each table as ever.
"""

from collections.abc import Iterable
from datetime import datetime
from json import loads
from typing import Any

from django.db.models import Model

from openhouse.common.rows import LARGEST_ID, rows
from openhouse.registration.guard import (
    SEEN_ANSWER,
    SEEN_APPLICATION,
    SEEN_CHILD,
    Reader,
    who_looks,
)
from openhouse.registration.models import Application, Candidate, Part, RegistrationWindow


def _columns(model: type[Model], row: str) -> str:
    return ", ".join(f"{row}.{field.column}" for field in model._meta.concrete_fields)


#: The application with a number, and its window.
_APPLICATION = f"""
SELECT {_columns(Application, "a")}, {_columns(RegistrationWindow, "w")}
FROM registration_application a LEFT JOIN registration_registrationwindow w ON w.id = a.window_id
WHERE a.id = %(number)s AND {SEEN_APPLICATION}
"""
#: Its parts with their children, what was answered and what was known: four arrays of JSON.
_PARTS = f"""
WITH part AS (
    SELECT p AS p, c AS c FROM registration_part p
    LEFT JOIN registration_candidate c ON c.id = p.candidate_id
    WHERE p.application_id = %(number)s AND p.removed_at IS NULL
      AND (c.id IS NULL OR c.state <> 'withdrawn')
      AND (c.id IS NULL OR {SEEN_CHILD})
)
SELECT (SELECT coalesce(jsonb_agg(jsonb_build_array(to_jsonb(p), to_jsonb(c))
                                  ORDER BY (p).kind, (p).position, (p).id), '[]') FROM part)::text,
       (SELECT coalesce(jsonb_agg(jsonb_build_array(
            n.part_id, n.key, n.value, n.revision, n.person_id, n.answered_at)), '[]')
        FROM registration_answer n
        WHERE n.application_id = %(number)s AND {SEEN_ANSWER})::text,
       (SELECT coalesce(jsonb_object_agg(k.part_id, k.values), '{{}}')
        FROM registration_partknown k WHERE k.application_id = %(number)s)::text
"""
Answered = tuple[int, str, Any, int, int | None, datetime]


def application_read(reader: Reader, number: int) -> Application | None:
    """The application with this id, and its window; None where it is not hers, or is not there.

    Nor is it hers whom a court keeps by now from a child of the home.
    """
    if number > LARGEST_ID:
        return None
    found = rows(_APPLICATION, {"number": number, **who_looks(reader)})
    if not found:
        return None
    width = len(Application._meta.concrete_fields)
    application = _from_columns(Application, found[0][:width])
    if application.window_id is not None:
        application.window = _from_columns(RegistrationWindow, found[0][width:])
    return application


def parts_read(
    reader: Reader, number: int
) -> tuple[list[Part], list[Answered], dict[int, dict[str, Any]]]:
    """The parts of the application with this id, each child's with its candidate; what was
    answered; and what is known of each part. Of whoever was taken out of it, nothing.
    """
    ((parts, answers, known),) = rows(_PARTS, {"number": number, **who_looks(reader)})
    found = [_part(part, candidate) for part, candidate in loads(parts)]
    there = {part.pk for part in found}
    said = [
        (part, key, value, revision, person, datetime.fromisoformat(at))
        for part, key, value, revision, person, at in loads(answers)
        if part in there
    ]
    return found, said, {int(part): values for part, values in loads(known).items()
                         if int(part) in there}  # fmt: skip


def _part(part: dict[str, Any], candidate: dict[str, Any] | None) -> Part:
    made = _from_json(Part, part)
    if candidate:
        made.candidate = _from_json(Candidate, candidate)
    return made


def _from_columns[M: Model](model: type[M], values: Iterable[Any]) -> M:
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db("default", names, [*values])


def _from_json[M: Model](model: type[M], values: dict[str, Any]) -> M:
    fields = model._meta.concrete_fields
    return _from_columns(model, (field.to_python(values[str(field.column)]) for field in fields))
