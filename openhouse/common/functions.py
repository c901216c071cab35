"""The house's functions in the database: ``openhouse/<app>/sql/*.sql`` is always their text.

Migrations make them in the order in which tables and functions need each other. ``restore``
runs after every migrate, so a function whose file changed, or that somebody changed in the
database, becomes what the file says without a migration of its own. One is another where
``OPENHOUSE_TODAY`` moves the clock: ``openhouse_now``, so that the ledger's days are the pages'.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, ProgrammingError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

from openhouse.common import clock

_NOW = (
    "CREATE OR REPLACE FUNCTION openhouse_now() RETURNS timestamptz LANGUAGE sql STABLE"
    " PARALLEL SAFE AS $$ {} $$"
)
NAME = re.compile(r"^CREATE OR REPLACE FUNCTION (\w+)", re.MULTILINE)


class NotRestored(Exception):
    """A function could not be made what its file says; the words name the file and the reason."""


def files() -> Iterator[Path]:
    """The files of functions, app after app."""
    for app in apps.get_app_configs():
        yield from sorted(Path(app.path).glob("sql/*.sql"))


def restore(connection: BaseDatabaseWrapper) -> None:
    """Make each function what its file says; functions of its name with other parameters go.

    A function that is only replaced keeps its grants; one that comes back with other parameters
    or another result has none. Nothing is done while migrations are missing: a function may need
    a table that is not there yet. Raises NotRestored, with no function changed.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for path in files():
            try:
                _restore(connection, cursor, path.read_text(encoding="utf-8"))
            except DatabaseError as error:
                raise NotRestored(f"The function of {path.name} stays: {error}") from error
        if moved := clock.in_sql(settings.TIME_ZONE):
            cursor.execute(_NOW.format(moved))


def _restore(connection: BaseDatabaseWrapper, cursor: CursorWrapper, text: str) -> None:
    names = NAME.findall(text)
    before = _versions(cursor, names)
    try:
        with transaction.atomic(using=connection.alias):
            _run(connection, cursor, text)
    except ProgrammingError as error:
        # PostgreSQL replaces neither a result nor the names of parameters
        if not isinstance(error.__cause__, psycopg.errors.InvalidFunctionDefinition):
            raise
        _drop(cursor, before)
        _run(connection, cursor, text)
    else:
        now = _versions(cursor, names)
        _drop(cursor, {which for which in before if now[which] == before[which]})


def _run(connection: BaseDatabaseWrapper, cursor: CursorWrapper, text: str) -> None:
    for statement in connection.ops.prepare_sql_script(text):
        cursor.execute(statement)


def _versions(cursor: CursorWrapper, names: list[str]) -> dict[str, str]:
    """Each function of these names, with the transaction that wrote it."""
    cursor.execute(
        "SELECT oid::regprocedure::text, xmin::text FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND proname = ANY (%s)",
        [names],
    )
    return dict(cursor.fetchall())


def _drop(cursor: CursorWrapper, functions: "set[str] | dict[str, str]") -> None:
    for function in sorted(functions):
        cursor.execute(f"DROP FUNCTION {function}")
