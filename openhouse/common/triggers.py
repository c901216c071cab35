"""What the database does by itself when rows change: move a stamp, write lines of the ledger.

A model's ``stamp`` names whose pages may look different after a change of its rows, its ``lines``
what the ledger says of one. ``raise_triggers`` runs after every migrate and makes the triggers, so
that nobody who writes, an import, a job or somebody with SQL, can forget either. They fire once a
statement, with all its rows. And it refuses what a model calls ``fixed``, to which a policy is
blind: it sees no row as it was before. The functions are ``openhouse/ledger/sql/``.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


class Stamp(Enum):
    """Whose stamp moves when a row changes."""

    #: The student's that ``student_id`` names.
    STUDENT = "student"
    #: The section's that ``section_id`` names, so of everybody who is or was placed in it; the
    #: district's where it names none.
    SECTION = "section"
    #: Everybody's in the district. For what seldom changes: it holds up the next one who writes
    #: such a row until the transaction ends, and every page is made anew.
    DISTRICT = "district"
    #: Nobody's: no page that answers "unchanged" shows it, or the entry of the request has it.
    NONE = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """What the ledger says of a row: ``score.entered``, ``score.changed``, ``score.removed``.

    ``about`` is the column whose id the line is about, ``matter`` the columns that a line holds:
    where none of them has changed there is no line. ``until``: the column with a row's last day;
    one that comes earlier than before is the ``removed`` word too. ``whose``: the column that says
    whose line it is, a student's, a person's, or that of a section with all who sit in it.
    """

    kind: str
    about: str
    matter: tuple[str, ...]
    added: str
    changed: str
    removed: str
    whose: str = "student_id"
    until: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Columns that, once a row is there, the house alone changes.

    ``until``: in which state of the row somebody who may write it changes them still: ``"OLD.state
    = 'draft'"``.
    """

    columns: tuple[str, ...]
    until: str = "false"


#: Kinds of lines that only the database writes; a policy keeps everybody else from it.
BY_THE_DATABASE = (
    *("score", "mark", "attendance", "placement", "contact", "question"),
    *("transcript", "immunization", "assignment", "nurse"),
)
FUNCTIONS = ["openhouse_move_stamps", "openhouse_write_lines", "openhouse_keep_fixed"]
_SOMEBODY = "COALESCE(current_setting('openhouse.hat', true), '') NOT IN ('', 'system')"
#: The tables of a change, as a trigger's function calls them.
TABLES = {
    "insert": "NEW TABLE AS fresh",
    "update": "OLD TABLE AS gone NEW TABLE AS fresh",
    "delete": "OLD TABLE AS gone",
}


def own_models() -> list[type[models.Model]]:
    """The models of the house that have a table."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model.__module__.startswith("openhouse.")]


def stamp_of(model: type[models.Model]) -> Stamp:
    """Whose stamp moves with a row of *model*."""
    found: Any = getattr(model, "stamp", Stamp.NONE)
    return Stamp(found)


def lines_of(model: type[models.Model]) -> Lines | None:
    """What the ledger says of a row of *model*; None: nothing by itself."""
    found: Lines | None = getattr(model, "lines", None)
    return found


def fixed_of(model: type[models.Model]) -> tuple[Fixed, ...]:
    """What of a row of *model* nobody but the house changes."""
    found: tuple[Fixed, ...] = getattr(model, "fixed", ())
    return found


def triggers_of(model: type[models.Model]) -> dict[str, str]:
    """The triggers of the model's table, by name: what follows its ``CREATE TRIGGER``."""
    table, stamp, lines = model._meta.db_table, stamp_of(model), lines_of(model)
    found = {}
    for event, changed in TABLES.items():
        head = f"AFTER {event.upper()} ON {table} REFERENCING {changed} FOR EACH STATEMENT"
        if stamp is not Stamp.NONE:
            call = f"openhouse_move_stamps('{stamp.value}')"
            found[f"stamp_{event}"] = f"{head} EXECUTE FUNCTION {call}"
        if lines is not None:
            said = (lines.kind, lines.about, ",".join(lines.matter), lines.added, lines.changed,
                    lines.removed, lines.whose, lines.until, ",".join(_key(model)))  # fmt: skip
            call = f"openhouse_write_lines({', '.join(repr(each) for each in said)})"
            found[f"line_{event}"] = f"{head} EXECUTE FUNCTION {call}"
    for number, fixed in enumerate(fixed_of(model)):
        found[f"fixed_update_{number}"] = _refusal(table, fixed)
    return found


def _refusal(table: str, fixed: Fixed) -> str:
    """The condition is the trigger's own: where nothing is refused no function is called."""
    before, after = (", ".join(f"{row}.{name}" for name in fixed.columns) for row in ("OLD", "NEW"))
    return (
        f"BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({_SOMEBODY} AND NOT ({fixed.until})"
        f" AND ROW({before}) IS DISTINCT FROM ROW({after}))"
        f" EXECUTE FUNCTION openhouse_keep_fixed('{', '.join(fixed.columns)}')"
    )


def _key(model: type[models.Model]) -> list[str]:
    """The columns that tell that a row before and a row after are the same one."""
    columns = [str(field.column) for field in model._meta.pk_fields]
    lines = lines_of(model)
    return columns if lines is None or lines.whose in columns else [*columns, lines.whose]


def raise_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger what the models say; repeatable. Not before the functions are there."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname = ANY (%s)", [FUNCTIONS])
        if cursor.fetchone() != (len(FUNCTIONS),):
            return
    for model in own_models():
        if model._meta.managed and not model._meta.proxy and model._meta.db_table in present:
            _raise(connection, model)


def _raise(connection: BaseDatabaseWrapper, model: type[models.Model]) -> None:
    table, wanted = model._meta.db_table, triggers_of(model)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(
            r"SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
            r" AND tgname ~ '^((stamp|line)_(insert|update|delete)|fixed_update_\d+)$'",
            [table],
        )
        for (name,) in cursor.fetchall():
            if name not in wanted:
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
        for name, text in wanted.items():
            cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {text}")
