"""What is missing before a release, in words."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from openhouse.documents.cards.pages import missing_words
from openhouse.documents.cards.queries import Missing
from openhouse.documents.cards.rules import Column

Q2 = Column(1, "term", "Quarter", 12, "Quarter 2", date(2026, 12, 18), True)
EXAM = Column(2, "exam", "Exam", 13, "Semester 1", date(2026, 12, 18), True)
SETUP: Any = SimpleNamespace(columns=(Q2, EXAM))


def lacks(section: int, name: str, column: Column, marks: int) -> Missing:
    return Missing(section, name, "Ms. Okafor", column.task, column.term, marks, 0, 21)


def test_a_class_without_any_mark_is_named_once_and_what_others_lack_follows() -> None:
    found = [
        lacks(1, "Algebra", Q2, 0), lacks(1, "Algebra", EXAM, 3),
        lacks(2, "Choir", Q2, 21), lacks(2, "Choir", EXAM, 21),
        lacks(3, "Advisory", Q2, 21), lacks(4, "Advisory", Q2, 21),
        lacks(5, "Drama", Q2, 0), lacks(6, "Band", Q2, 21), lacks(6, "Band", EXAM, 1),
    ]  # fmt: skip
    (line,) = missing_words(found, SETUP)["teachers"]
    assert line["whole"] == "Choir, Advisory (2 classes)"
    assert line["some"] == ["Algebra (Exam: 3 of 21)", "Band (Q2: all, Exam: 1 of 21)"]
    assert line["many"] == 3 + 42 + 42 + 22
