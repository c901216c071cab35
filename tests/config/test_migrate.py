"""``openhouse migrate`` on a database that is up to date: functions become what their files say."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest

from openhouse.common.functions import NAME
from tests import database
from tests.cast import Cast
from tests.config.conftest import Installation

CALL = "SELECT openhouse_enter('north', NULL, 'family', DATE '2026-10-06')"


@pytest.fixture
def owner(shared: Installation) -> Iterator["psycopg.Connection[Any]"]:
    """The owner's connection to the database that ``shared`` migrates."""
    with psycopg.connect(shared.more["DATABASE_URL"], autocommit=True) as connection:
        yield connection


def functions(owner: "psycopg.Connection[Any]") -> dict[str, tuple[str, bool, str]]:
    """Each function of the house: its whole text, if it runs as the owner, and who may call it."""
    found = owner.execute(
        "SELECT oid::regprocedure::text, pg_get_functiondef(oid), prosecdef, proacl::text"
        " FROM pg_proc WHERE proname LIKE 'openhouse\\_%'"
    )
    return {name: (text, as_owner, rights) for name, text, as_owner, rights in found}


def migrate(shared: Installation, today: str = "") -> str:
    shared.more["OPENHOUSE_TODAY"] = today
    status, said = shared.openhouse("migrate", "--verbosity", "0")
    assert status == 0, said
    return said


def test_a_function_that_was_changed_by_hand_is_restored(
    shared: Installation, owner: "psycopg.Connection[Any]"
) -> None:
    before = functions(owner)
    owner.execute(
        "CREATE OR REPLACE FUNCTION openhouse_enter(p_slug text, p_account bigint, p_hat text,"
        " p_today date, p_look bigint DEFAULT NULL, p_now timestamptz DEFAULT NULL)"
        " RETURNS json LANGUAGE sql SECURITY INVOKER"
        " AS 'SELECT NULL::json'"
    )
    owner.execute("GRANT EXECUTE ON FUNCTION openhouse_enter TO PUBLIC")
    owner.execute("ALTER FUNCTION openhouse_school_days RESET search_path")
    assert functions(owner) != before
    migrate(shared)
    assert functions(owner) == before
    with psycopg.connect(shared.more["DATABASE_APP_URL"]) as web:
        assert web.execute(CALL).fetchone() != (None,)


def test_a_function_with_another_result_or_other_parameters_is_made_anew(
    shared: Installation, owner: "psycopg.Connection[Any]"
) -> None:
    """As an older release had it: such a function cannot be replaced, only dropped and made."""
    before = functions(owner)
    for name in (
        "openhouse_enter(text, bigint, text, date, bigint, timestamptz)",
        "openhouse_next_school_day",
    ):
        owner.execute(f"DROP FUNCTION {name}")
    owner.execute(
        "CREATE FUNCTION openhouse_enter(p_slug text, p_account bigint, p_hat text, p_today date)"
        " RETURNS jsonb LANGUAGE sql AS 'SELECT NULL::jsonb'"
    )
    owner.execute(
        "CREATE FUNCTION openhouse_next_school_day(p_students bigint[]) RETURNS date"
        " LANGUAGE sql AS 'SELECT NULL::date'"
    )
    migrate(shared)
    assert functions(owner) == before
    with psycopg.connect(shared.more["DATABASE_APP_URL"]) as web:
        assert web.execute(CALL).fetchone() != (None,)


def test_a_function_that_something_else_hangs_on_is_named_and_nothing_changes(
    shared: Installation, owner: "psycopg.Connection[Any]"
) -> None:
    owner.execute("DROP FUNCTION openhouse_next_school_day")
    owner.execute(
        "CREATE FUNCTION openhouse_next_school_day(p_students bigint[], p_from date) RETURNS text"
        " LANGUAGE sql AS $$ SELECT 'soon' $$"
    )
    owner.execute(
        "CREATE VIEW soon AS SELECT openhouse_next_school_day(NULL::bigint[], CURRENT_DATE)"
    )
    before = functions(owner)
    shared.more["OPENHOUSE_TODAY"] = ""
    status, said = shared.openhouse("migrate")
    assert status == 1
    assert "next_school_day.sql stays" in said
    assert "view soon" in said
    assert "Traceback" not in said
    assert functions(owner) == before


def test_no_function_is_made_while_a_migration_is_missing(
    shared: Installation, owner: "psycopg.Connection[Any]"
) -> None:
    shared.openhouse("migrate", "schedule", "zero", "--verbosity", "0")
    assert not [name for name in functions(owner) if "school_days" in name]
    migrate(shared)
    assert [name for name in functions(owner) if "school_days" in name]


def test_each_function_of_the_files_is_there(owner: "psycopg.Connection[Any]") -> None:
    """So that a new file is not forgotten: migrate makes whatever a file defines."""
    for path in database.ROOT.glob("openhouse/*/sql/*.sql"):
        for name in NAME.findall(path.read_text(encoding="utf-8")):
            assert [there for there in functions(owner) if there.startswith(f"{name}(")], name


NOW = "SELECT openhouse_now(), statement_timestamp()"
ENTER = "SELECT openhouse_enter('north', %s, 'staff', DATE '2027-01-25')"
LINE = (
    "INSERT INTO ledger_change (kind, subject, reason, actor_id{}) VALUES ('account.opened', '',"
    " '', current_setting('openhouse.person')::bigint{}) RETURNING at"
)


def line_at(shared: Installation, account: int, at: str = "") -> datetime:
    """A line that the district's office writes as the restricted role; *at* if she says when."""
    with psycopg.connect(shared.more["DATABASE_APP_URL"]) as web:
        web.execute(ENTER, [account])
        line = LINE.format(", at", f", {at}") if at else LINE.format("", "")
        return web.execute(line).fetchone()[0]  # type: ignore[index, no-any-return]


def test_the_ledgers_clock_is_the_real_one_unless_a_demonstration_moves_it(
    shared: Installation, owner: "psycopg.Connection[Any]", north: Cast
) -> None:
    account = north.admin.account
    chicago = ZoneInfo("America/Chicago")
    with psycopg.connect(shared.more["DATABASE_APP_URL"], autocommit=True) as web:
        for today, day in (("2027-01-25", (2027, 1, 25)), ("2026-10-06T10:05", (2026, 10, 6))):
            migrate(shared, today)
            at, real = web.execute(NOW).fetchone() or (None, None)
            here = at.astimezone(chicago)
            assert (here.year, here.month, here.day) == day
            wanted = "10:05" if "T" in today else f"{real.astimezone(chicago):%H:%M}"
            assert f"{here:%H:%M}" == wanted
            assert line_at(shared, account).astimezone(chicago).date() == here.date()
            # the time is not hers to say, the real one as little as any other
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level"):
                line_at(shared, account, "statement_timestamp()")
        migrate(shared)
        at, real = web.execute(NOW).fetchone() or (None, None)
        assert at == real
        for said in ("'2026-10-06'", "statement_timestamp() + interval '1 second'"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level"):
                line_at(shared, account, said)
        for statement in (
            "CREATE OR REPLACE FUNCTION openhouse_now() RETURNS timestamptz LANGUAGE sql STABLE"
            " AS $$ SELECT timestamptz '2026-10-06' $$",
            "ALTER FUNCTION openhouse_now() RENAME TO openhouse_then",
            "ALTER TABLE ledger_change ALTER at SET DEFAULT '2026-10-06'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(statement)
        assert abs(line_at(shared, account) - datetime.now(UTC)) < timedelta(minutes=1)
