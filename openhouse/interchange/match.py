"""From staged text to typed rows that know which row of the house they are.

``do_<kind>`` has, for each row that can be taken, the table's values as they will be, ``found``
and ``id`` of the row that is there already, and ``changed``.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from openhouse.interchange.kinds import BY_NAME
from openhouse.interchange.shape import Column, Shape
from openhouse.interchange.values import sql_text


class References:
    """``ref_<kind>``: the ids behind the source ids of a kind; made when first asked for."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.made: set[str] = set()

    def table(self, kind: str) -> str:
        """The name of the table, which now holds every row of the kind that has a source id."""
        name = f"ref_{kind}"
        if kind not in self.made:
            self.cursor.execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {self._select(kind)}")
            self.cursor.execute(f"ANALYZE {name}")
            self.made.add(kind)
        return name

    def forget(self, kind: str) -> None:
        """Rows of *kind* were added: make its table anew when it is next needed."""
        for each in {kind, "students"} if kind == "people" else {kind}:
            if each in self.made:
                self.cursor.execute(f"DROP TABLE ref_{each}")
                self.made.discard(each)

    def _select(self, kind: str) -> str:
        if kind == "students":
            return (
                "SELECT p.source_id, s.student_id AS id FROM people_student s"
                " JOIN people_person p ON p.id = s.student_id WHERE p.source_id <> ''"
                # what names her by the school's own number, where no other has the same
                " UNION ALL SELECT 'number:' || number, min(student_id) FROM people_student"
                " WHERE number <> '' GROUP BY number HAVING count(*) = 1"
            )
        return f"SELECT source_id, id FROM {BY_NAME[kind].table} WHERE source_id <> ''"


def match(
    cursor: Any, shape: Shape, references: References, yesterday: date, *, any_rejected: bool
) -> None:
    """Make ``do_<kind>`` from ``in_<kind>``; rows without what they refer to are listed."""
    final = {column.target: _final(shape, column, yesterday) for column in shape.columns}
    values = ", ".join(f'{sql} AS "{target}"' for target, sql in final.items())
    here = f't."{shape.pk[0]}"'
    changed = " OR ".join(f'{sql} IS DISTINCT FROM t."{name}"' for name, sql in final.items())
    id_ = "t.id" if shape.pk == ("id",) else "NULL::bigint"
    lost = _lost(shape)
    without = (
        f" AND NOT EXISTS (SELECT FROM in_rejects j WHERE j.kind = '{shape.name}' AND j.n = s.n)"
        if any_rejected
        else ""
    )
    cursor.execute(
        f"CREATE TEMP TABLE do_{shape.name} ON COMMIT DROP AS"
        f" SELECT s.n, s.partial, {here} IS NOT NULL AS found, {id_} AS id, {lost} AS lost,"
        f" {here} IS NOT NULL AND ({changed}) AS changed, {values}, {_nth(shape, final, lost)}"
        f" FROM in_{shape.name} s {_joins(shape, references)} WHERE NOT s.gone{without}"
    )
    _reject_lost(cursor, shape)
    if shape.kind.ranked:
        _set_aside(cursor, shape)
    _reject_repeated(cursor, shape)
    cursor.execute(f"ANALYZE do_{shape.name}")


def _final(shape: Shape, column: Column, yesterday: date) -> str:
    """The value that the table will have, as SQL over the row ``s`` and its match ``t``."""
    said, there = f's."{column.name}"', f't."{column.target}"'
    if column.ref:
        value = f"r_{column.name}.id"
        sql = f"CASE WHEN {said} IS NULL THEN {there} ELSE {value} END"
        return value if column.required and not shape.has_source_id else sql
    cast = f"NULLIF({said}, '')::{column.sql_type}"
    if shape.kind.ends and column.name == "ends_on":
        # what is sent again runs again, with the end that is known if that is still to come
        return f"CASE WHEN {said} IS NULL AND {there} > '{yesterday}' THEN {there} ELSE {cast} END"
    if column.nullable:
        return f"CASE WHEN {said} IS NULL THEN {there} ELSE {cast} END"
    if column.type == "text":
        sql = f"COALESCE({said}, {there}, {column.default})"
    else:
        sql = f"COALESCE({cast}, {there}, {column.default})"
    if column.once:
        sql = f"COALESCE({there}, {cast}, {column.default})"
    if column.shut_by:
        sql = f"(s.\"{column.shut_by}\" IS DISTINCT FROM 'true' AND {sql})"
    return sql


