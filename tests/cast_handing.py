"""What ben has handed in of the cast's algebra, or taken back; what a rubric said of his work."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from openhouse.grades.models_work import HandIn, HandInFile, RubricScore
from tests.cast_rows import Maker

#: key, work, at, when it was taken back, who reads it beside the district
HANDED_IN = (
    ("hand_in_ben", "turned_in", datetime(2026, 10, 5, 15, 30, tzinfo=UTC), None,
     ("mother", "ben", "teacher")),
    ("hand_in_back", "due_tomorrow", datetime(2026, 10, 5, 22, 0, tzinfo=UTC),
     datetime(2026, 10, 5, 22, 5, tzinfo=UTC), ("mother", "ben")),
)  # fmt: skip


def make_hand_ins(make: Maker) -> None:
    """A text and a file each."""
    rows = make.cast.rows
    for number, (key, work, at, back, readers) in enumerate(HANDED_IN):
        kept = make.row(
            HandIn,
            key,
            student="ben",
            readers_too=readers,
            student_id=rows["ben"].id,
            assignment=rows[f"work_{work}"],
            section=rows["algebra"],
            words="Here are my answers.",
            handed_at=at,
            taken_back_at=back,
            form=UUID(int=number + 1),
        )
        make.row(
            HandInFile,
            f"{key}_file",
            student="ben",
            readers_too=readers,
            hand_in=kept,
            name="Answers.txt",
            kind="text/plain; charset=utf-8",
            size=9,
            content=b"x equals 4",
        )


def make_judged(make: Maker, rubric: list[Any]) -> None:
    """What ben's teacher said by the rubric of work that is scored."""
    word = f"Ahead {make.next_word}"
    make.row(
        RubricScore,
        "judged_ben",
        student="ben",
        student_id=make.cast.rows["ben"].id,
        assignment=make.cast.rows["work_plain"],
        said=[[rubric[0], 0, word], [rubric[1], 0, ""]],
    )
