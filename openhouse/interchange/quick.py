"""The quick road for a whole file of new rows: a first import of a million scores.

The file's blocks are parsed and joined to the ids they name by polars, while PostgreSQL takes over
the blocks before: through COPY into a narrow staging table whose columns have their types, and on
by INSERT, because COPY cannot write where row-level security stands. It takes a file only if each
row is plain, right and new. At the first one that is not, all
of it is taken back and the file goes the road of every other (``staging``, ``match``), which finds
out which row it was and why.
"""

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import polars as pl
import psycopg
from django.db import DataError, IntegrityError, transaction

from openhouse.interchange.lines import LONGEST, Lines, Odd
from openhouse.interchange.match import References
from openhouse.interchange.rows import Bulk
from openhouse.interchange.shape import Column, Shape
from openhouse.interchange.source import Source

#: Bytes that are parsed at a time.
BLOCK = 8 * 1024 * 1024
#: Rows that are sorted and taken over together: few at first, so that the database begins at once.
ROWS = (1, 150_000, 300_000)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows as CSV, and the text columns that say the same in each of them."""

    rows: int
    text: bytes
    columns: list[str]
    same: dict[str, str]


def add_new(
    cursor: Any,
    shape: Shape,
    bulk: Bulk,
    source: Source,
    references: References,
    told: Callable[[], None],
    look: Callable[[pl.DataFrame], None] | None = None,
) -> int | None:
    """Add every row of the file; None, and nothing done, where one of them is not plain and new.

    *told* is called after each block, *look* with the rows of each, with ids. Raises Broken where
    the file cannot be read.
    """
    if bulk.frame is None:
        return None
    ids = {c.name: _ids(cursor, references.table(c.ref)) for c in shape.columns if c.ref}
    try:
        with transaction.atomic():
            return _add(cursor, shape, bulk, source, ids, told, look)
    except (Odd, pl.exceptions.PolarsError, psycopg.DataError, DataError, IntegrityError):
        return None


def _add(
    cursor: Any,
    shape: Shape,
    bulk: Bulk,
    source: Source,
    ids: dict[str, pl.DataFrame],
    told: Callable[[], None],
    look: Callable[[pl.DataFrame], None] | None,
) -> int:
    columns = ", ".join(f'"{c.target}" {c.sql_type}' for c in shape.columns)
    staged = f"quick_{shape.name}"
    cursor.execute(f"CREATE TEMP TABLE {staged} ({columns}) ON COMMIT DROP")
    added = 0
    for chunk in _ahead(_sorted(shape, bulk, source, ids, look)):
        with cursor.copy(_copy(shape, staged, chunk)) as copy:
            copy.write(chunk.text)
        # the district once, not as a default that is worked out for each row
        said = {"district_id": "(SELECT current_setting('openhouse.district')::bigint)"}
        said |= {f'"{name}"': f'"{name}"' for name in chunk.columns}
        said |= {f'"{name}"': "%s" for name in chunk.same}
        cursor.execute(
            f"INSERT INTO {shape.table} ({', '.join(said)})"
            f" SELECT {', '.join(said.values())} FROM {staged}",
            list(chunk.same.values()),
        )
        cursor.execute(f"TRUNCATE {staged}")
        added += chunk.rows
        told()
    cursor.execute(f"DROP TABLE {staged}")
    return added


def _copy(shape: Shape, staged: str, chunk: Chunk) -> str:
    """How PostgreSQL takes the chunk: an empty value is an empty text, or none in other columns."""
    texts = ", ".join(
        f'"{column.target}"'
        for column in shape.columns
        if column.target in chunk.columns and column.type == "text" and not column.ref
    )
    options = f"FORMAT csv, FORCE_NOT_NULL ({texts})" if texts else "FORMAT csv"
    names = ", ".join(f'"{name}"' for name in chunk.columns)
    return f"COPY {staged} ({names}) FROM STDIN ({options})"


def _ahead[T](items: Iterator[T]) -> Iterator[T]:
    """The items, the next one being made in a thread while one is used."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def _sorted(
    shape: Shape, bulk: Bulk, source: Source, ids: dict[str, pl.DataFrame],
    look: Callable[[pl.DataFrame], None] | None,
) -> Iterator[Chunk]:  # fmt: skip
    """Rows with ids, as CSV in the order of the key, which builds its index fastest."""
    waiting: list[pl.DataFrame] = []
    height = 0
    enough = chain(ROWS, repeat(ROWS[-1]))
    wanted = next(enough)
    for frame in _frames(bulk, source):
        waiting.append(_joined(shape, frame, ids))
        if look:
            look(waiting[-1])
        height += frame.height
        if height >= wanted:
            yield _chunk(shape, waiting)
            height, wanted = 0, next(enough)
    if waiting:
        yield _chunk(shape, waiting)


