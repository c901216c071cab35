"""What stands on a report card: cases of the pure rules."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from openhouse.attendance.rules import DayValue
from openhouse.attendance.sums import Tally
from openhouse.documents.cards.editions import difference_words
from openhouse.documents.cards.rules import (
    Column,
    Difference,
    Posted,
    by_subject,
    comment_of,
    differences,
    heading,
    language_for,
    legend_of,
    lines_of,
    short,
)
from openhouse.documents.cards.words import Attended, explained
from openhouse.papers.heads import initials

Q1 = Column(1, "term", "Quarter", 11, "Quarter 1", date(2026, 10, 16), False)
Q2 = Column(1, "term", "Quarter", 12, "Quarter 2", date(2026, 12, 18), True)
EXAM = Column(2, "exam", "Exam", 13, "Semester 1", date(2026, 12, 18), True)
COLUMNS = (Q1, Q2, EXAM)


def posted(section: int, course: int, column: Column, mark: str, **more: Any) -> Posted:
    said = {"name": f"Course {course}", "subject": "Math", "teacher": "Ms. A", "comment": ""} | more
    return Posted(
        section, course, said["name"], said["subject"], said["teacher"],
        column.task, column.term, mark, said["comment"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Quarter 1", "Q1"), ("Semester 2", "S2"), ("Full year", "Full year"), ("T3", "T3")],
)
def test_a_term_is_short_where_it_ends_in_a_number(name: str, expected: str) -> None:
    assert short(name) == expected


def test_columns_are_headed_by_term_or_by_task() -> None:
    assert [heading(each, COLUMNS) for each in COLUMNS] == ["Q1", "Q2", "Exam"]
    again = EXAM._replace(term=14, term_name="Semester 2")
    assert heading(again, (*COLUMNS, again)) == "Exam S2"


def test_two_sections_of_a_course_are_one_line_unless_both_have_a_mark() -> None:
    moved = [posted(1, 7, Q1, "B"), posted(2, 7, Q2, "A", teacher="Mr. B")]
    (line,) = lines_of(moved, COLUMNS)
    assert (line.marks, line.teacher, line.sections) == (["B", "A", ""], "Mr. B", {1, 2})
    twice = [posted(1, 7, Q1, "B"), posted(2, 7, Q1, "C")]
    assert [line.marks[0] for line in lines_of(twice, COLUMNS)] == ["B", "C"]


def test_a_mark_of_no_column_stands_on_no_card() -> None:
    assert lines_of([posted(1, 7, Q1._replace(term=99), "B")], COLUMNS) == []


def test_only_words_about_the_term_released_are_shown() -> None:
    old = [posted(1, 7, Q1, "B", comment="Of quarter 1.")]
    (line,) = lines_of(old, COLUMNS)
    assert comment_of(line, COLUMNS) == ""
    (line,) = lines_of([*old, posted(1, 7, Q2, "B", comment="Of quarter 2.")], COLUMNS)
    assert comment_of(line, COLUMNS) == "Of quarter 2."


def test_subjects_stand_apart_where_one_has_two_lines() -> None:
    one = lines_of([posted(1, 7, Q1, "3", subject="Math")], COLUMNS)
    assert list(by_subject(one)) == [""]
    more = [posted(2, 8, Q1, "3", subject="Reading"), posted(3, 9, Q1, "2", subject="Reading")]
    two = lines_of([posted(1, 7, Q1, "3", subject="Math"), *more], COLUMNS)
    assert {name: len(lines) for name, lines in by_subject(two).items()} == {
        "Math": 1,
        "Reading": 2,
    }


def test_small_words() -> None:
    assert initials("Capital Hills High School") == "CH"
    assert legend_of("A = 93 and up\nnothing\n = x\nB=83") == [["A", "93 and up"], ["B", "83"]]
    assert [language_for(one, ["en", "es"]) for one in ("es-MX", "fr", "")] == ["es", "en", "en"]


def test_the_words_about_her_days_are_explained_and_no_others() -> None:
    days = {(DayValue.ABSENT, "excused"): 2, (DayValue.LATE, "excused"): 0}
    assert explained(Attended(Tally(days), 40)) == (
        "Absent: Not in class, or not at school that day."
        " Excused: The school knows the reason and accepts it."
    )
    assert explained(Attended(Tally(), 40)) == ""


def facts(**more: Any) -> dict[str, Any]:
    """What a card was made of; one that kept keys has ``said``."""
    course = {"name": "Algebra", "marks": ["B"], "missed": [1, 0], "comment": "Good."}
    return {
        "student": {"name": "Ana", "facts": [["Grade", "3rd grade"], ["Homeroom", "12"]]},
        "columns": ["Q1"],
        "missed": ["Absent", "Late"],
        "days": [["1", "day absent", "1 excused"], ["0", "days late", ""],
                 ["40", "school days", ""]],
        "courses": [course | more.pop("course", {})],
        "words": {"page": "Page"},
    } | more  # fmt: skip


SAID = {"head.grade": "03", "head.homeroom": "12", "day.absent": "1;excused=1", "day.part": "0",
        "day.late": "0", "day.school": "40"}  # fmt: skip


def test_differences_name_course_column_and_both_marks() -> None:
    after = facts(course={"marks": ["A−"], "missed": [2, 0]}, words={"page": "Another"})
    assert differences(facts(), after) == [
        Difference("Algebra", "Q1", "B", "A−"),
        Difference("Algebra", "class.absent", "1", "2"),
    ]


def test_editions_are_compared_by_keys_whatever_words_and_language_they_are_in() -> None:
    spanish = facts(
        student={"name": "Ana", "facts": [["Grado", "3.º grado"], ["Salón", "12"]]},
        missed=["Ausente", "Tarde"],
        days=[["1", "día ausente", "1 justificada"], ["0", "días tarde", ""],
              ["40", "días de clases", ""]],
    )  # fmt: skip
    kept = facts(said=SAID)
    assert differences(facts(), spanish) == differences(spanish, kept) == []
    assert differences(facts(), kept) == differences(kept, kept) == []
    two = SAID | {"day.absent": "2;excused=2", "day.part": "1"}
    assert differences(spanish, facts(said=two)) == [
        Difference("", "day.absent", "1;excused=1", "2;excused=2"),
        Difference("", "day.part", "0", "1"),
    ]


def test_days_that_merely_went_by_are_no_difference() -> None:
    assert differences(facts(said=SAID), facts(said=SAID | {"day.school": "45"})) == []


@pytest.mark.parametrize(
    ("before", "after", "english", "spanish"),
    [
        ("1;excused=1", "2;excused=2", "Days absent: 1, now 2", "Días de ausencia: 1, ahora 2"),
        (
            "1;unexcused=1", "1;excused=1",
            "Days absent: 1 (1 not excused), now 1 (1 excused)",
            "Días de ausencia: 1 (1 injustificada), ahora 1 (1 justificada)",
        ),
    ],
)  # fmt: skip
def test_a_difference_is_said_in_the_readers_language(
    before: str, after: str, english: str, spanish: str
) -> None:
    found = Difference("", "day.absent", before, after)
    assert difference_words(found) == english
    with override("es"):
        assert difference_words(found) == spanish


def test_marks_in_the_schools_own_words_stand_in_quotes() -> None:
    found = Difference("Reading", "Q2", "Getting there", "Meets")
    assert difference_words(found) == "Reading, Q2: “Getting there”, now “Meets”"
    with override("es"):
        assert difference_words(found) == "Reading, Q2: “Getting there”, ahora “Meets”"
        assert difference_words(found._replace(before="A−", after="")) == (
            "Reading, Q2: A−, ahora nada"
        )
