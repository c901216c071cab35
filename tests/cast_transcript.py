"""What students of the cast have earned: lines of transcripts, sums, and what the district asks."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from openhouse.documents.models_transcript import (
    AcademicRecord,
    CourseCredit,
    CreditArea,
    CreditNeed,
    TranscriptLine,
    TranscriptRules,
)
from tests.cast_rows import Maker

#: key, student, course, mark, attempted, earned, what else the row says; all of 2025–26
LINES: tuple[tuple[str, str, str, str, str, str, dict[str, Any]], ...] = (
    ("line_ben_english", "ben", "English 9", "B+", "1", "1", {}),
    ("line_ben_physics", "ben", "Physical Science", "A-", "1", "1", {"level": "honors"}),
    ("line_ben_health", "ben", "Health", "P", "0.5", "0.5", {"counts": False}),
    ("line_ben_transfer", "ben", "World Geography", "C", "1", "1", {"transfer": True}),
    ("line_ben_failed", "ben", "Spanish I", "F", "1", "0", {}),
    ("line_mia", "mia", "Chemistry", "A", "1", "1", {}),
    ("line_cai", "cai", "Geometry", "B", "1", "1", {}),
)  # fmt: skip


def make_transcripts(make: Maker) -> None:
    make_rules(make)
    for key, student, name, mark, attempted, earned, more in LINES:
        make.row(
            TranscriptLine,
            key,
            student=student,
            student_id=make.cast.rows[student].id,
            ends_in=2026,
            term_name="Spring",
            ended_on=date(2026, 5, 22),
            grade_level="09",
            school_name="The high school",
            course_name=name,
            mark=mark,
            credits_attempted=Decimal(attempted),
            credits_earned=Decimal(earned),
            area=make.cast.rows["area_other"],
            **more,
        )
    make_struck(make)
    make_record(make)


def make_struck(make: Maker) -> None:
    """A line of ben's that a clerk entered and struck: his family sees nothing of it."""
    rows = make.cast.rows
    make.row(
        TranscriptLine,
        "line_ben_struck",
        student="ben",
        student_id=rows["ben"].id,
        ends_in=2026,
        course_name="Woodwork",
        mark="D",
        credits_attempted=Decimal(1),
        credits_earned=Decimal(1),
        origin=TranscriptLine.Origin.BY_HAND,
        entered_by_id=make.cast.clerk.id,
        struck_at=datetime(2026, 9, 1, 15, tzinfo=UTC),
        struck_by_id=make.cast.clerk.id,
        struck_reason="of another student",
    )


def make_rules(make: Maker) -> None:
    """What the district asks, and what it counts."""
    rows = make.cast.rows
    make.row(CreditArea, "area_math", name="Math", sequence=1)
    make.row(CreditArea, "area_other", name="Electives", sequence=2)
    make.row(CreditNeed, "need_math", area=rows["area_math"], credits=Decimal(3))
    make.row(CreditNeed, "need_other", area=rows["area_other"], credits=Decimal(7))
    make.row(
        CourseCredit,
        "credit_algebra",
        course=rows["algebra"].course,
        credits=Decimal(1),
        area=rows["area_math"],
    )
    make.row(TranscriptRules, "transcript_rules", shows_rank=True)


def make_record(make: Maker) -> None:
    """What another system says of ben's average, and his rank."""
    rows = make.cast.rows
    make.row(
        AcademicRecord,
        "record_ben",
        student="ben",
        student_id=rows["ben"].id,
        ends_in=2026,
        ended_on=date(2026, 5, 22),
        school=rows["high"],
        credits_earned=Decimal("3.5"),
        average=Decimal("2.5"),
        rank=12,
        rank_of=204,
    )