def _chunk(shape: Shape, waiting: list[pl.DataFrame]) -> Chunk:
    frame = pl.concat(waiting).sort(shape.natural)
    waiting.clear()
    texts = [c.target for c in shape.columns if c.type == "text" and not c.ref]
    once = frame.select((pl.col(name) == pl.col(name).first()).all() for name in texts)
    same = {name: frame.item(0, name) for name in texts if once.item(0, name)}
    frame = frame.drop(same)
    return Chunk(frame.height, frame.write_csv(include_header=False).encode(), frame.columns, same)


def _ids(cursor: Any, table: str) -> pl.DataFrame:
    """The ids behind the source ids that a reference table holds."""
    text = io.BytesIO()
    with cursor.copy(f"COPY {table} (source_id, id) TO STDOUT (FORMAT csv)") as copy:
        for block in copy:
            text.write(block)
    schema = {"source_id": pl.String, "id": pl.Int64}
    if not text.tell():
        return pl.DataFrame(schema=schema)
    return pl.read_csv(text.getvalue(), has_header=False, schema=schema)


def _frames(bulk: Bulk, source: Source) -> Iterator[pl.DataFrame]:
    """The file's records, block by block, as columns ``column_0``, ``column_1``, … of text."""
    names = [f"column_{number}" for number in range(bulk.width)]
    schema = dict.fromkeys(names, pl.String)
    for block in _whole_records(Lines(source, bulk.file)):
        # a record with too few values would pass for one with empty ones, so commas are counted
        quoted = b'"' in block
        wanted = None if quoted else [names[number] for number in bulk.needs]
        frame = pl.read_csv(block, has_header=False, schema=schema, columns=wanted)
        inside = 0
        if quoted:
            inside = sum(frame.select(pl.all().str.count_matches(",", literal=True).sum()).row(0))
        if block.count(b",") - inside != (bulk.width - 1) * frame.height:
            raise Odd("records of unequal length")
        assert bulk.frame is not None
        yield bulk.frame(frame.with_columns(pl.all().fill_null("")))


def _whole_records(lines: Lines) -> Iterator[bytes]:
    """The file without its header, in blocks that end where a record ends.

    A line's end is a record's where the quotes before it pair.
    """
    rest, header = b"", True
    for block in lines.blocks(BLOCK):
        rest += block
        if header:
            cut = rest.find(b"\n") + 1
            if rest.count(b'"', 0, cut) % 2:
                raise Odd("a header with a line's end in it")
            rest, header = rest[cut:], False
        cut = rest.rfind(b"\n") + 1
        if rest.count(b'"', 0, cut) % 2:
            if len(rest) > 4 * BLOCK + LONGEST:
                raise Odd("quotes that do not pair")
            continue
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
    if rest.strip():
        yield rest


def _joined(shape: Shape, frame: pl.DataFrame, ids: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The frame with ids for source ids, as narrow as the staging table."""
    for column in shape.columns:
        if column.ref:
            known = ids[column.name].rename({"source_id": column.name, "id": f"{column.name} id"})
            frame = frame.join(known, on=column.name, how="left")
            if frame.get_column(f"{column.name} id").has_nulls():
                raise Odd(f"{column.name} that is not known")
    return frame.select(_value(column).alias(column.target) for column in shape.columns)


def _value(column: Column) -> pl.Expr:
    if column.ref:
        return pl.col(f"{column.name} id")
    value = pl.col(column.name)
    # polars writes an empty text in quotes, which COPY takes for a text
    return value if column.type == "text" else pl.when(value != "").then(value)
