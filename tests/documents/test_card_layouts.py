"""What is printed on a card can be read: no word runs into another, none is cut."""

import itertools
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest

from openhouse.documents.cards.words import counting_words, layout_words
from openhouse.papers.drafts import Draft, dressed
from openhouse.papers.typesetting import typeset

#: Points: a US letter page, and the white at its sides.
WIDE, MARGIN = 612, 51
SKILL_MARKS = ("Proficient", "Approaching", "Exceeds", "Satisfactory", "Outstanding", "Mastery")
LONG = "Introduction to Engineering Design and Development"


def facts_of(columns: tuple[str, ...], marks: tuple[str, ...], layout: str) -> dict[str, Any]:
    line = {"name": LONG, "subject": "S", "teacher": "Ms. O", "marks": marks, "comment": ""}
    shown = {
        "courses": [line | {"missed": [1, 12]}] * 14,
        "subjects": [{"name": "Science", "lines": [line] * 3}],
    }
    kind = "courses" if layout == "secondary" else "subjects"
    return {
        "district": "North", "hue": 200, "from": {"initials": "N", "hue": 200, "wide": 1},
        "school": {"name": "Oak Street School", "line": "1 Oak Street"}, "dated": "May 5, 2027",
        "student": {"name": "Wolfeschlegelsteinhausenbergerdorff-Featherstone Ana", "facts": []},
        "columns": columns, "missed": ["Absent", "Late"] if layout == "secondary" else [],
        "days": [["1", "day absent", ""]], "explained": "Late: After it began.",
        "counting": counting_words(), "words": layout_words(), kind: shown[kind],
    }  # fmt: skip


def printed(columns: tuple[str, ...], marks: tuple[str, ...], layout: str) -> pypdfium2.PdfDocument:
    draft = Draft(
        0, "report card", "Report card", "en", f"documents/cards/layouts/{layout}.typ",
        facts_of(columns, marks, layout),
    )  # fmt: skip
    at = datetime(2027, 5, 5, tzinfo=UTC)
    made = typeset(draft.layout, dressed(draft, "0" * 12, 1), made_at=at)
    return pypdfium2.PdfDocument(made.content)


def boxes(page: pypdfium2.PdfPage, word: str) -> list[tuple[float, ...]]:
    """Where *word* stands: left, bottom, right and top of each time."""
    text, found = page.get_textpage(), []
    searched = text.search(word, match_case=True, match_whole_word=False)
    while at := searched.get_next():
        signs = [text.get_charbox(number) for number in range(at[0], at[0] + at[1])]
        left, bottom, right, top = zip(*signs, strict=True)
        found.append((min(left), min(bottom), max(right), max(top)))
    return found


@pytest.mark.parametrize(
    ("columns", "marks", "layout"),
    [
        (("T1", "T2", "T3", "Effort T1", "Effort T2", "Effort T3"), SKILL_MARKS, "elementary"),
        (("Citizenship", "Comprehension", "Participation", "S1"), SKILL_MARKS[:4], "secondary"),
        (tuple(f"Examination Q{n}" for n in range(9)), (*SKILL_MARKS, "A+", "B", "C"), "secondary"),
    ],
)
def test_words_of_marks_and_headings_stand_beside_each_other(
    columns: tuple[str, ...], marks: tuple[str, ...], layout: str
) -> None:
    with printed(columns, marks, layout) as pdf:
        words = {*marks, *(word for column in columns for word in column.split())}
        placed = [box for word in words if len(word) > 2 for box in boxes(pdf[0], word)]
        assert len(placed) > len(marks)
        for one, other in itertools.combinations(placed, 2):
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1], (one, other)
        assert all(
            left > MARGIN - 1 and right < WIDE - MARGIN + 1 for left, _b, right, _t in placed
        )


def test_fourteen_courses_with_long_names_take_two_pages_and_no_word_is_cut() -> None:
    with printed(("Q1", "Q2", "Semester Exam", "S1"), ("A", "B+", "C−", "B"), "secondary") as pdf:
        assert len(pdf) <= 2
        said = " ".join(page.get_textpage().get_text_range() for page in pdf)
        assert " ".join(said.split()).count(LONG) == 14


def test_what_is_explained_and_how_it_is_counted_are_two_sentences() -> None:
    with printed(("Q1",), ("A",), "secondary") as pdf:
        said = " ".join(pdf[len(pdf) - 1].get_textpage().get_text_range().split())
        assert "Late: After it began. Days are counted" in said
