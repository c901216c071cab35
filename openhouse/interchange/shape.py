"""What the tables say of the columns that a kind fills: names, limits, defaults, uniqueness."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models

from openhouse.interchange.kinds import BY_NAME, Kind

SQL_TYPES = {
    "text": "text",
    "date": "date",
    "time": "time",
    "int": "integer",
    "decimal": "numeric",
    "bool": "boolean",
    "json": "jsonb",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A staging column and the table's column that it fills.

    ``default`` is an SQL expression for rows that say nothing; None where the table takes NULL.
    ``shut_by`` is the staging column that sets this one to false for good.
    """

    name: str
    target: str
    type: str
    sql_type: str
    ref: str
    required: bool
    once: bool
    shut_by: str
    default: str | None
    longest: int | None
    choices: tuple[str, ...]
    least: str
    most: str

    @property
    def nullable(self) -> bool:
        return self.default is None


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind and its table. ``natural`` are the target columns that no two rows may share."""

    kind: Kind
    pk: tuple[str, ...]
    columns: tuple[Column, ...]
    natural: tuple[str, ...]
    has_source_id: bool
    has_dates: bool
    never_together: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.kind.name

    @property
    def table(self) -> str:
        return self.kind.table

    @property
    def by_source(self) -> bool:
        """If rows are told apart by their ``source_id`` alone."""
        return self.has_source_id and not self.natural

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def model_of(table: str) -> type[models.Model]:
    """The model of a table."""
    return next(model for model in apps.get_models() if model._meta.db_table == table)


@cache
def shape_of(name: str) -> Shape:
    """The shape of the kind called *name*."""
    kind = BY_NAME[name]
    model = model_of(kind.table)
    columns = tuple(_column(kind, model, column) for column in kind.columns)
    overlap = [each for each in model._meta.constraints if isinstance(each, ExclusionConstraint)]
    pk = model._meta.pk
    names = [field.column for field in getattr(pk, "fields", None) or [pk]]
    return Shape(
        kind=kind,
        pk=tuple(names),
        columns=columns,
        natural=_natural(kind, model, tuple(names)),
        has_source_id="source_id" in kind.columns,
        has_dates={"starts_on", "ends_on"} <= kind.columns.keys(),
        never_together=("student_id", "section_id")
        if kind.name == "placements"
        else (("student_id",) if overlap else ()),
    )


def _db_target(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return str(field.column)


def _natural(kind: Kind, model: type[models.Model], pk: tuple[str, ...]) -> tuple[str, ...]:
    ours = {_db_target(model, column) for column in kind.columns}
    if pk != ("id",):
        return pk
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or constraint.condition:
            continue
        fields = [name for name in constraint.fields if name != "district_id"]
        found = tuple(_db_target(model, name) for name in fields)
        if found and set(found) <= ours:
            return found
    return ()


def _column(kind: Kind, model: type[models.Model], name: str) -> Column:
    field: Any = model._meta.get_field(name)
    type_ = kind.columns[name]
    ref = kind.refs.get(name, "")
    sql_type = "bigint" if ref else SQL_TYPES[type_]
    least = most = ""
    if isinstance(field, models.DecimalField):
        sql_type = f"numeric({field.max_digits},{field.decimal_places})"
        whole = (field.max_digits or 0) - (field.decimal_places or 0)
        most = "9" * whole
        least = f"-{most}"
    elif isinstance(field, models.PositiveSmallIntegerField):
        sql_type, least, most = "smallint", "0", "32767"
    elif isinstance(field, models.PositiveIntegerField):
        sql_type, least, most = "integer", "0", "2147483647"
    choices = tuple(str(value) for value, _ in field.flatchoices) if not ref else ()
    return Column(
        name=name,
        target=field.column,
        type=type_,
        sql_type=sql_type,
        ref=ref,
        required=name in kind.required or (name == "source_id" and kind.key == ("source_id",)),
        once=name in kind.once,
        shut_by=next((by for by, shut in kind.shuts.items() if shut == name), ""),
        default=None if field.null or ref else _default(field, type_),
        longest=None if ref or type_ != "text" else field.max_length,
        choices=choices,
        least=least,
        most=most,
    )


def _default(field: Any, type_: str) -> str:
    """What a row gets that says nothing; required columns never need it."""
    value = field.get_default() if field.has_default() else None
    if type_ == "bool":
        return "true" if value else "false"
    if type_ == "text":
        return "'" + str(value or "").replace("'", "''") + "'"
    if type_ in ("int", "decimal"):
        return str(value or 0)
    return f"NULL::{SQL_TYPES[type_]}"


def undone(shape: Shape) -> list[str]:
    """What the house says of a value that is another now goes: see ``Kind.undoes``."""
    return [
        f'"{own}" = CASE WHEN '
        + " AND ".join(f't."{one}" IS NOT DISTINCT FROM d."{one}"' for one in about)
        + f' THEN t."{own}" END'
        for own, about in shape.kind.undoes.items()
    ]
