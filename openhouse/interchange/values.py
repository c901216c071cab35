"""Values that a column cannot take: found in SQL over a whole staging table, in one pass."""

import json
from typing import Any

from django.utils.translation import gettext_noop as _

from openhouse.interchange.rows import Words
from openhouse.interchange.shape import Column, Shape


def sql_text(value: str) -> str:
    """*value* as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def checks(shape: Shape, sure: frozenset[str]) -> list[tuple[str, str, str]]:
    """Of each check: the column, the SQL condition of a bad row ``s``, what was expected.

    Columns in *sure* are of our own making and need no check.
    """
    found: list[tuple[str, str, str]] = []
    for column in shape.columns:
        if column.name in sure:
            continue
        text = f's."{column.name}"'
        if column.required:
            # a partial row finds its place by source_id and may lack everything else
            but = "" if column.name == "source_id" else "NOT s.partial AND "
            found.append((column.name, f"{but}COALESCE({text}, '') = ''", _("a value")))
        if column.ref:
            continue
        bad, expected = _bad(column, text)
        if bad:
            found.append((column.name, f"{text} <> '' AND ({bad})", expected))
    return found


def _odd(column: Column, text: str) -> str:
    """What PostgreSQL would take and we do not: today, NaN, 0x1F, 1_000, on."""
    if column.type == "date":
        return f"{text} NOT LIKE '____-__-__' AND {text} <> ''"
    if column.type == "time":
        return f"{text} ~ '[^0-9:.]'"
    if column.type == "decimal":
        return f"{text} ~ '[^-.+0-9]'"
    if column.type == "int":
        return f"{text} ~ '[^0-9]'" if column.least == "0" else f"{text} ~ '[^-0-9]'"
    if column.type == "bool":
        return f"lower({text}) NOT IN ('true', 'false', '1', '0', '')"
    if column.choices:
        listed = ", ".join(sql_text(choice) for choice in {"", *column.choices})
        return f"{text} NOT IN ({listed})"
    return ""


def _bad(column: Column, text: str) -> tuple[str, str]:
    bad = f"NOT pg_input_is_valid({text}, '{column.sql_type}')"
    if odd := _odd(column, text):
        bad = f"{odd} OR {bad}"
    if column.type in ("decimal", "int"):
        return bad, _number(column)
    if column.type == "text":
        return _bad_text(column, text)
    words = {
        "date": _("a date such as 2026-10-06"),
        "time": _("a time such as 08:05"),
        "bool": _("true or false"),
        "json": _("steps such as {A:94},{B:84}"),
    }[column.type]
    return bad, words


def _number(column: Column) -> str:
    limits = {"least": column.least, "most": column.most}
    if column.type == "decimal":
        return Words(_("a number from %(least)s to %(most)s"), **limits)
    if column.most:
        return Words(_("a whole number from %(least)s to %(most)s"), **limits)
    return _("a whole number")


def _bad_text(column: Column, text: str) -> tuple[str, str]:
    if column.choices:
        allowed = [choice for choice in column.choices if choice]
        return _odd(column, text), Words(_("one of: %(words)s"), words=", ".join(allowed))
    if column.longest:
        expected = Words(_("at most %(count)s characters"), count=column.longest)
        return f"length({text}) > {column.longest}", expected
    return "", ""


def reject_bad_values(cursor: Any, shape: Shape, sure: frozenset[str] = frozenset()) -> int:
    """List the rows of ``in_<kind>`` with a value their table cannot take; how many there are."""
    found = checks(shape, sure)
    cases = " ".join(f"WHEN {bad} THEN {i}" for i, (_c, bad, _e) in enumerate(found, 1))
    if not cases:
        return 0
    columns = ", ".join(sql_text(column) for column, _b, _e in found)
    values = ", ".join(f's."{column}"' for column, _b, _e in found)
    words = [Words.of(words) for _c, _b, words in found]
    expected = ", ".join(sql_text(each.id) for each in words)
    holds = ", ".join(sql_text(json.dumps(each.values)) for each in words)
    cursor.execute(
        'INSERT INTO in_rejects (kind, n, file, line, "column", value, expected, holds)'
        f" SELECT {sql_text(shape.name)}, s.n, s.file, s.line, (ARRAY[{columns}])[bad],"
        f" left((ARRAY[{values}])[bad], 200), (ARRAY[{expected}])[bad],"
        f" (ARRAY[{holds}])[bad]::jsonb"
        f" FROM (SELECT s.*, CASE {cases} ELSE 0 END AS bad"
        f" FROM in_{shape.name} s WHERE NOT gone) s WHERE bad > 0"
    )
    return int(cursor.rowcount)
