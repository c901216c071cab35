"""Questions as fields: what a family sees of one, and what comes back."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from openhouse.registration.asking import AnswerForm
from openhouse.registration.controls import Lists
from openhouse.registration.rules.form import Kind, Per, Question, read
from openhouse.ui.components.field import field

TODAY = date(2027, 1, 25)
LISTS = Lists(schools=[(7, "Cedar Middle")], adults=[(5, "Marisol Vega"), (6, "Luis Vega")])


def question(kind: str, **more: Any) -> Question:
    options = [
        {"value": each, "label": {"en": f"In {each}", "es": f"En {each}"}} for each in "abcdefg"
    ]
    said = {
        "key": "q", "kind": kind, "label": {"en": "How?", "es": "¿Cómo?"},
        "help": {"en": "Say it", "es": "Dígalo"}, "options": options[: more.pop("many", 3)],
        "statement": {"en": "I know.\nI agree.", "es": "Lo sé."},
    }  # fmt: skip
    section = {"key": "s", "per": "student", "title": {"en": "S"}, "questions": [said | more]}
    return read({"sections": [section]}).sections[0].questions[0]


def form_of(asked: Question, data: str | None = None, **more: Any) -> AnswerForm:
    said: dict[str, Any] = {"values": {}, "language": "en", "per": Per.STUDENT, "required": True}
    said |= more
    return AnswerForm(
        [(asked, said["required"])], said["per"], values=said["values"],
        language=said["language"], today=TODAY, lists=LISTS, prefix="3",
        data=None if data is None else QueryDict(data), files=said.get("files"),
    )  # fmt: skip


def drawn(asked: Question, data: str | None = None, **more: Any) -> str:
    form = form_of(asked, data, **more)
    form.is_valid()
    return str(field(form["q"]))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_drawn_with_its_label_and_help_in_the_readers_language(kind: Kind) -> None:
    with override("es"):
        html = drawn(question(kind), language="es")
    assert "¿Cómo?" in html
    assert "Dígalo" in html
    assert 'name="3-q' in html


def test_few_options_are_all_in_view_and_many_open_as_a_list() -> None:
    assert 'type="radio"' in drawn(question("choice"))
    assert "<select" in drawn(question("choice", many=7))


def test_what_may_stay_empty_says_so_and_nothing_is_refused_for_being_empty() -> None:
    assert "(optional)" in drawn(question("text"), required=False)
    assert "(optional)" not in drawn(question("text"))
    assert "(can come later)" in drawn(question("file", proof=True), required=False)
    assert "(can come later)" not in drawn(question("file", proof=True))
    assert "(optional)" in drawn(question("file"), required=False)
    form = form_of(question("text"), "3-q=")
    assert form.is_valid()
    assert form.cleaned_data == {"q": None}


@pytest.mark.parametrize(
    ("per", "fills", "by"),
    [
        (Per.GUARDIAN, "person.cell_phone", 'autocomplete="tel"'),
        (Per.STUDENT, "person.cell_phone", 'autocomplete="off"'),
        (Per.GUARDIAN, "", 'autocomplete="off"'),
    ],
)
def test_a_browser_fills_in_its_owners_phone_and_not_the_childs(
    per: Per, fills: str, by: str
) -> None:
    html = drawn(question("phone", fills=fills), per=per)
    assert by in html
    assert 'inputmode="tel"' in html


@pytest.mark.parametrize(
    ("kind", "data", "value"),
    [
        ("text", "3-q=+two++words", "two words"),
        ("yes or no", "3-q=no", False),
        ("choices", "3-q=a&3-q=c", ["a", "c"]),
        ("school", "3-q=7", 7),
        ("grade", "3-q=05", "05"),
        ("person", "3-q-given_name=Ana&3-q-family_name=Vega",
         {"given_name": "Ana", "family_name": "Vega"}),
        ("relation", "3-q-5-relation=a&3-q-5-lives_with=on&3-q-6-relation=",
         {"5": {"relation": "a", "lives_with": True}}),
        ("statement", "3-q-agreed=yes&3-q-initials=mv", {"agreed": True, "initials": "MV"}),
        ("signature", "3-q-typed=Marisol+Vega", {"typed": "Marisol Vega"}),
        ("file", "", None),
    ],
)  # fmt: skip
def test_what_a_browser_sends_comes_back_as_the_value(kind: str, data: str, value: Any) -> None:
    form = form_of(question(kind), data)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["q"] == value


@pytest.mark.parametrize(
    ("kind", "value", "html"),
    [
        ("yes or no", False, 'value="no" class="aside" id="id_3-q_1" checked'),
        ("date", "2018-02-11", 'value="2018-02-11"'),
        ("phone", "+15735550142", 'value="(573) 555-0142"'),
        ("address", {"street": "12 <Elm> St"}, 'value="12 &lt;Elm&gt; St"'),
        ("language", "es-MX", '<option value="es-MX" selected>Spanish</option>'),
        ("statement", {"agreed": True, "initials": "MV"}, 'value="MV"'),
        ("relation", {"6": {"relation": "b", "lives_with": True}},
         '<option value="b" selected>'),
    ],
)  # fmt: skip
def test_what_is_known_is_filled_in(kind: str, value: Any, html: str) -> None:
    assert html in drawn(question(kind, many=7), values={"q": value})


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("school", "3-q=8", "Please choose one of the answers in the list."),
        ("grade", "3-q=99", "Please choose one of the answers in the list."),
        ("phone", "3-q=555-0142", "The area code is missing."),
    ],
)
def test_what_is_wrong_stands_at_its_field_with_what_was_typed(
    kind: str, data: str, words: str
) -> None:
    assert words in drawn(question(kind), data)


def test_the_piece_that_is_wrong_is_where_the_reader_lands() -> None:
    data = "3-q-street=12+Elm&3-q-city=Columbia&3-q-state=MO&3-q-postal_code=6"
    html = drawn(question("address"), data)
    assert "A ZIP code has five figures" in html
    marked = 'id="id_3-q-postal_code" aria-invalid="true" autofocus="autofocus"'
    assert marked in html
    assert html.count("aria-invalid") == 1


def test_a_tie_to_an_adult_who_is_not_of_the_application_is_refused() -> None:
    asked = form_of(question("relation")).fields["q"]
    with pytest.raises(Exception, match="did not arrive whole"):
        asked.clean({"99": {"relation": "a"}})


def test_a_file_that_is_none_is_refused_with_what_to_do() -> None:
    files = MultiValueDict({"3-q": [SimpleUploadedFile("a.pdf", b"EICAR")]})
    form = form_of(question("file"), "", files=files)
    assert not form.is_valid()
    assert "q" not in form.cleaned_data
    (words,) = form.errors["q"]
    assert "PDF" in words, "it says what is taken"


def test_a_valid_answer_counts_though_its_neighbor_is_wrong() -> None:
    second = question("date", key="r")
    form = AnswerForm(
        [(question("text"), True), (second, True)], Per.STUDENT, values={}, language="en",
        today=TODAY, lists=LISTS, prefix="3", data=QueryDict("3-q=yes&3-r=never"),
    )  # fmt: skip
    assert not form.is_valid()
    assert form.cleaned_data == {"q": "yes"}
