"""The role that web and worker connect as: what it is not, has not and cannot."""

import os

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from psycopg.conninfo import conninfo_to_dict

from openhouse.common.wall import walled_tables
from openhouse.common.wall_words import OPEN_TABLES
from openhouse.people.guard import Guarded
from tests import database

pytestmark = pytest.mark.django_db
QUEUE = "procrastinate_"


def asked(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def test_the_application_connects_as_the_restricted_role() -> None:
    assert asked("SELECT current_user, session_user") == [(database.ROLE, database.ROLE)]


def test_the_role_is_nothing_special() -> None:
    assert asked(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
        " FROM pg_roles WHERE rolname = current_user"
    ) == [(False, False, False, False, False)]


def test_the_role_belongs_to_no_other_role() -> None:
    assert (
        asked(
            "SELECT roleid::regrole FROM pg_auth_members"
            " WHERE member = current_user::regrole OR roleid = current_user::regrole"
        )
        == []
    )


def test_the_role_owns_nothing() -> None:
    owned = asked(
        "SELECT classid::regclass, objid FROM pg_shdepend"
        " WHERE refobjid = current_user::regrole AND deptype = 'o'"
    )
    assert owned == []


def test_every_table_has_a_wall_or_a_reason_or_no_grant() -> None:
    found = asked(
        "SELECT relname, relrowsecurity, has_table_privilege(oid, 'SELECT') FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')"
    )
    walled = walled_tables()
    open_to_it = {str(name) for name, walls, granted in found if granted and not walls}
    assert {name for name, walls, _ in found if walls} == walled.keys()
    open_to_it -= OPEN_TABLES.keys() | {"django_migrations"}
    assert {name for name in open_to_it if not name.startswith(QUEUE)} == set()


def test_every_guarded_model_has_a_wall() -> None:
    walled = walled_tables()
    for model in apps.get_models():
        if isinstance(model._default_manager, Guarded):
            assert model._meta.db_table in walled


def test_everyone_else_has_no_grant_at_all() -> None:
    assert (
        asked(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE table_schema = 'public' AND grantee = 'PUBLIC'"
        )
        == []
    )
    assert asked("SELECT has_schema_privilege('public', 'CREATE')") == [(False,)]


def test_the_role_has_only_the_four_rights_on_any_table() -> None:
    rights = asked(
        "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants"
        " WHERE table_schema = 'public' AND grantee = current_user"
    )
    assert {right for (right,) in rights} == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_functions_that_run_as_the_owner_are_closed() -> None:
    functions = asked(
        "SELECT p.proname, coalesce(array_to_string(p.proconfig, ';'), ''),"
        " p.prorettype = 'trigger'::regtype,"
        " EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))"
        "         WHERE grantee = 0)"
        " FROM pg_proc p WHERE p.prosecdef"
        " AND p.pronamespace NOT IN ('pg_catalog'::regnamespace)"
    )
    assert {"openhouse_enter"} <= {name for name, *_ in functions}
    for name, settings, is_trigger, for_everyone in functions:
        path, *more = settings.split(";")
        assert path == "search_path=pg_catalog, public, pg_temp", name
        assert set(more) <= {"plan_cache_mode=force_generic_plan"}, name
        assert is_trigger or not for_everyone, name


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE {owner}",
        "SET SESSION AUTHORIZATION {owner}",
        "SET session_replication_role = replica",
        "ALTER ROLE {role} SUPERUSER",
        "ALTER ROLE {role} BYPASSRLS",
        "GRANT {owner} TO {role}",
        "CREATE ROLE somebody",
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION openhouse_enter(p_slug text, p_account bigint, p_hat text,"
        " p_today date, p_look bigint, p_now timestamptz) RETURNS json LANGUAGE sql"
        " AS 'SELECT NULL::json'",
        "ALTER FUNCTION openhouse_enter(text, bigint, text, date, bigint, timestamptz)"
        " SECURITY INVOKER",
        "DROP EXTENSION plpgsql",
        "TRUNCATE grades_score",
        "TRUNCATE django_session",
        "ALTER TABLE grades_score DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE grades_score DISABLE TRIGGER ALL",
        "DROP POLICY wall ON grades_score",
        "ALTER POLICY wall ON grades_score USING (true)",
        "CREATE POLICY mine ON grades_score USING (true)",
        "DROP TRIGGER score_names_real_rows_insert ON grades_score",
        "DROP TABLE grades_score",
        "CREATE TRIGGER mine BEFORE UPDATE ON people_account FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "SELECT setval('people_person_id_seq', 1)",
        "SELECT rolpassword FROM pg_authid",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY grades_score FROM '/dev/null'",
        "SELECT lo_import('/etc/passwd')",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
    ],
)
def test_the_role_may_not_do_what_is_the_owners(statement: str) -> None:
    owner = connection.ops.quote_name(str(conninfo_to_dict(os.environ["DATABASE_URL"])["user"]))
    role = connection.ops.quote_name(database.ROLE)
    with pytest.raises(Error) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(owner=owner, role=role))
    words = str(caught.value)
    refusals = ("permission denied", "must be owner", "must be able", "not supported", "Only roles")
    assert any(word in words for word in refusals), words


def test_row_security_switched_off_is_an_error_not_a_door() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        with pytest.raises(Error, match="affected by row-level security"), transaction.atomic():
            cursor.execute("SELECT * FROM people_person")


def test_a_temporary_table_takes_nobodys_place() -> None:
    """What runs as the owner looks for tables in the house, and for temporary ones last."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE people_guardianship (person_id bigint)")
        cursor.execute("CREATE TEMPORARY TABLE people_householdmember (household_id bigint)")
        cursor.execute("SELECT openhouse_enter('north', NULL, 'family', CURRENT_DATE)")
        assert cursor.fetchone()
        cursor.execute("SELECT count(*) FROM public.people_household")
        assert cursor.fetchone() == (0,)
        transaction.set_rollback(True)
