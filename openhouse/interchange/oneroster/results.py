"""results.csv, the one file that has millions of rows: staged whole, read by SQL.

``_values`` says the same for a single record, for a file that PostgreSQL cannot copy as it is.
"""

import polars as pl

from openhouse.interchange.lines import Odd
from openhouse.interchange.oneroster.delivery import Delivery
from openhouse.interchange.oneroster.table import Record, Table, day, is_gone
from openhouse.interchange.rows import Bulk, Items, Row

#: Flags in the order in which they count; a true column, or a word of scoreStatus.
FLAGS = (
    ("exempt", "", ("exempt",)),
    ("missing", "missing", ("not submitted",)),
    ("incomplete", "incomplete", ()),
    ("late", "late", ()),
    ("turned in", "", ("submitted",)),
)
USED = (
    "status",
    "studentSourcedId",
    "lineItemSourcedId",
    "score",
    "textScore",
    "scoreStatus",
    "missing",
    "incomplete",
    "late",
    "comment",
    "scoreDate",
)
TRUE = ("true", "1")


def read_results(delivery: Delivery) -> Items:
    """results.csv as one ``Bulk``: the file whole, and how SQL and polars read its columns.

    Of several flags of one score the first of ``FLAGS`` counts.
    """
    table = delivery.table("results")
    if table is None:
        return

    def rows() -> Items:
        for line, record in table:
            yield Row("scores", _values(record), table.file, line, is_gone(record))
        yield from table.take_rejects("scores")

    yield Bulk(
        "scores",
        table.file,
        len(table.header),
        _columns(table),
        rows,
        _gone(table),
        frozenset({"flag"}),
        tuple(table.header.index(name.lower()) for name in USED if table.has(name)),
        lambda frame: _frame(table, frame),
    )


def _values(record: Record) -> dict[str, str | None]:
    status = record.get("scorestatus", "").lower()
    flag = ""
    for name, column, words in FLAGS:
        if record.get(column, "").lower() in TRUE or (words and status in words):
            flag = name
            break
    return {
        "student": record["studentsourcedid"],
        "assignment": record["lineitemsourcedid"],
        "points": record.get("score", ""),
        "text": record.get("textscore", ""),
        "flag": flag,
        "comment": record.get("comment", ""),
        "scored_on": day(record.get("scoredate", "")),
    }


def _frame(table: Table, records: pl.DataFrame) -> pl.DataFrame:
    """The scores of plain records; raises Odd where one is deleted or looks odd."""

    def column(name: str) -> pl.Expr:
        at = table.header.index(name.lower()) if table.has(name) else None
        return pl.lit("") if at is None else pl.col(f"column_{at}")

    status = column("scoreStatus").str.to_lowercase()
    flag = pl.lit("")
    for name, true, words in reversed(FLAGS):
        is_so = status.is_in(list(words))
        if true:
            is_so = is_so | column(true).str.to_lowercase().is_in(list(TRUE))
        flag = pl.when(is_so).then(pl.lit(name)).otherwise(flag)
    day_ = column("scoreDate").str.slice(0, 10)
    points = column("score")
    odd = records.select(
        (
            column("status").str.to_lowercase().is_in(["tobedeleted", "inactive"])
            | ~points.str.contains(r"^(-?\d{1,6}(\.\d+)?)?$")
            | ~day_.str.contains(r"^(\d{4}-\d\d-\d\d)?$")
            | (column("textScore").str.len_chars() > 60)
        ).any()
    ).item()
    if odd:
        raise Odd("a record that wants a closer look")
    return records.select(
        column("studentSourcedId").alias("student"),
        column("lineItemSourcedId").alias("assignment"),
        points.alias("points"),
        column("textScore").str.strip_chars().alias("text"),
        flag.alias("flag"),
        column("comment").str.strip_chars().alias("comment"),
        day_.alias("scored_on"),
    )


def _place(table: Table, column: str) -> str:
    """The SQL of a column of the file; an empty text where the file has none."""
    name = column.lower()
    return f"c{table.header.index(name)}" if table.has(name) else "''::text"


def _columns(table: Table) -> dict[str, str]:
    return {
        "student": _trimmed(_place(table, "studentSourcedId")),
        "assignment": _trimmed(_place(table, "lineItemSourcedId")),
        "points": _trimmed(_place(table, "score")),
        "text": _trimmed(_place(table, "textScore")),
        "flag": _flag(table),
        "comment": _trimmed(_place(table, "comment")),
        # of a date with a time, the date
        "scored_on": f"left({_place(table, 'scoreDate')}, 10)",
    }


def _trimmed(sql: str) -> str:
    return f"btrim({sql})"


def _flag(table: Table) -> str:
    """The flag as SQL. What most rows say comes first, so that most need no other comparison."""
    cases = []
    status = _place(table, "scoreStatus")
    for name, column, words in FLAGS:
        when = []
        if column and table.has(column):
            place = _place(table, column)
            when.append(f"{place} NOT IN ('', 'false') AND lower({place}) IN ('true', '1')")
        if words and table.has("scoreStatus"):
            listed = ", ".join(f"'{word}'" for word in words)
            usual = f"{status} NOT IN ('fully graded', '')"
            when.append(f"{usual} AND lower({status}) IN ({listed})")
        if when:
            cases.append(f"WHEN {' OR '.join(when)} THEN '{name}'")
    return f"CASE {' '.join(cases)} ELSE '' END" if cases else "''::text"


def _gone(table: Table) -> str:
    if not table.has("status"):
        return "false"
    status = _place(table, "status")
    return f"({status} NOT IN ('active', '') AND lower({status}) IN ('tobedeleted', 'inactive'))"
