"""Transcripts alone: a spreadsheet of lines, or PESC High School Transcripts (XML).

Both name a student by the number that the school gave her, so they come after the students: a line
of somebody who is not here is listed.
"""

from collections.abc import Iterator
from datetime import date

from openhouse.interchange.rows import Item, Items, NotTaken
from openhouse.interchange.source import Source
from openhouse.interchange.transcripts.lines import Lines
from openhouse.interchange.transcripts.pesc import is_pesc, read_pesc
from openhouse.interchange.transcripts.spreadsheet import is_spreadsheet, read_spreadsheet

#: The files' own names of the columns, for the report.
COLUMNS: dict[str, dict[str, str]] = {
    "transcripts": {
        "student": "student_number or SchoolAssignedPersonID",
        "ends_in": "school_year or SessionSchoolYear",
        "course_name": "course_name or CourseTitle",
        "mark": "mark or CourseAcademicGrade",
        "credits_attempted": "credits_attempted or CourseCreditValue",
        "credits_earned": "credits_earned or CourseCreditEarned",
    },
    "academic_records": {"student": "SchoolAssignedPersonID", "average": "GradePointAverage"},
    "credit_areas": {"name": "area"},
}


def recognizes(source: Source) -> bool:
    """If the delivery has such a file."""
    return any(_kind(source, file) for file in source.names)


def read(source: Source, today: date) -> Items:
    """The rows of each file that is one; the others are counted."""
    yield from _read(source, Lines())


def _read(source: Source, lines: Lines) -> Iterator[Item]:
    others = 0
    for file in source.names:
        kind = _kind(source, file)
        if kind == "csv":
            yield from read_spreadsheet(source, file, lines)
        elif kind == "xml":
            yield from read_pesc(source, file, lines)
        else:
            others += 1
    if others:
        yield NotTaken("other files", others)


def _kind(source: Source, file: str) -> str:
    low = file.lower()
    if low.endswith((".csv", ".txt")) and is_spreadsheet(source, file):
        return "csv"
    return "xml" if low.endswith(".xml") and is_pesc(source, file) else ""
