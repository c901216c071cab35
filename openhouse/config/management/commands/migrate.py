"""``openhouse migrate``: Django's, with the restricted role and the walls in the same breath."""

from typing import Any

import psycopg
from django.core.management import CommandError, call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import ProgrammingError, connection, transaction
from psycopg import sql

from openhouse.common import functions
from openhouse.common.raising import grant_functions, raise_walls
from openhouse.common.triggers import raise_triggers
from openhouse.config import database

OLDEST = 160000


class Command(Migrate):
    help = (
        "Brings the database up to date: tables, functions, the restricted role, and the policy of"
        " each table."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        connection.ensure_connection()
        if connection.pg_version < OLDEST:  # type: ignore[attr-defined]
            raise CommandError("Openhouse needs PostgreSQL 16 or newer")
        role = database.role_name(str(connection.settings_dict["NAME"]))
        make_role(role, database.role_password())
        super().handle(*args, **options)
        call_command("createcachetable", verbosity=0)
        try:
            # a server that runs meanwhile finds no function without a grant
            with transaction.atomic():
                functions.restore(connection)
                grant_functions(connection, role)
        except functions.NotRestored as error:
            raise CommandError(str(error).strip()) from error
        raise_walls(connection, role)
        raise_triggers(connection)


def make_role(role: str, password: str) -> None:
    """The restricted role: signs in, owns nothing, bypasses nothing.

    Raises CommandError where it is missing and may not be made, or where it could see everything.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s",
            [role],
        )
        found = cursor.fetchone()
    if role == owner or (found and found[0]):
        raise CommandError(
            f"The role {role} owns the tables or bypasses row-level security. Web and worker need"
            " one that does neither: see DATABASE_APP_URL in docs/operations.md."
        )
    if found and (database.given_app_url() or can_sign_in(role, password)):
        return
    name = connection.ops.quote_name(role)
    rights = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
    verb = "ALTER" if found else "CREATE"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            secret = sql.Literal(password).as_string()
            cursor.execute(f"{verb} ROLE {name} {rights} PASSWORD {secret}")
    except ProgrammingError as error:
        if not isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
            raise
        raise CommandError(
            f"{owner} may not make or change the restricted role. As a superuser of the server"
            f" run\n\n    {verb} ROLE {name} {rights} PASSWORD 'choose one';\n\nand give its"
            f" address: DATABASE_APP_URL=postgresql://{role}:THE-PASSWORD@HOST/"
            f"{connection.settings_dict['NAME']}"
        ) from error


def can_sign_in(role: str, password: str) -> bool:
    """If *role* reaches this database with *password*."""
    parameters = connection.get_connection_params()
    wanted = {key: parameters[key] for key in ("dbname", "host", "port") if key in parameters}
    try:
        psycopg.connect(**wanted, user=role, password=password, connect_timeout=10).close()
    except psycopg.Error:
        return False
    return True
