"""Every row that names one person named another instead, whatever table it is in, and back again.

The references are read from the models, so a feature that is added tomorrow is moved too. A row
that cannot be moved, for the other has one of its own or it is frozen, stays where it is and is
counted. Where it would still be seen (an enrollment, a place in a class, a tie), it is set aside
whole, as the database writes it.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from psycopg.types.json import Jsonb

from openhouse.common.rows import rows
from openhouse.common.triggers import own_models
from openhouse.people.models import Person, Student

#: Rows that let somebody be seen, or see: what cannot be moved of these is taken out of the way.
SET_ASIDE = (
    "people_enrollment",
    "people_guardianship",
    "people_householdmember",
    "courses_placement",
    "courses_sectionteacher",
    "people_staffpost",
    "attendance_seat",
)
#: What is the person herself, and what tells of it.
_HERSELF = ("people_student", "registration_merge")


@dataclass(slots=True)
class Moved:
    """What was done: ``rows`` are ``[table, column, key before]``, ``aside`` ``[table, row]``."""

    rows: list[list[Any]] = field(default_factory=list)
    aside: list[list[Any]] = field(default_factory=list)
    #: How many of each table stay with the one who is gone.
    stays: Counter[str] = field(default_factory=Counter)


def references() -> list[tuple[type[models.Model], str]]:
    """Each model with a column that names a person or student."""
    return [
        (model, str(each.column))
        for model in own_models()
        if model._meta.managed and model._meta.db_table not in _HERSELF
        for each in model._meta.concrete_fields
        if isinstance(each, models.ForeignKey) and each.related_model in (Person, Student)
    ]


def move_all(gone: int, kept: int) -> Moved:
    """Name *kept* wherever *gone* is named; inside a transaction, as the house."""
    done = Moved()
    for model, column in references():
        _move(model, column, gone, kept, done)
    for model, column in references():
        table = model._meta.db_table
        if table in SET_ASIDE:
            taken = rows(
                f"DELETE FROM {table} t WHERE {column} = %s RETURNING to_jsonb(t)::text", [gone]
            )
            done.aside += [[table, row] for (row,) in taken]
            done.stays[table] -= len(taken)
    done.stays = +done.stays
    return done


def _move(model: type[models.Model], column: str, gone: int, kept: int, done: Moved) -> None:
    table, key = model._meta.db_table, _key(model)
    update = f"UPDATE {table} t SET {column} = %s WHERE {column} = %s"
    before = f"SELECT {key} FROM {table} t WHERE {column} = %s"
    keys = [json.loads(found) for (found,) in rows(before, [gone])]
    if not keys:
        return
    if _tried(update, [kept, gone]):
        done.rows += [[table, column, each] for each in keys]
        return
    for each in keys:
        if _tried(f"{update} AND {key} = %s", [kept, gone, Jsonb(each)]):
            done.rows.append([table, column, each])
        else:
            done.stays[table] += 1


def move_back(gone: int, kept: int, done: Moved) -> None:
    """All of it as it was; what was taken away since stays away. Raises DatabaseError."""
    for table, row in done.aside:
        columns = ", ".join(f'"{name}"' for name in json.loads(row))
        _run(
            f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns}"
            f" FROM jsonb_populate_record(NULL::{table}, %s::jsonb)",
            [row],
        )
    for table, column, before in done.rows:
        model = next(each for each in apps.get_models() if each._meta.db_table == table)
        now = before | ({column: kept} if column in before else {})
        _run(
            f"UPDATE {table} t SET {column} = %s WHERE {column} = %s AND {_key(model)} = %s",
            [gone, kept, Jsonb(now)],
        )


def _key(model: type[models.Model]) -> str:
    """What tells a row from the others of its table, as an object of its columns."""
    columns = [str(each.column) for each in model._meta.pk_fields]
    return "jsonb_build_object(" + ", ".join(f"'{name}', t.{name}" for name in columns) + ")"


def _tried(statement: str, values: list[Any]) -> bool:
    try:
        with transaction.atomic():
            _run(statement, values)
    except DatabaseError:
        return False
    return True


def _run(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
