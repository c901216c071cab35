"""What a field says is wrong: the house's words, or those of the form's own rule."""

from typing import Any

import pytest
from django import forms
from django.utils.translation import override

from openhouse.ui.components.field import field


class Everything(forms.Form):
    name = forms.CharField(max_length=5)
    many = forms.IntegerField(min_value=1, max_value=20)
    weight = forms.DecimalField()
    on = forms.DateField()
    mail = forms.EmailField()
    school = forms.ChoiceField(choices=[("a", "A")])
    agreed = forms.BooleanField()
    paper = forms.FileField()
    code = forms.CharField(error_messages={"required": "Please type the code of the letter."})


def shown(name: str, value: str) -> str:
    form = Everything({name: value})
    form.full_clean()
    return str(field(form[name]))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("name", "", "Please fill this in."),
        ("name", "longer", "at most 5 letters fit, and it has 6"),
        ("many", "x", "Please type a whole number"),
        ("many", "21", "Please type at most 20."),
        ("many", "0", "Please type at least 1."),
        ("weight", "much", "Please type a number"),
        ("on", "soon", "This is not a date"),
        ("mail", "me", "name@example.org"),
        ("school", "b", "Please choose one of those offered."),
        ("school", "", "Please choose."),
        ("agreed", "", "Please tick this box."),
        ("paper", "", "Please choose a file."),
        ("code", "", "Please type the code of the letter."),
    ],
)
def test_a_field_says_in_plain_words_what_to_do(name: str, value: str, words: str) -> None:
    assert words in shown(name, value)


def test_it_says_so_in_spanish() -> None:
    with override("es"):
        assert "Escriba como máximo 20." in shown("many", "21")
        assert "Por favor, llene" in shown("name", "")


def test_what_somebody_typed_is_never_taken_for_html() -> None:
    found: Any = shown("school", "<b>b</b>")
    assert "<b>" not in found
