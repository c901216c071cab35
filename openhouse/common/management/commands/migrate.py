"""``openhouse migrate``: Django's, with the restricted role and the walls made in the same breath."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection

from openhouse.common.wall import raise_walls
from openhouse.config import database


class Command(Migrate):
    help = (
        "Brings the database up to date: tables, the restricted role, and the policy of each table."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        role = database.role_name(str(connection.settings_dict["NAME"]))
        make_role(role, database.role_password())
        super().handle(*args, **options)
        call_command("createcachetable", verbosity=0)
        raise_walls(connection, role)


def make_role(role: str, password: str) -> None:
    """The restricted role: signs in, owns nothing, bypasses nothing."""
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {quoted} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB")
        cursor.execute(f"ALTER ROLE {quoted} PASSWORD '{password}'")
