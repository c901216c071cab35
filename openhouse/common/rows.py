"""Reading with a statement of one's own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

#: The largest id that the database can compare: a longer number in an address is nobody's.
LARGEST_ID = 2**63 - 1


def rows(statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """What *statement* answers, within the scope of the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def array(values: Iterable[int | date]) -> str:
    """An array as PostgreSQL writes it, for a parameter whose type the statement says.

    The driver looks through a list to find the type of what is in it, and sends small numbers and
    large ones as arrays of different types, each of which makes the statement another one to plan.
    """
    return f"{{{','.join(map(str, values))}}}"


def among(column: str, ids: Iterable[int]) -> RawSQL:
    """Rows whose *column*, "table.column", is among thousands of *ids*, for ``filter``.

    They go as one value: a list of them takes Django and the database longer than the reading. And
    as rows: an array that is compared within a join is looked through for each row of it.
    """
    inside = f"{column} IN (SELECT unnest(%s::bigint[]))"
    return RawSQL(inside, [array(ids)], output_field=BooleanField())  # noqa: S611


def from_json(value: Any) -> Any:
    """What a column of JSON holds: of a statement of one's own the driver hands it on as text."""
    return json.loads(value) if isinstance(value, str) else value
