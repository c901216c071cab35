"""A question's conditions, made on its page: cases, groups of cases, and what they say."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from openhouse.registration.defaults import default_form
from openhouse.registration.models import FormVersion
from openhouse.registration.rules.cases import laid_out
from openhouse.registration.rules.editing import print_of, question_of
from openhouse.registration.rules.form import read
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.registration.making import A_FORM, a_draft, case, now_of, page, piece, sends, typed_on

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
YES, NEW = {"key": "moved", "is": [True]}, {"key": "_new", "is": [True]}
NESTED = {"all": [YES, {"any": [{"key": "mailing_differs", "is_not": [True]}, NEW]}]}


@pytest.fixture
def draft(north: Cast) -> FormVersion:
    return a_draft(north)


def phone_of(draft: FormVersion) -> str:
    return page("registration-question", draft.pk, "home_phone")


def presses(draft: FormVersion, **more: Any) -> dict[str, Any]:
    found = question_of(draft.definition, "home_phone")
    assert found is not None
    return sends(found[1], label_en="Phone", fills="household.phone", most="") | more


def kept_with(cast: Cast, draft: FormVersion, rule: Any, name: str = "shown") -> None:
    """The question home_phone with a condition."""
    definition = deepcopy(A_FORM)
    found = question_of(definition, "home_phone")
    assert found is not None
    found[1][name] = rule
    draft.definition = definition
    with in_all(cast):
        draft.save(update_fields=["definition"])


def test_a_condition_is_picked_from_earlier_questions_and_their_answers(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, url = client_of(north.admin), phone_of(draft)
    assert "It is always asked." in admin.get(url).content.decode()
    begun = admin.post(url, presses(draft) | {"shown-do": "case"})
    text = begun.content.decode()
    assert begun.status_code == 200
    assert '<option value="mailing_differs">' in text
    assert '<option value="address">' not in text
    assert '<option value="contact_relation">' not in text
    asked = presses(draft) | {"shown-case": "0", "shown-0-asks": "moved"}
    shown = admin.post(url, asked | {"shown-do": "answers:0"}).content.decode()
    assert 'name="shown-0-answers" value="true"' in shown
    admin.post(url, asked | case("0", "moved", "true"))
    assert piece(north, draft, "home_phone")["shown"] == YES
    must = {"required": "when", "must-case": "0", **case("0", "_new", "true", of="must")}
    seen = {"seen": print_of(piece(north, draft, "home_phone"))}
    admin.post(url, presses(draft) | must | seen)
    assert piece(north, draft, "home_phone")["required"] == NEW
    assert "shown" not in piece(north, draft, "home_phone")


def test_a_nested_condition_is_made_by_buttons_alone_and_said_in_a_sentence(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, url = client_of(north.admin), phone_of(draft)

    def press(said: dict[str, Any], button: str) -> dict[str, Any]:
        answer = admin.post(url, said | {"shown-do": button})
        assert answer.status_code == 200
        return typed_on(answer.content.decode())

    said = press(typed_on(admin.get(url).content.decode()) | {"label_en": "Your phone"}, "case")
    said = press(said | {"shown-0-asks": "moved"}, "answers:0")
    said = press(said | {"shown-0-answers": ["true"]}, "group")
    said = press(said | {"shown-1-0-asks": "mailing_differs", "shown-1-1-asks": "_new"}, "look")
    assert said["shown-1-every"] == ["any"]
    said |= {"shown-1-0-how": "is_not", "shown-1-0-answers": ["true"]}
    said |= {"shown-1-1-answers": ["true"]}
    text = admin.post(url, said | {"shown-do": "look"}).content.decode()
    words = (
        "Asked when “Is this a new address?” is Yes and (“Does your mail go to another address?”"
        " is not Yes or “Is the home new to the district?” is Yes)."
    )
    assert words in text
    assert now_of(north, draft) == draft.definition
    assert admin.post(url, said).status_code == 302
    kept = piece(north, draft, "home_phone")
    assert (kept["shown"], kept["label"]["en"]) == (NESTED, "Your phone")
    assert typed_on(admin.get(url).content.decode())["shown-1-0-how"] == ["is_not"]
    assert words[12:-1] in admin.get(page("registration-form", draft.pk)).content.decode()


def test_answers_to_a_question_that_was_picked_before_are_none_to_the_next(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    sent = presses(draft) | {"shown-case": "0"} | case("0", "moved", "true")
    late = client_of(north.admin).post(phone_of(draft), sent | {"shown-0-asks": "mailing_differs"})
    assert "Now choose at which answers." in late.content.decode()
    typed = typed_on(late.content.decode())
    assert (typed["shown-0-of"], typed.get("shown-0-answers")) == (["mailing_differs"], None)


def test_cases_and_groups_are_taken_out_again(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    kept_with(north, draft, NESTED)
    admin, url = client_of(north.admin), phone_of(draft)
    opened = typed_on(admin.get(url).content.decode())
    for buttons, rule in (
        (["less:1-0"], {"all": [YES, NEW]}),
        (["less:1"], YES),
        (["less:0"], NESTED["all"][1]),
        (["less:1-1", "less:1-0"], YES),
        (["less:1", "less:0"], None),
        (["less:9", "less:0-0", "less:x", "case:0", "case:9", "nonsense"], NESTED),
    ):
        said = dict(opened)
        for button in buttons:
            said = typed_on(admin.post(url, said | {"shown-do": button}).content.decode())
        assert admin.post(url, said).status_code == 302
        assert piece(north, draft, "home_phone").get("shown") == rule
        kept_with(north, draft, NESTED)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (case("0", "moved"), "Now choose at which answers."),
        (case("0", "moved", "never heard", "17", "null"), "Now choose at which answers."),
        (case("0", "proof_of_address", "true"), "is answered freely"),
        (case("0", "home_phone", "true"), "Its condition asks about a question that comes later."),
        (case("0", "may_pick_up", "true"), "Its condition asks about somebody else."),
        (case("0", "shoe_size", "true"), "Its condition asks about a question that is gone."),
        (case("0", "moved", '"blue"'), "an answer that the question does not have"),
        (case("0", "_new", '"blue"'), "an answer that the question does not have"),
    ],
)
def test_a_condition_that_can_never_be_asked_is_refused_and_nothing_typed_is_lost(
    north: Cast, client_of: ClientOf, draft: FormVersion, sent: dict[str, Any], words: str
) -> None:
    url, more = phone_of(draft), {"label_en": "Phone of the house", "shown-case": ["0", "1"]}
    sent = presses(draft) | sent | more | case("1", "mailing_differs", "true")
    answer = client_of(north.admin).post(url, sent)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert words in text
    assert "Phone of the house</textarea>" in text
    typed = typed_on(text)
    assert typed["shown-0-asks"] == [sent["shown-0-asks"]]
    assert typed["shown-1-answers"] == ["true"]
    assert now_of(north, draft) == draft.definition


def test_who_moves_a_question_before_the_one_it_asks_about_is_told_so(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    kept_with(north, draft, YES)
    admin, url = client_of(north.admin), phone_of(draft)
    sent = typed_on(admin.get(url).content.decode()) | {"place": "home:"}
    answer = admin.post(url, sent)
    assert answer.status_code == 400
    assert "Its condition asks about a question that comes later." in answer.content.decode()
    assert now_of(north, draft) == draft.definition


def test_what_the_page_cannot_lay_out_stays_as_it_is_or_is_made_anew(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    deep = {"any": [NEW, {"all": [YES, {"any": [YES, {"key": "mailing_differs", "is": [True]}]}]}]}
    kept_with(north, draft, deep)
    admin, url = client_of(north.admin), phone_of(draft)
    text = admin.get(url).content.decode()
    assert "This has groups inside groups." in text
    words = "Asked when “Is the home new to the district?” is Yes or (“Is this a new address?” is"
    assert words in text
    said = typed_on(text)
    assert admin.post(url, said).status_code == 302
    assert piece(north, draft, "home_phone")["shown"] == deep
    kept_with(north, draft, YES)
    late = admin.post(url, said)
    assert late.status_code == 409
    assert typed_on(late.content.decode())["shown-0-asks"] == ["moved"]
    kept_with(north, draft, deep)
    said = typed_on(admin.get(url).content.decode())
    anew = typed_on(admin.post(url, said | {"shown-do": "anew"}).content.decode())
    admin.post(url, anew | case("0", "moved", "true"))
    assert piece(north, draft, "home_phone")["shown"] == YES


def test_a_button_that_changes_cases_does_not_hide_that_another_was_faster(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, url = client_of(north.admin), phone_of(draft)
    mine = typed_on(admin.get(url).content.decode())
    admin.post(url, mine | {"label_en": "Phone of yours"})
    mine = typed_on(admin.post(url, mine | {"shown-do": "case"}).content.decode())
    mine |= case("0", "moved", "true") | {"label_en": " "}
    mine = typed_on(admin.post(url, mine).content.decode())
    late = admin.post(url, mine | {"label_en": "Phone of mine"})
    assert late.status_code == 409
    assert typed_on(late.content.decode())["shown-0-answers"] == ["true"]
    assert piece(north, draft, "home_phone")["label"]["en"] == "Phone of yours"


@pytest.mark.parametrize(
    "rule", [NESTED, {"any": [YES, NEW]}, YES, None, {"key": "a", "is": ["b"]}]
)
def test_a_condition_laid_out_is_the_same_condition(rule: Any) -> None:
    found = laid_out(rule)
    assert found is not None
    assert found.rule == rule


@pytest.mark.parametrize(
    "rule", [[], "x", 1, {"any": "x"}, {"any": [1]}, {"all": [YES], "any": [YES]}]
)
def test_what_is_no_condition_is_never_laid_out_as_another(rule: Any) -> None:
    found = laid_out(rule)
    assert found is None or found.rule is None


@pytest.mark.parametrize(
    ("answers", "holds"),
    [({"q": "en"}, False), ({"q": "so"}, True), ({"q": ["en", "so"]}, False), ({"q": ["so"]}, True),
     ({}, False), ({"q": None}, False), ({"q": ""}, False), ({"q": []}, False)],
)  # fmt: skip
def test_none_of_these_is_true_of_what_was_answered_otherwise(
    answers: dict[str, Any], holds: bool
) -> None:
    definition = default_form("change")
    definition["sections"][0]["questions"][-1]["shown"] = {"key": "q", "is_not": ["en"]}
    shown = read(definition).sections[0].questions[-1].shown
    assert shown is not None
    assert shown.holds(answers) is holds
