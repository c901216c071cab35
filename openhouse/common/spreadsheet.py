"""The list of accounts as a spreadsheet for schools; no cell is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

#: Signs that a spreadsheet program takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def cell(value: object) -> str:
    """*value* as a cell: one line, and with an apostrophe before what would be calculated."""
    text = " ".join(str(value).split()) if str(value).strip() else ""
    risky = str(value).startswith(_FORMULA) or text.startswith(_FORMULA)
    return f"'{text}" if risky else text


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The file: UTF-8 with the mark by which Excel knows it."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow([cell(each) for each in head])
    writer.writerows([cell(each) for each in row] for row in rows)
    return ("\ufeff" + file.getvalue()).encode()
