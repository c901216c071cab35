"""How far an application is: cases of the pure rules."""

from typing import Any

import pytest

from openhouse.registration.defaults import REGISTRATION, default_form
from openhouse.registration.rules.form import Form, Per, read
from openhouse.registration.rules.progress import About, Lack, Stands, State, progress


def asks(key: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": {"en": key}} | more


def section(key: str, per: str, *questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"key": key, "per": per, "title": {"en": key}, "questions": list(questions)} | more


FORM: Form = read(
    {
        "sections": [
            section(
                "child", "student",
                asks("name", required=True),
                asks("certificate", "file", required=True, shown={"key": "_new", "is": [True]}),
                asks("speaks_other", "yes or no", required=True),
                asks("which", "language", required=True,
                     shown={"key": "speaks_other", "is": [True]}),
                asks("help", required={"key": "which", "is": ["so", "ar"]}),
                asks("room", shown={"key": "moved", "is": [True]}),
                asks("ties", "relation", required=True, fills="ties"),
                least=1,
            ),
            section("health", "student", asks("allergies", renew=True), desk="nurse"),
            section("recruiters", "student", asks("army", "yes or no", required=True),
                    levels=["high"]),
            section("home", "household", asks("moved", "yes or no", required=True)),
            section("contact", "contact", asks("phone", "phone", required=True), least=2),
        ]
    }
)  # fmt: skip


def child(level: str = "middle", touched: str = "", **values: Any) -> About:
    return About(3, Per.STUDENT, values, frozenset(touched.split()), level=level)


def home(**values: Any) -> About:
    return About(1, Per.HOUSEHOLD, values)


def test_a_paper_that_the_school_must_see_follows_and_holds_nothing_up() -> None:
    papers = [asks("lease", "file", proof=True), asks("photo", "file"),
              asks("deed", "file", proof=True, required=True)]  # fmt: skip
    form = read({"sections": [section("home", "household", *papers)]})
    found = progress(form, [home()])
    assert [each.question.key for each in found.following] == ["lease"]
    assert [each.question.key for each in found.asked if each.missing] == ["deed"]
    assert progress(form, [home(lease=[5])]).following == []


GUARDIANS = [About(7, Per.GUARDIAN, {}), About(8, Per.GUARDIAN, {})]
MOTHER = {"relation": "Mother", "lives_with": True}
KNOWN = {"name": "Ana", "speaks_other": False}


def open_of(*parts: About) -> list[str]:
    return [each.question.key for each in progress(FORM, parts).asked if each.open]


def shown_of(*parts: About) -> list[str]:
    return [each.question.key for each in progress(FORM, parts).asked]


def test_a_question_is_asked_where_its_condition_holds() -> None:
    assert "which" not in shown_of(child(speaks_other=False))
    assert "which" in open_of(child(speaks_other=True))


def test_a_hidden_question_says_nothing_to_the_others() -> None:
    assert "help" in open_of(child(speaks_other=True, which="so"))
    assert "help" not in open_of(child(speaks_other=False, which="so"))


def test_what_is_said_of_the_home_counts_for_its_children_though_it_is_asked_later() -> None:
    assert "room" in shown_of(child(), home(moved=True))
    assert "room" not in shown_of(child(), home(moved=False))


def test_a_child_whom_the_records_know_needs_no_certificate() -> None:
    assert "certificate" not in shown_of(child())
    assert "certificate" in open_of(About(3, Per.STUDENT, {}, new=True))


def test_no_is_an_answer_and_an_empty_one_is_none() -> None:
    assert "speaks_other" not in open_of(child(speaks_other=False))
    assert "name" in open_of(child(name=""))


def test_a_section_for_high_schools_is_asked_there_and_where_no_school_is_known() -> None:
    assert "army" not in shown_of(child(level="middle"))
    assert "army" in open_of(child(level="high"))
    assert "army" in open_of(child(level=""))


def test_each_guardian_must_have_her_relation_to_the_child() -> None:
    one = child(ties={"7": MOTHER})
    assert "ties" in open_of(one, *GUARDIANS)
    assert "ties" not in open_of(child(ties={"7": MOTHER, "8": MOTHER}), *GUARDIANS)


def test_what_is_asked_each_year_must_be_touched_where_it_says_something() -> None:
    assert open_of(child(**KNOWN, ties={"x": MOTHER}, allergies="Bees")) == ["allergies"]
    touched = child(touched="allergies", **KNOWN, ties={"x": MOTHER}, allergies="Bees")
    assert open_of(touched) == []
    assert open_of(child(**KNOWN, ties={"x": MOTHER})) == []


def test_a_page_is_to_do_or_done_or_asks_for_nothing() -> None:
    def pages(one: About) -> dict[tuple[str, int], Stands]:
        return progress(FORM, [one]).pages

    ties = {"x": MOTHER}
    assert pages(child(name="Ana")) == {
        ("child", 3): Stands(State.TO_DO, 3, 2),
        ("health", 3): Stands(State.NOTHING, 0, 0),
    }
    assert pages(child(**KNOWN, ties=ties))["child", 3] == Stands(State.NOTHING, 3, 0)
    done = child(touched="name", **KNOWN, ties=ties)
    assert pages(done)["child", 3] == Stands(State.DONE, 3, 0)


def test_a_section_that_needs_two_people_is_to_do_until_they_are_there() -> None:
    contact = About(5, Per.CONTACT, {"phone": "+15735550142"})
    found = progress(FORM, [contact])
    assert Lack(FORM.sections[4], 1, 2) in found.lacks
    # a child is lacking too
    assert found.whole == Stands(State.TO_DO, 3, 2)
    second = About(6, Per.CONTACT, {}, position=1)
    assert progress(FORM, [contact, second]).whole == Stands(State.TO_DO, 3, 2)


def test_the_whole_is_done_when_every_page_is() -> None:
    contacts = [About(n, Per.CONTACT, {"phone": "+15735550142"}) for n in (5, 6)]
    one = child(touched="name", **KNOWN, ties={"7": MOTHER, "8": MOTHER})
    parts = [one, home(moved=False), *GUARDIANS, *contacts]
    assert progress(FORM, parts).whole == Stands(State.DONE, 6, 0)
    assert progress(FORM, parts[1:]).whole == Stands(State.TO_DO, 4, 1)


def test_questions_stand_in_the_order_of_the_form_and_the_children_in_theirs() -> None:
    second = About(2, Per.STUDENT, {}, position=2, level="middle")
    first = About(9, Per.STUDENT, {}, position=1, level="middle")
    asked = progress(FORM, [second, first]).asked
    assert [(each.section.key, each.part.id) for each in asked if each.question.key in (
        "name", "allergies"
    )] == [("child", 9), ("child", 2), ("health", 9), ("health", 2)]  # fmt: skip


ANSWERS: list[tuple[int, dict[str, Any]]] = [
    (3, {"name": "Ana"}),
    (3, {"speaks_other": True}),
    (3, {"which": "so"}),
    (1, {"moved": True}),
    (3, {"speaks_other": False}),
    (3, {"ties": {"7": MOTHER}}),
    (5, {"phone": "+15735550142"}),
    (1, {"moved": False}),
    (4, {"room": "12"}),
]


@pytest.mark.parametrize("form", [FORM, read(default_form(REGISTRATION))], ids=["small", "ships"])
def test_what_one_answer_changes_is_what_reckoning_anew_says(form: Form) -> None:
    """Only what is asked about its part is reckoned, and of all where the home decides."""
    values: dict[int, dict[str, Any]] = {}
    kinds = {1: Per.HOUSEHOLD, 7: Per.GUARDIAN, 5: Per.CONTACT, 3: Per.STUDENT, 4: Per.STUDENT}
    said = [*ANSWERS, *((part, {key: True}) for key in sorted(form.decisive) for part in kinds)]

    def parts() -> list[About]:
        return [
            About(part, kind, dict(values.get(part, {})), frozenset(values.get(part, {})),
                  level="middle")
            for part, kind in kinds.items()
        ]  # fmt: skip

    before = progress(form, parts())
    for part, answer in said:
        values.setdefault(part, {}).update(answer)
        after = progress(form, parts(), before=before, changed=part)
        anew = progress(form, parts())
        assert after.asked == anew.asked, answer
        assert after.whole == anew.whole
        before = after
