"""results.csv, the one file that has millions of rows: staged whole, read by SQL.

``_values`` says the same for a single record, for a file that PostgreSQL cannot copy as it is.
"""

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
TRUE = ("true", "1")


def read_results(delivery: Delivery) -> Items:
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


def _place(table: Table, column: str) -> str:
    """The SQL of a column of the file; an empty text where the file has none."""
    name = column.lower()
    return f"c{table.header.index(name)}" if table.has(name) else "''::text"


def _columns(table: Table) -> dict[str, str]:
    return {
        "student": _trimmed(_place(table, "studentSourcedId")),
        "assignment": _trimmed(_place(table, "lineItemSourcedId")),
        "points": _trimmed(_place(table, "score")),
        "text": _place(table, "textScore"),
        "flag": _flag(table),
        "comment": _place(table, "comment"),
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
