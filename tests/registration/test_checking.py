"""What is wrong with a form, and that the shipped ones have nothing: cases of the pure rules."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from openhouse.registration.defaults import CHANGE, REGISTRATION, default_form
from openhouse.registration.rules.changes import asked_for_more, differences
from openhouse.registration.rules.checking import problems, untranslated, worded
from openhouse.registration.rules.form import Kind, read
from openhouse.registration.rules.problem import Code, Problem


def asks(key: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": {"en": key}} | more


def fills(key: str, kind: str, field: str) -> dict[str, Any]:
    return asks(key, kind, required=True, fills=field)


OPTIONS = [{"value": "a", "label": {"en": "A"}}, {"value": "b", "label": {"en": "B"}}]
CHILD = [
    fills("given", "text", "person.given_name"),
    fills("family", "text", "person.family_name"),
    fills("born", "date", "person.born_on"),
    fills("school", "school", "enrollment.school"),
    fills("grade", "grade", "enrollment.grade_level"),
    asks("speaks", "yes or no"),
    asks("which", "choice", options=OPTIONS),
]


def form(*more: dict[str, Any], **section: Any) -> dict[str, Any]:
    questions = [*deepcopy(CHILD), *more]
    child = {"key": "child", "per": "student", "title": {"en": "Child"}, "questions": questions}
    home = {"key": "home", "per": "household", "title": {"en": "Home"},
            "questions": [asks("rents", "yes or no"), asks("street")]}  # fmt: skip
    contact = {"key": "contact", "per": "contact", "title": {"en": "Contact"}, "questions": [
        fills("c_given", "text", "person.given_name"),
        fills("c_family", "text", "person.family_name"),
        asks("picks_up", "yes or no"),
    ]}  # fmt: skip
    return {"sections": [child | section, home, contact]}


def codes(definition: Any) -> list[tuple[str, str]]:
    return [(each.code, each.question or each.section) for each in problems(definition)]


@pytest.mark.parametrize("purpose", [REGISTRATION, CHANGE])
def test_the_shipped_form_has_no_problem_and_is_complete_in_both_languages(purpose: str) -> None:
    definition = default_form(purpose)
    assert problems(definition, of_children=purpose == REGISTRATION) == []
    assert untranslated(definition, "es") == []
    for _place, words in worded(definition):
        assert set(words) == {"en", "es"}
        assert all(each == each.strip() for each in words.values())


def test_the_shipped_form_asks_all_that_schools_must() -> None:
    asked = {each.key for section in read(default_form(REGISTRATION)).sections
             for each in section.questions}  # fmt: skip
    assert asked >= {
        "address", "mailing_address", "home_phone", "housing", "proof_of_address", "military",
        "receives_mail", "interpreter", "may_pick_up", "birth_certificate", "hispanic", "races",
        "tribal", "services", "first_language", "home_language", "child_language", "ties",
        "allergies", "conditions", "medication_what", "doctor", "insurance", "immunization_record",
        "emergency_care", "directory", "media", "internet", "recruiters", "trips", "handbook",
        "to_school", "pick_up_address", "last_school",
    }  # fmt: skip


def test_in_the_shipped_form_health_is_the_nurses_and_recruiters_are_for_high_schools() -> None:
    shipped = read(default_form(REGISTRATION))
    desks = {section.key: section.desk for section in shipped.sections}
    assert (desks["health"], desks["transport"]) == ("nurse", "transport")
    found = shipped.question("recruiters")
    assert found is not None
    assert found[1].levels == ("high",)
    kinds = {each.kind for section in shipped.sections for each in section.questions}
    assert kinds >= set(Kind) - {Kind.NUMBER, Kind.PERSON, Kind.SIGNATURE}


def test_a_change_asks_with_the_same_keys_so_that_answers_can_be_compared() -> None:
    registration, change = read(default_form(REGISTRATION)), read(default_form(CHANGE))
    for section in change.sections:
        for question in section.questions:
            found = registration.question(question.key)
            if found is not None:
                assert (found[1].fills, found[1].kind) == (question.fills, question.kind)
    assert {"address", "home_phone", "cell_phone", "may_pick_up"} <= {
        question.key
        for section in change.sections
        for question in section.questions
        if registration.question(question.key)
    }


def test_a_plain_form_has_no_problem() -> None:
    assert problems(form()) == []


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (asks("Street!"), Code.KEY),
        (asks("speaks"), Code.KEY_TWICE),
        (asks("rents"), None),
        (asks("x", "telepathy"), Code.KIND),
        (asks("x", label={"es": "Hola"}), Code.NO_LABEL),
        (asks("x", label={"en": "  "}), Code.NO_LABEL),
        (asks("x", "choice"), Code.NO_OPTIONS),
        (asks("x", "choices", options=OPTIONS[:1]), Code.NO_OPTIONS),
        (asks("x", "choice", options=[*OPTIONS, OPTIONS[0]]), Code.OPTION_TWICE),
        (asks("x", "choice", options=[*OPTIONS, {"value": "c", "label": {}}]),
         Code.NO_OPTION_LABEL),
        (asks("x", "statement", consent="one"), Code.NO_STATEMENT),
        (asks("x", "statement", statement={"en": "I agree"}, consent="all"), Code.CONSENT),
        (asks("x", levels=["university"]), Code.LEVEL),
        (asks("x", proof=True), Code.PROOF),
        (asks("x", most=6000), Code.MOST),
        (asks("x", most="many"), Code.MOST),
        (asks("x", fills="person.shoe_size"), Code.FIELD),
        (asks("x", fills="household.phone"), Code.FIELD),
        (asks("x", "phone", fills="person.preferred_name"), Code.FIELD),
        (asks("x", fills="person.given_name"), Code.FIELD_TWICE),
        (asks("x", shown={"key": "nothing", "is": [True]}), Code.CONDITION_UNKNOWN),
        (asks("x", "yes or no", shown={"key": "x", "is": [True]}), Code.CONDITION_LATER),
        (asks("x", shown={"key": "picks_up", "is": [True]}), Code.CONDITION_ELSEWHERE),
        (asks("x", shown={"key": "given", "is": ["Ana"]}), Code.CONDITION_KIND),
        (asks("x", shown={"key": "which", "is": ["c"]}), Code.CONDITION_VALUE),
        (asks("x", shown={"key": "speaks", "is": ["yes"]}), Code.CONDITION_VALUE),
        (asks("x", shown={"key": "_new", "is": ["yes"]}), Code.CONDITION_VALUE),
        (asks("x", shown={"key": "speaks", "is": []}), Code.CONDITION),
        (asks("x", required={"key": "speaks"}), Code.CONDITION),
        (asks("x", shown={"any": [{"key": "speaks", "is": [True]}, {"key": "no", "is": [1]}]}),
         Code.CONDITION_UNKNOWN),
        (asks("x", shown={"key": "rents", "is": [True]}), None),
        (asks("x", shown={"key": "_new", "is": [True]}), None),
        (asks("x", required={"key": "which", "is": ["b"]}), None),
    ],
)  # fmt: skip
def test_each_fault_of_a_question_is_told_apart(question: dict[str, Any], code: str | None) -> None:
    definition = form(question)
    if question["key"] == "rents":
        definition["sections"][1]["questions"].pop(0)
    assert codes(definition) == ([] if code is None else [(code, question["key"])])


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ({"key": ""}, Code.KEY),
        ({"key": "home"}, Code.KEY_TWICE),
        ({"per": "teacher"}, Code.SECTION_KIND),
        ({"desk": "kitchen"}, Code.SECTION_KIND),
        ({"title": {"es": "Niño"}}, Code.NO_TITLE),
        ({"levels": ["college"]}, Code.LEVEL),
    ],
)
def test_each_fault_of_a_section_is_told_apart(section: dict[str, Any], code: str) -> None:
    assert code in [each.code for each in problems(form(**section))]


def test_what_a_nurse_reads_is_about_children() -> None:
    definition = form()
    definition["sections"][1]["desk"] = "nurse"
    assert codes(definition) == [(Code.DESK, "home")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda questions: questions.pop(2), "person.born_on"),
        (lambda questions: questions[0].update(required=False), "person.given_name"),
        (lambda questions: questions[3].update(levels=["high"]), "enrollment.school"),
    ],
)
def test_without_a_name_a_birth_date_or_a_school_no_child_can_be_registered(
    change: Callable[[list[dict[str, Any]]], object], field: str
) -> None:
    definition = form()
    change(definition["sections"][0]["questions"])
    needed = Problem(Code.NEEDED, params={"per": "student", "field": field})
    assert problems(definition) == [needed]
    assert problems(definition, of_children=False) == []


@pytest.mark.parametrize(
    "definition",
    [
        None, [], {}, {"sections": None}, {"sections": ["x"]}, {"sections": [{"questions": [1]}]},
        {"sections": [{"key": "s", "per": "student"}]},
        form(asks("x", "choice", options=[{"value": []}, {"value": {}}])),
        form(asks("x", label="Hello", fills=["household.phone"])),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_and_no_error(definition: Any) -> None:
    assert problems(definition) != []


def test_an_empty_form_and_an_empty_section_ask_nothing() -> None:
    assert Code.EMPTY in [each.code for each in problems({"sections": []})]
    definition = form()
    definition["sections"][1]["questions"] = []
    assert codes(definition) == [(Code.NO_QUESTIONS, "home")]


def test_a_newer_form_asks_for_more_where_it_must_be_answered_and_was_not_before() -> None:
    older = read(form(asks("pet"), asks("shoe"), asks("hat", required=True)))
    newer = read(
        form(
            asks("pet", required=True),
            asks("shoe"),
            asks("hat", "date", required=True),
            asks("tooth", required={"key": "speaks", "is": [True]}),
            asks("paper", "file", proof=True),
            asks("song"),
        )
    )
    found = [question.key for _section, question in asked_for_more(older, newer)]
    assert found == ["pet", "hat", "tooth", "paper"]
    assert asked_for_more(newer, newer) == []


def test_what_differs_between_two_versions_is_counted() -> None:
    older, newer = form(asks("pet"), asks("shoe")), form(asks("pet", most=5), asks("tooth"))
    assert differences(older, newer) == {"added": 1, "removed": 1, "changed": 1}


def test_a_form_that_nobody_would_fill_in_is_too_long() -> None:
    many = form(*(asks(f"x{number}") for number in range(300)))
    assert [each.code for each in problems(many)] == [Code.TOO_MUCH]
