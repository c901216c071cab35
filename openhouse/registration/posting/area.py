"""The rows that a posting may touch, as they stood before and after: what it wrote is what differs.

Nothing that writes has to say what it wrote, so nothing can forget to.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from openhouse.common.rows import array, from_json, rows

#: What is secret, and of no use to who takes it back: it stays out of what is kept.
_SECRET = {"sign_in_activationcode": ("digest",)}
_OF_PERSON = "t.person_id = ANY (%(persons)s::bigint[])"
#: Tables and which of their rows, each after those that it refers to.
_TABLES = {
    "districts_schoolyear": "t.school_id = %(school)s",
    "people_person": "t.id = ANY (%(persons)s::bigint[])",
    "people_student": "t.student_id = ANY (%(persons)s::bigint[])",
    "people_household": "t.id = ANY (%(homes)s::bigint[])",
    "people_householdmember": f"t.household_id = ANY (%(homes)s::bigint[]) OR {_OF_PERSON}",
    "people_contactpoint": _OF_PERSON,
    "people_guardianship": f"t.student_id = ANY (%(persons)s::bigint[]) OR {_OF_PERSON}",
    "people_enrollment": "t.student_id = ANY (%(persons)s::bigint[])",
    "people_correction": f"t.household_id = ANY (%(homes)s::bigint[]) OR {_OF_PERSON}",
    "sign_in_activationcode": _OF_PERSON,
    "registration_part": "t.application_id = %(application)s",
    "registration_applicationmember": "t.application_id = %(application)s",
}
TABLES = tuple(_TABLES)
_KEYS = {"people_student": "student_id"}

type Row = dict[str, Any]
type Picture = dict[tuple[str, int], Row]


@dataclass(frozen=True, slots=True)
class Written:
    """One row that a posting made (*before* None), changed (its columns that differ) or took away
    (*after* None)."""

    table: str
    id: int
    before: Row | None
    after: Row | None

    def as_list(self) -> list[Any]:
        """As ``Posting.written`` keeps it."""
        return [self.table, self.id, self.before, self.after]


def key_of(table: str) -> str:
    """The column that tells its rows apart."""
    return _KEYS.get(table, "id")


def picture(
    *, application: int, school: int, persons: Collection[int], homes: Collection[int]
) -> Picture:
    """The rows of *persons*, *homes* and the school's years, as they stand. By the house."""
    values = {
        "application": application, "school": school,
        "persons": array(persons), "homes": array(homes),
    }  # fmt: skip
    found: Picture = {}
    for table, which in _TABLES.items():
        key = key_of(table)
        said = f"SELECT t.{key}, to_jsonb(t) FROM {table} t WHERE {which}"
        for number, row in rows(said, values):
            found[table, number] = _shown(table, from_json(row))
    return found


def _shown(table: str, row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _SECRET.get(table, ())}


def differences(before: Picture, after: Picture) -> list[Written]:
    """What has become of the rows, in the order in which they can be made."""
    found = []
    for table, number in sorted(before.keys() | after.keys(), key=_order):
        old, new = before.get((table, number)), after.get((table, number))
        if old == new:
            continue
        if old is not None and new is not None:
            names = [name for name in old if old[name] != new[name]]
            old, new = {name: old[name] for name in names}, {name: new[name] for name in names}
        found.append(Written(table, number, old, new))
    return found


def _order(row: tuple[str, int]) -> tuple[int, int]:
    return TABLES.index(row[0]), row[1]


def read_written(said: list[Any]) -> list[Written]:
    """What ``Posting.written`` keeps."""
    return [Written(*each) for each in said]


def as_it_stands(one: Written) -> Row | None:
    """The row of the database that *one* speaks of; None where it is gone."""
    key = key_of(one.table)
    found = rows(f"SELECT to_jsonb(t) FROM {one.table} t WHERE t.{key} = %s FOR UPDATE", [one.id])
    return _shown(one.table, from_json(found[0][0])) if found else None


def put_back(one: Written) -> None:
    """Make the row what it was before."""
    key = key_of(one.table)
    with connection.cursor() as cursor:
        if one.before is None:
            cursor.execute(f"DELETE FROM {one.table} WHERE {key} = %s", [one.id])
        elif one.after is None:
            names = _names(one.before)
            cursor.execute(
                f"INSERT INTO {one.table} ({names}) SELECT {names}"
                f" FROM jsonb_populate_record(NULL::{one.table}, %s::jsonb)",
                [json.dumps(one.before)],
            )
        else:
            cursor.execute(
                f"UPDATE {one.table} t SET {_sets(one.before)}"
                f" FROM jsonb_populate_record(NULL::{one.table}, %s::jsonb) r WHERE t.{key} = %s",
                [json.dumps(one.before), one.id],
            )


def _names(row: Mapping[str, Any]) -> str:
    return ", ".join(f'"{name}"' for name in row)


def _sets(row: Mapping[str, Any]) -> str:
    return ", ".join(f'"{name}" = r."{name}"' for name in row)
