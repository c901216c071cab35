"""Pages about one question: of who answers it, and of who asked."""

import pytest

from tests.access import asked, matrix
from tests.access.walk import Visitor, address, outcome, words_on
from tests.cast import ACCOUNTS, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)


def at(key: str, here: Cast, there: Cast) -> tuple[int, int]:
    """The number of a question, and of the student whom it is about."""
    if key == "none":
        return 2**62, here.ben.id
    row = there.rows["question_ben"] if key == "away" else here.rows[key]
    return row.pk, row.student_id


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_question_opens_to_who_answers_it(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    for key, expected in matrix.table(asked.QUESTIONS)[name].items():
        url = address("north", "staff-question", at(key, north, south)[0])
        answer = client.get(url)
        if (got := outcome(answer, "north", url)) != expected:
            wrong.append(f"{key}: {got}, not {expected}")
        wrong += [
            f"{key}: shows {word.table} {word.key}"
            for word in words_on(answer)
            if not (word.public or word.staff is None or name in word.staff)
        ]
        posted = outcome(client.post(url, {"text": "Ours now"}), "north", url)
        if expected != "200" and posted != expected:
            wrong.append(f"{key} posted: {posted}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_question_is_taken_back_by_who_asked(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    for key, expected in matrix.table(asked.QUESTIONS_ASKED)[name].items():
        question, student = at(key, north, south)
        url = address("north", "question-close", student, question)
        got = outcome(client.post(url), "north", address("north", "start"))
        comes = address("north", "questions", student) if expected == "200" else expected
        if got != comes:
            wrong.append(f"{key}: {got}, not {comes}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_questions_together_are_for_who_answers(name: str, north: Cast) -> None:
    client = Visitor.of(north, name)
    for page, expected in matrix.table(asked.OF_QUESTIONS)[name].items():
        url = address("north", page)
        assert outcome(client.get(url), "north", url) == expected, page
        posted = outcome(client.post(url, {"days": "0"}), "north", url)
        assert posted == ("405" if (page, expected) == ("staff-questions", "200") else expected)