def _joins(shape: Shape, references: References) -> str:
    joins = []
    for column in shape.columns:
        if column.ref:
            ref, alias = references.table(column.ref), f"r_{column.name}"
            joins.append(f'LEFT JOIN {ref} {alias} ON {alias}.source_id = s."{column.name}"')
    natural = " AND ".join(_same(shape, target) for target in shape.natural)
    if not shape.has_source_id:
        return " ".join([*joins, f"LEFT JOIN {shape.table} t ON {natural}"])
    own = references.table(shape.name)
    joins.append(f"LEFT JOIN {own} own ON own.source_id = s.source_id")
    if not shape.natural:
        return " ".join([*joins, f"LEFT JOIN {shape.table} t ON t.id = own.id"])
    nat = natural.replace('t."', 'nat."')
    joins.append(f"LEFT JOIN {shape.table} nat ON {nat} AND own.id IS NULL")
    return " ".join([*joins, f"LEFT JOIN {shape.table} t ON t.id = COALESCE(own.id, nat.id)"])


def _same(shape: Shape, target: str) -> str:
    column = next(column for column in shape.columns if column.target == target)
    if column.ref:
        equal = "=" if column.required else "IS NOT DISTINCT FROM"
        return f't."{target}" {equal} r_{column.name}.id'
    value = f"NULLIF(s.\"{column.name}\", '')::{column.sql_type}"
    if column.default is not None:
        value = f"COALESCE({value}, {column.default})"
    return f't."{target}" = {value}'


def _lost(shape: Shape) -> str:
    """Which reference of the row leads nowhere, counted from 1; 0 for none."""
    cases = [
        f"WHEN r_{column.name}.id IS NULL AND s.\"{column.name}\" <> '' THEN {number}"
        for number, column in enumerate(shape.columns, 1)
        if column.ref and column.ref != shape.name
    ]
    return f"CASE {' '.join(cases)} ELSE 0 END" if cases else "0"


def _nth(shape: Shape, final: dict[str, str], lost: str) -> str:
    """How often the row has come before, by its natural columns and by its source id.

    Of a ranked kind the highest rank comes first; ``stands`` is that row, where another one does.
    """
    by_natural = by_source = "1"
    order, stands = "s.n", ""
    if shape.kind.ranked:
        order = 's.rank COLLATE "C" DESC NULLS LAST, s.n'
    if shape.natural:
        key = [final[target] for target in shape.natural]
        if any(not shape.column(c.name).required for c in shape.columns if c.ref):
            key.append(f"({lost} = 0)")
        by_natural = f"row_number() OVER (PARTITION BY {', '.join(key)} ORDER BY {order})"
        if shape.kind.ranked:
            window = f"(PARTITION BY {', '.join(key)} ORDER BY {order})"
            stands = f", s.rank, first_value(s.n) OVER {window} AS stands"
    if shape.has_source_id:
        # an empty source id says nothing, so those are told apart by their number
        key = ["s.source_id", "CASE WHEN COALESCE(s.source_id, '') = '' THEN s.n END"]
        by_source = f"row_number() OVER (PARTITION BY {', '.join(key)} ORDER BY {order})"
    return f"{by_natural} AS nth, {by_source} AS sth{stands}"


def reject(  # noqa: PLR0913
    cursor: Any,
    shape: Shape,
    column: str,
    expected: str,
    where: str,
    *,
    joins: str = "",
    holds: str = "'{}'",
    lost: bool = False,
) -> int:
    """List rows of ``do_<kind>`` (``d``) and take them out; how many there were.

    *column* is a staging column; *expected* is the id of a message, *where* and *holds*, the
    JSON of its values, are SQL. *lost*: what is wrong is that another row is not there.
    """
    cursor.execute(
        'INSERT INTO in_rejects (kind, n, file, line, "column", value, expected, holds, lost)'
        f" SELECT DISTINCT ON (s.n) '{shape.name}', s.n, s.file, s.line, {sql_text(column)},"
        f' left(s."{column}", 200), {sql_text(expected)}, {holds}::jsonb, {lost}'
        f" FROM do_{shape.name} d JOIN in_{shape.name} s ON s.n = d.n {joins}"
        f" WHERE {where} ORDER BY s.n"
    )
    return _take_out(cursor, shape)


