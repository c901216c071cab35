"""Fields for words in several languages, which stand side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from openhouse.common.fields import LineField, LinesField
from openhouse.districts.models import School
from openhouse.messages.wording import language_name

LEVELS = [choice for choice in School.Level.choices if choice[0] != School.Level.OTHER]


class WordedForm(forms.Form):
    """A form some of whose fields are there once a language: ``title_en``, ``title_es``."""

    languages: Sequence[str] = ()

    def add_words(
        self, name: str, label: str, said: Mapping[str, str], most: int, *, size: str = ""
    ) -> None:
        """One field for each language: of one line or, "brief" or "tall", of several.

        A "brief" one has more room than a line, and keeps one.
        """
        for code in self.languages:
            words = {"what": label, "language": language_name(code)}
            attrs = {"lang": code} | ({"class": size} if size else {})
            self.fields[f"{name}_{code}"] = (LineField if size in ("", "brief") else LinesField)(
                label=_("%(what)s (%(language)s)") % words,
                required=False,
                max_length=most,
                initial=said.get(code, ""),
                widget=(forms.Textarea if size else forms.TextInput)(attrs),
            )

    def words_of(self, name: str) -> dict[str, str]:
        """What was written, by language; a language without words is not there."""
        said = {code: self.cleaned_data.get(f"{name}_{code}") or "" for code in self.languages}
        return {code: text.strip() for code, text in said.items() if text.strip()}

    def side_by_side(self, *names: str) -> list[list[BoundField]]:
        """The fields of each of *names*, those of one beside each other."""
        return [
            [self[f"{name}_{code}"] for code in self.languages]
            for name in names
            if f"{name}_{self.languages[0]}" in self.fields
        ]

    def need_english(self, name: str, words: str) -> None:
        """An error where *name* has no English."""
        field = f"{name}_en"
        if field in self.fields and not self.cleaned_data.get(field) and field not in self.errors:
            self.add_error(field, words)


def levels_field(said: Mapping[str, Any]) -> forms.MultipleChoiceField:
    """For which levels of school something is asked; none ticked: for all."""
    return forms.MultipleChoiceField(
        label=_("Only at schools of these levels"),
        help_text=_("Nothing ticked: at all schools."),
        choices=LEVELS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=list(said.get("levels") or ()),
    )


def without_nothing(said: Mapping[str, Any], keep: Sequence[str]) -> dict[str, Any]:
    """*said* without what is empty or off, but for what is always there."""
    return {name: value for name, value in said.items() if name in keep or value}
