"""The part of a form in which a text is written in several languages, side by side."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import LineField, LinesField
from openhouse.messages.rules import fields_of
from openhouse.messages.wording import Wording, language_name, language_within
from openhouse.people.words import grade_words

#: Characters of a text.
LONGEST = 5000


class GradesField(forms.MultipleChoiceField):
    """Certain grades, none for all; ``offer`` says which, in the words of who reads the form."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=_("Only certain grades?"),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("Tick none to reach all grades."),
            **more,
        )

    def offer(self, levels: Iterable[str]) -> None:
        self.choices = [(level, grade_words(level)) for level in levels]


class WordsForm(forms.Form):
    """A text in each of *languages*; the fields of one are ``title_es``, ``body_es``, …"""

    def __init__(self, *args: Any, languages: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.languages = languages
        for code in languages:
            self._ask_for_words(code)

    def _ask_for_words(self, code: str) -> None:
        name = {"language": language_within(code)}
        self.fields[f"title_{code}"] = LineField(
            label=gettext("Headline: %(language)s") % name,
            max_length=200,
            required=False,
            widget=forms.TextInput(attrs={"lang": code}),
        )
        self.fields[f"body_{code}"] = LinesField(
            label=gettext("Text: %(language)s") % name,
            max_length=LONGEST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
        )
        self.fields[f"machine_{code}"] = forms.BooleanField(
            label=_("A machine translated this"), required=False
        )

    @property
    def columns_of_words(self) -> list[dict[str, Any]]:
        """The fields of each language, to stand beside each other."""
        return [
            {
                "name": language_name(code),
                "fields": [self[f"{part}_{code}"] for part in ("title", "body", "machine")],
            }
            for code in self.languages
        ]

    @property
    def wordings(self) -> list[Wording]:
        """What was written, the original first: the first language that no machine wrote."""
        found = [
            Wording(code, said["title"], said["body"], said["machine"])
            for code in self.languages
            if (said := self._said(code))["title"] and said["body"]
        ]
        return sorted(found, key=lambda one: one.is_machines)

    def _said(self, code: str) -> dict[str, Any]:
        said = self.cleaned_data
        return {part: said.get(f"{part}_{code}") or "" for part in ("title", "body")} | {
            "machine": bool(said.get(f"machine_{code}"))
        }

    def clean(self) -> dict[str, Any]:
        for code in self.languages:
            one = self._said(code)
            fields = {f"title_{code}", f"body_{code}"}
            if bool(one["title"]) != bool(one["body"]) and not self.errors.keys() & fields:
                missing = "body" if one["title"] else "title"
                self.add_error(f"{missing}_{code}", _("Headline and text belong together."))
        if not self.errors:
            self._ask_for_an_original()
        return self.cleaned_data

    def refuse_strange_fields(self, known: Collection[str]) -> None:
        """An error where a text has a field in braces that is none of *known*."""
        for code in self.languages:
            one = self._said(code)
            strange = fields_of(one["title"], one["body"]) - set(known)
            if strange:
                words = gettext("There is no field {%(name)s}. There are: %(known)s.")
                all_known = ", ".join(f"{{{name}}}" for name in known)
                self.add_error(f"body_{code}", words % {"name": min(strange), "known": all_known})

    def _ask_for_an_original(self) -> None:
        wordings = self.wordings
        if not wordings:
            self.add_error(f"title_{self.languages[0]}", _("Write it in one language at least."))
        elif wordings[0].is_machines:
            words = _("One language must be written by a human: a machine translated from it.")
            self.add_error(f"machine_{wordings[0].language}", words)
