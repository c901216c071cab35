"""What families of the cast think is wrong, and what the school says to it."""

from datetime import UTC, date, datetime
from typing import Any

from openhouse.questions.models import Question, QuestionRules
from tests.cast_rows import Maker

ASKED_AT = datetime(2026, 10, 5, 13, 0, tzinfo=UTC)
#: key, who asked, about whom, kind, section, work, day, school, who reads it beside her, answered
QUESTIONS = (
    ("question_ben", "mother", "ben", "score", "algebra", "work_plain", None, "high",
     ("ben", "teacher", "clerk"), False),
    ("question_ben_day", "mother", "ben", "attendance", None, None, date(2026, 9, 3), "high",
     ("ben", "clerk"), True),
    ("question_by_ben", "ben", "ben", "score", "algebra", "work_test", None, "high",
     ("teacher", "clerk"), True),
    ("question_ana", "mother", "ana", "attendance", None, None, date(2026, 9, 3), "elementary",
     (), False),
    ("question_ana_father", "father", "ana", "attendance", None, None, date(2026, 9, 4),
     "elementary", (), False),
    ("question_cai", "grandmother", "cai", "score", "biology", "work_biology", None, "high",
     ("teacher_mother", "clerk"), False),
)  # fmt: skip


STOOD = {
    "score": {"points": "7", "possible": "10", "text": "", "flag": ""},
    "attendance": {"facts": [["late", "unknown"]]},
}


def make_questions(make: Maker) -> None:
    rows = make.cast.rows
    make.row(QuestionRules, "question_rules")
    for key, who, student, kind, section, work, on, school, others, done in QUESTIONS:
        answered: dict[str, Any] = {
            "state": "answered",
            "answer": "We have looked it up.",
            "answered_by": rows["clerk"],
            "answered_by_name": "Clara Novak",
            "answered_at": ASKED_AT,
        }
        make.row(
            Question,
            key,
            student=student,
            readers_too=(who, *others),
            student_id=rows[student].id,
            person=rows[who],
            asked_by_name="Who asks",
            school=rows[school],
            section=rows[section] if section else None,
            kind=kind,
            about_id=rows[work].pk if work else None,
            on=on,
            label="What it is",
            stood=STOOD[kind],
            text="It says other than we know.",
            asked_at=ASKED_AT,
            written_at=ASKED_AT,
            due_on=date(2026, 10, 8),
            **(answered if done else {}),
        )
