"""What the walls say becomes the database's: policies, then grants to the restricted role."""

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from openhouse.common.wall import Wall, wall_of, walled_models, writers_of
from openhouse.common.wall_policies import policies
from openhouse.common.wall_words import OPEN_TABLES

EVERY_RIGHT = "SELECT, INSERT, UPDATE, DELETE"


def raise_wall(connection: BaseDatabaseWrapper, model: type[models.Model], role: str) -> None:
    """The policies and the grant of one table, in one transaction: no moment without a wall."""
    table, wall = model._meta.db_table, wall_of(model)
    assert wall is not None
    name, user = connection.ops.quote_name(table), connection.ops.quote_name(role)
    rights = {Wall.PUBLIC: "SELECT", Wall.LEDGER: "SELECT, INSERT"}.get(wall, EVERY_RIGHT)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        cursor.execute("SELECT policyname FROM pg_policies WHERE tablename = %s", [table])
        for (policy,) in cursor.fetchall():
            cursor.execute(f"DROP POLICY {connection.ops.quote_name(policy)} ON {name}")
        for policy, text in policies(wall, writers_of(model)).items():
            cursor.execute(f"CREATE POLICY {policy} ON {name} {text}")
        cursor.execute(f"REVOKE ALL ON {name} FROM {user}")
        cursor.execute(f"GRANT {rights} ON {name} TO {user}")


def raise_walls(connection: BaseDatabaseWrapper, role: str) -> None:
    """Make every policy what the models say, then grant the tables to *role*; repeatable."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        walled = walled_models()
        queue = {table for table in present if table.startswith("procrastinate_")}
        granted = (OPEN_TABLES.keys() & present) | queue
        for table in sorted(present - walled.keys() - granted):
            cursor.execute(f"REVOKE ALL ON {quote(table)} FROM {quote(role)}")
        for table in sorted(present & walled.keys()):
            raise_wall(connection, walled[table], role)
        for table in sorted(granted):
            cursor.execute(f"GRANT {EVERY_RIGHT} ON {quote(table)} TO {quote(role)}")
        cursor.execute(f"GRANT SELECT ON django_migrations TO {quote(role)}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quote(role)}")
        database = quote(connection.settings_dict["NAME"])
        cursor.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {quote(role)}")


def grant_functions(connection: BaseDatabaseWrapper, role: str) -> None:
    """Let *role* call the house's functions and the queue's; repeatable."""
    user = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure FROM pg_proc p WHERE p.proname LIKE 'openhouse_%' OR"
            " (p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'procrastinate_%')"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {user}")
