"""A spreadsheet of transcript lines (CSV): one line a course, with a head of plain words.

``student_number``, ``school_year`` (2025-2026), ``course_name`` and ``credits_earned`` must be
there; ``credits_attempted``, ``mark``, ``percent``, ``term``, ``ended_on``, ``grade_level``,
``school``, ``course_number``, ``area``, ``level`` (regular, honors, college), ``in_average`` and
``transfer`` (yes, no) may. It is what an office saves of a transcript.
"""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from openhouse.interchange.edfi.elements import Unusable
from openhouse.interchange.edfi.words import grade_level
from openhouse.interchange.lines import Lines as Text
from openhouse.interchange.lines import misread
from openhouse.interchange.rows import Broken, Item, Reject
from openhouse.interchange.source import Source
from openhouse.interchange.transcripts.lines import Lines, ends_in

NEEDED = frozenset({"student_number", "school_year", "course_name", "credits_earned"})
#: Columns that go into the table as they are, by their names there.
PLAIN = {
    "course_name": "course_name", "mark": "mark", "percent": "percent", "term": "term_name",
    "ended_on": "ended_on", "school": "school_name", "course_number": "course_number",
    "credits_earned": "credits_earned", "level": "level",
}  # fmt: skip
_YES = {"yes": "true", "y": "true", "true": "true", "1": "true"}


def is_spreadsheet(source: Source, file: str) -> bool:
    """If the first line of *file* has the names that must be there."""
    with source.open(file) as stream:
        head = stream.read(4096).decode("utf-8-sig", "replace")
    first = next(csv.reader(io.StringIO(head.partition("\n")[0])), [])
    return {name.strip().lower() for name in first} >= NEEDED


def read_spreadsheet(source: Source, file: str, lines: Lines) -> Iterator[Item]:
    """The rows of *file*; a line that cannot be taken is listed. Raises Broken."""
    reader = csv.DictReader(iter(Text(source, file)), strict=True)
    try:
        reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or []]
        for record in reader:
            yield from _line(record, file, reader.line_num, lines)
    except csv.Error as error:
        raise Broken(file, misread(), line=reader.line_num + 1) from error


def _line(record: dict[str, str | None], file: str, line: int, lines: Lines) -> Iterator[Item]:
    said = {name: _cell(value) for name, value in record.items() if name}
    if not any(said.values()):
        return
    for name in ("student_number", "school_year", "course_name"):
        if not said.get(name):
            yield Reject(file, line, name, "", _("a value"), "transcripts")
            return
    try:
        year = ends_in(said["school_year"])
    except Unusable as bad:
        yield Reject(file, line, "school_year", bad.value, bad.expected, "transcripts")
        return
    values = {ours: said[theirs] for theirs, ours in PLAIN.items() if theirs in said}
    values["ends_in"] = year
    values["credits_attempted"] = said.get("credits_attempted") or said.get("credits_earned", "")
    values["grade_level"] = grade_level(said.get("grade_level", ""))
    values["level"] = values.get("level") or "regular"
    counts, transfer = said.get("in_average", "yes") or "yes", said.get("transfer", "")
    values["counts"] = _YES.get(counts.lower(), "false")
    values["transfer"] = _YES.get(transfer.lower(), "false")
    yield from lines.rows(values, said["student_number"], said.get("area", ""), file, line)


def _cell(value: object) -> str:
    """A cell; the apostrophe is off again that keeps a spreadsheet from calculating it."""
    text = str(value or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text
