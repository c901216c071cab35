"""Into PostgreSQL by COPY, with ids that are reserved beforehand."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection

#: Tables whose statistics the first pages need.
WRITTEN = (
    "districts_school", "districts_schoolyear", "districts_term", "districts_bellschedule",
    "districts_period", "districts_day", "people_person", "people_student", "people_enrollment",
    "people_guardianship", "people_household", "people_householdmember", "people_contactpoint",
    "people_staffpost", "people_account", "courses_course", "courses_section",
    "courses_sectionteacher", "courses_meeting", "courses_placement", "grades_gradebook",
    "grades_category", "grades_assignment", "grades_score", "grades_postedmark",
    "attendance_attendancecode", "attendance_attendancemark", "attendance_roll",
    "attendance_absencereason", "attendance_absencenote", "school_messages_announcement",
    "school_messages_message", "school_messages_messagewords", "school_messages_recipient",
    "questions_question", "documents_publishedfile", "documents_publishedreceipt",
    "documents_transcriptline", "documents_coursecredit", "documents_academicrecord",
    "questions_question", "immunizations_dose", "immunizations_exemption",
    "immunizations_condition", "immunizations_medication", "immunizations_visit",
)  # fmt: skip


class Numbered(Protocol):
    """A thing that becomes a row with an id."""

    id: int


def reserve(table: str, count: int) -> int:
    """The first of *count* consecutive ids of *table*, taken from its sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s::regclass)", [sequence])
        (first,) = cursor.fetchone()
        if count > 1:
            cursor.execute("SELECT setval(%s::regclass, %s)", [sequence, first + count - 1])
    return int(first)


def number(table: str, things: Sequence[Numbered]) -> None:
    """Give each of *things* an id of *table*, in their order."""
    if things:
        for place, thing in enumerate(things, reserve(table, len(things))):
            thing.id = place


def copy_rows(table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """COPY *rows* into *table*; *columns* are separated by spaces."""
    names = ", ".join(f'"{name}"' for name in columns.split())
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)


def copy_text(table: str, columns: str, lines: Sequence[str]) -> None:
    """COPY *lines*, each already in COPY's text format with its line end."""
    names = ", ".join(f'"{name}"' for name in columns.split())
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy,
    ):
        for start in range(0, len(lines), 4000):
            copy.write("".join(lines[start : start + 4000]))
