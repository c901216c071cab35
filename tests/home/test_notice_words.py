"""What a push and a text of notices say: the fact, or on a locked screen that there is one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from openhouse.home.changes import Changed
from openhouse.home.heard import words
from openhouse.home.heard.facts import Fact
from openhouse.notifications.calm import rules

NAMES = {1: "Maya", 2: "Leo"}
PARENT, URL = 9, "/owls/family/changes/"
AT = datetime(2026, 10, 6, 12, tzinfo=UTC)


def changed(number: int = 1, student: int = 1, kind: str = "score.entered", **more: Any) -> Changed:
    said: dict[str, Any] = {
        "student": student, "at": AT, "kind": kind, "before": None, "after": {"points": 7},
        "reason": "", "section": 5, "course": "Math", "work": f"Quiz {number}", "possible": 10,
        "status_before": "", "excuse_before": "", "status": "", "excuse": "", "by_teacher": "",
        "by_post": "teacher", "by_name": "", "is_new": True, "about": number, "line": number,
    }  # fmt: skip
    return Changed(**(said | more))


def fact(number: int = 1, student: int = 1, kind: str = rules.SCORE, **more: Any) -> Fact:
    return Fact(student, kind, (changed(number, student, **more),))


def due(number: int) -> Fact:
    soon = changed(number, kind="due.soon", line=0, after={"due_on": "2026-10-07"})
    return Fact(1, rules.DUE, (soon,))


def text(facts: list[Fact], reader: int = PARENT, *, is_safe: bool = False) -> str:
    return words.text(facts, NAMES, reader, is_safe=is_safe, sender="Owl Schools")


def push(facts: list[Fact], reader: int = PARENT, *, is_safe: bool = False) -> Any:
    return words.push(facts, NAMES, reader, is_safe=is_safe, url=URL)


def test_one_fact_stands_under_the_childs_name() -> None:
    shown = push([fact()])
    assert (shown.title, shown.body) == ("Maya", "Math: Quiz 1: 7 of 10")
    assert shown.url == URL
    assert text([fact()]) == "Owl Schools: Maya: Math: Quiz 1: 7 of 10."


def test_a_students_own_names_nobody() -> None:
    shown = push([fact()], reader=1)
    assert (shown.title, shown.body) == (
        "Something new about your grades",
        "Math: Quiz 1: 7 of 10",
    )
    assert text([fact()], reader=1) == "Owl Schools: Math: Quiz 1: 7 of 10."


def test_several_are_listed_and_the_rest_is_counted() -> None:
    facts = [fact(number, section=number, course=f"Course {number}") for number in range(1, 7)]
    shown = push([*facts, fact(8, student=2)])
    assert shown.title == "7 new things"
    assert shown.body.splitlines() == [
        *(f"Maya: Course {number}: Quiz {number}: 7 of 10" for number in range(1, 5)),
        "And 3 more.",
    ]


def test_many_of_one_class_are_one_line() -> None:
    shown = push([fact(number) for number in range(1, 6)])
    assert (shown.title, shown.body) == ("Maya", "Math: 5 scores were entered or changed")


def test_a_text_has_no_more_signs_than_two_messages() -> None:
    facts = [
        fact(number, section=number, course=f"Course {number} with a long name")
        for number in range(1, 20)
    ]
    said = text(facts)
    assert len(said) < words.IN_A_TEXT + 80
    assert said.startswith("Owl Schools: Maya: Course 1 with a long name: Quiz 1: 7 of 10.")
    assert said.endswith(" more.")


@pytest.mark.parametrize(
    ("facts", "reader", "said"),
    [
        ([fact()], PARENT, "Something new about Maya’s grades"),
        ([fact()], 1, "Something new about your grades"),
        ([fact(kind=rules.NEW_WORK), due(2)], PARENT,
         "Something new about Maya’s assignments"),
        ([fact(kind=rules.ATTENDANCE)], PARENT, "Something new about Maya’s attendance"),
        ([fact(), fact(2, kind=rules.DOCUMENT)], PARENT, "Something new about Maya’s school"),
        ([fact(), fact(2, student=2)], PARENT, "Something new about Maya and Leo"),
    ],
)  # fmt: skip
def test_a_locked_screen_may_say_only_that_there_is_something(
    facts: list[Fact], reader: int, said: str
) -> None:
    assert (push(facts, reader, is_safe=True).title, text(facts, reader, is_safe=True)) == (
        said,
        f"Owl Schools: {said}",
    )
    assert "Quiz" not in push(facts, reader, is_safe=True).body


def test_of_health_nothing_more_is_said_anywhere() -> None:
    about = fact(kind=rules.DOCUMENT, course="", work="Measles", after={"vaccine": "Measles"})
    health = Fact(1, rules.DOCUMENT, (changed(kind="immunization.recorded", work="Measles"),))
    for said in (push([health]).body, text([health]), words.letter([health], NAMES, 9, "owls")):
        assert "There is something new on the immunization record" in str(said)
        assert "Measles" not in str(said)
    assert about.change.work == "Measles"


def test_two_that_say_other_things_stand_beside_each_other() -> None:
    first, second = fact(1), fact(2)
    tags = {push(facts).tag for facts in ([first], [second], [first, second])}
    assert len(tags | {push([due(number)]).tag for number in (1, 2)}) == 5


def test_a_push_is_in_the_language_of_its_reader() -> None:
    with override("es"):
        assert push([fact()], is_safe=True).title.startswith("Hay algo nuevo sobre las calif")