def _take_out(cursor: Any, shape: Shape) -> int:
    count = int(cursor.rowcount)
    if count:
        cursor.execute(
            f"DELETE FROM do_{shape.name} d USING in_rejects j"
            f" WHERE j.kind = '{shape.name}' AND j.n = d.n"
        )
    return count


def _set_aside(cursor: Any, shape: Shape) -> None:
    """Rows that their own format tells apart and this house does not: the highest rank stands.

    The others are no mistake; they are listed with the one that stands and why.
    """
    column, why = shape.kind.ranked or ("", "")
    day = "s.\"on\" || ': ' || " if "on" in shape.kind.columns else ""
    said = "split_part({}.rank, E'\\t', 2)"
    cursor.execute(
        'INSERT INTO in_rejects (kind, n, file, line, "column", value, expected, holds, aside)'
        f" SELECT '{shape.name}', s.n, s.file, s.line, {sql_text(column)},"
        f" left({day}{said.format('s')}, 200), {sql_text(why)},"
        f" jsonb_build_object('stands', {said.format('o')}, 'file', o.file, 'line', o.line), true"
        f" FROM do_{shape.name} d JOIN in_{shape.name} s ON s.n = d.n"
        f" JOIN in_{shape.name} o ON o.n = d.stands"
        # two of one rank are one row that came twice, which is a mistake
        f" WHERE d.nth > 1 AND d.n IN (SELECT min(n) FROM do_{shape.name}"
        " WHERE rank IS NOT NULL GROUP BY stands, rank)"
    )
    _take_out(cursor, shape)


def _reject_lost(cursor: Any, shape: Shape) -> None:
    refs = [(i, c) for i, c in enumerate(shape.columns, 1) if c.ref and c.ref != shape.name]
    cursor.execute(f"SELECT DISTINCT lost FROM do_{shape.name} WHERE lost > 0")
    lost = {number for (number,) in cursor.fetchall()}
    for number, column in refs:
        if number in lost:
            expected = THE_OTHER[column.ref]
            reject(cursor, shape, column.name, expected, f"d.lost = {number}", lost=True)


def _reject_repeated(cursor: Any, shape: Shape) -> None:
    first = next(iter(shape.kind.key))
    cursor.execute(f"SELECT FROM do_{shape.name} WHERE nth > 1 OR sth > 1 LIMIT 1")
    if cursor.fetchone() is not None:
        expected = _("each row once; an earlier line has the same")
        reject(cursor, shape, first, expected, "d.nth > 1 OR d.sth > 1")
    if shape.has_source_id:
        expected = _("the id of a row that is in the delivery or was imported before")
        reject(cursor, shape, "source_id", expected, "d.partial AND NOT d.found", lost=True)
    if shape.has_source_id and shape.natural:
        again = (
            "SELECT n FROM (SELECT n, row_number() OVER (PARTITION BY id ORDER BY n) AS nth"
            f" FROM do_{shape.name} WHERE id IS NOT NULL) o WHERE o.nth > 1"
        )
        expected = _("each row once; another line is the same row")
        reject(cursor, shape, "source_id", expected, f"d.n IN ({again})")
        same = " AND ".join(f't."{t}" IS NOT DISTINCT FROM d."{t}"' for t in shape.natural)
        expected = _("no other row with the same values")
        reject(
            cursor, shape, "source_id", expected, "d.changed",
            joins=f"JOIN {shape.table} t ON {same} AND t.id <> d.id",
        )  # fmt: skip


#: What a reference should have named.
THE_OTHER = {
    "schools": _("the id of a school that was imported"),
    "school_years": _("the id of a school year that was imported"),
    "terms": _("the id of a term that was imported"),
    "bell_schedules": _("the id of a bell schedule that was imported"),
    "periods": _("the id of a period that was imported"),
    "people": _("the id of a person that was imported"),
    "students": _("the id of a student that was imported"),
    "households": _("the id of a household that was imported"),
    "courses": _("the id of a course that was imported"),
    "sections": _("the id of a section that was imported"),
    "scales": _("the id of a grading scale that was imported"),
    "tasks": _("the id of a grading task that was imported"),
    "categories": _("the id of a category that was imported"),
    "assignments": _("the id of an assignment that was imported"),
    "attendance_codes": _("the id of an attendance code that was imported"),
}
