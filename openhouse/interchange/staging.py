"""Staging: what a delivery holds, as text, in unlogged tables that end with the transaction.

``in_<kind>`` has a row for each row that was read: ``n`` counts them, ``file`` and ``line`` say
where it stood, the rest are the kind's columns. A file that is staged whole stands in ``raw_…``,
and ``in_<kind>`` is a view of it.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from openhouse.interchange.kinds import BY_NAME
from openhouse.interchange.lines import Lines
from openhouse.interchange.rows import Bulk, Row
from openhouse.interchange.source import Source

#: Rows of a kind that wait in memory before they are copied.
BATCH = 2_000


class Staging:
    """The staging tables of one run, filled through COPY on *cursor*'s transaction."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.tables: set[str] = set()
        self.raw: dict[str, tuple[Bulk, Lines]] = {}
        #: Whole files that the merge takes when it comes to their kind.
        self.whole: dict[str, Bulk] = {}
        self.partial: set[str] = set()
        self.gone: set[str] = set()
        self.counted: set[str] = set()
        self.columns = {n: kind.staged for n, kind in BY_NAME.items()}

    def add(self, row: Row) -> None:
        """Stage one row; it is copied with the next ones of its kind."""
        values = row.values
        waiting = self.waiting[row.kind]
        if row.partial:
            self.partial.add(row.kind)
        if row.gone:
            self.gone.add(row.kind)
        waiting.append(
            (
                row.file,
                row.line,
                row.gone,
                row.partial,
                *[_clean(values.get(column)) for column in self.columns[row.kind]],
            )
        )
        if len(waiting) >= BATCH:
            self.flush(row.kind)

    def flush(self, kind: str) -> None:
        """Copy the waiting rows of *kind*."""
        rows = self.waiting.pop(kind, [])
        if kind not in self.tables:
            self.make(kind)
        names = ", ".join(["file", "line", "gone", "partial", *map(_quoted, self.columns[kind])])
        with self.cursor.copy(f"COPY in_{kind} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def add_file(self, bulk: Bulk, source: Source) -> Iterator[None]:
        """Copy a whole file as it is; yields after each block.

        Raises ``Odd`` or psycopg's ``DataError`` where PostgreSQL finds the records ragged or
        misquoted: the caller rolls back to a savepoint and reads the file record by record.
        """
        table = f"raw_{bulk.kind}"
        names = [f"c{number}" for number in range(bulk.width)]
        columns = ", ".join(f"{name} text" for name in names)
        self.cursor.execute(
            f"CREATE TEMP TABLE {table} ({columns}, n int GENERATED ALWAYS AS IDENTITY"
            " (CACHE 1000)) ON COMMIT DROP"
        )
        lines = Lines(source, bulk.file)
        # no value is this control character, so an empty value stays an empty text
        options = r"FORMAT csv, HEADER true, NULL E'\x01'"
        copy_in = f"COPY {table} ({', '.join(names)}) FROM STDIN ({options})"
        with self.cursor.copy(copy_in) as copy:
            for block in lines.blocks():
                copy.write(block)
                yield
        self.raw[bulk.kind] = (bulk, lines)
        self.tables.add(bulk.kind)
        if bulk.gone != "false":
            self.gone.add(bulk.kind)
        self._view(bulk, table)

    def forget_file(self, kind: str) -> None:
        """The copy of a whole file was rolled back."""
        self.raw.pop(kind, None)
        self.tables.discard(kind)
        self.gone.discard(kind)

    def finish(self) -> None:
        """Copy what waits, and count the rows for the planner."""
        for kind in list(self.waiting):
            self.flush(kind)
        for kind in self.tables - self.counted:
            self.counted.add(kind)
            table = f"raw_{kind}" if kind in self.raw else f"in_{kind}"
            self.cursor.execute(f"ANALYZE {table}")

    def sure(self, kind: str) -> frozenset[str]:
        """Columns of the kind that the reader itself makes, so that they hold no bad value."""
        return self.raw[kind][0].sure if kind in self.raw else frozenset()

    def line_of(self, kind: str, n: int, line: int) -> int:
        """The line in the file, the header being line 1, of the row *n* of a kind."""
        if kind not in self.raw:
            return line
        return self.raw[kind][1].line_of(n)

    def make(self, kind: str) -> None:
        columns = ", ".join(f"{_quoted(column)} text" for column in self.columns[kind])
        self.cursor.execute(
            f"CREATE TEMP TABLE in_{kind} (n int GENERATED ALWAYS AS IDENTITY, file text,"
            f" line int, gone boolean, partial boolean, {columns}) ON COMMIT DROP"
        )
        self.tables.add(kind)

    def _view(self, bulk: Bulk, table: str) -> None:
        columns = ", ".join(
            f"{bulk.columns.get(column, 'NULL::text')} AS {_quoted(column)}"
            for column in self.columns[bulk.kind]
        )
        file = bulk.file.replace("'", "''")
        self.cursor.execute(
            f"CREATE TEMP VIEW in_{bulk.kind} AS SELECT n, '{file}'::text AS file, n AS line,"
            f" {bulk.gone} AS gone, false AS partial, {columns} FROM {table}"
        )

    def join_partial(self, kind: str) -> None:
        """Put the values of right partial rows into the whole rows of the same delivery."""
        if kind not in self.partial:
            return
        columns = [c for c in self.columns[kind] if c != "source_id"]
        new = ", ".join(f"{_quoted(c)} = COALESCE(p.{_quoted(c)}, w.{_quoted(c)})" for c in columns)
        pair = (
            "p.partial AND NOT w.partial AND w.source_id = p.source_id AND NOT EXISTS"
            f" (SELECT FROM in_rejects j WHERE j.kind = '{kind}' AND j.n = p.n)"
        )
        self.cursor.execute(f"UPDATE in_{kind} w SET {new} FROM in_{kind} p WHERE {pair}")
        self.cursor.execute(f"DELETE FROM in_{kind} p USING in_{kind} w WHERE {pair}")


def tidy(cursor: Any) -> None:
    """Drop what a run staged, which otherwise lasts until a caller's own transaction ends."""
    cursor.execute(
        "SELECT relname, relkind FROM pg_class WHERE relnamespace = pg_my_temp_schema()"
        " AND relkind IN ('r', 'v') ORDER BY relkind DESC"
    )
    for name, kind in cursor.fetchall():
        cursor.execute(f"DROP {'VIEW' if kind == 'v' else 'TABLE'} {_quoted(name)}")


def _quoted(name: str) -> str:
    return f'"{name}"'


def _clean(value: str | None) -> str | None:
    return value.replace("\0", "") if value and "\0" in value else value
