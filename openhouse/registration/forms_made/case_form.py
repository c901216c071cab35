"""One case of a condition: a question, and at which of its answers it is true."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from openhouse.registration.forms_made.problem_words import problem_words
from openhouse.registration.forms_made.words import NEW_ASKED, answers_about_new, answers_to
from openhouse.registration.rules.cases import Case
from openhouse.registration.rules.conditions import Known, of_condition
from openhouse.registration.rules.editing import question_of
from openhouse.registration.rules.form import NEW, Per, said_in
from openhouse.registration.rules.problem import Code


@dataclass(frozen=True, slots=True)
class Askable:
    """What the condition of one question may ask about: what stands before it, and the home."""

    definition: Mapping[str, Any]
    known: Known
    #: The keys of its section and of itself.
    place: tuple[str, str]
    per: Per
    language: str

    def questions(self, chosen: str) -> list[tuple[str, Any]]:
        """The questions, each under the title of its section; *chosen* is there whatever it is."""
        here = self.known.questions[self.place[1]][1]
        before = {each["key"] for each in self.known.before(self.per, here)} - {self.place[1]}
        found: list[tuple[str, Any]] = [("", _("Please choose")), (NEW, NEW_ASKED[self.per])]
        for section in self.definition["sections"]:
            fitting = [
                (each["key"], said_in(each["label"], self.language))
                for each in section["questions"]
                if each["key"] in before
            ]
            if fitting:
                found.append((said_in(section["title"], self.language), fitting))
        if chosen not in (*before, "", NEW):
            found.append((chosen, self._words(chosen)))
        return found

    def _words(self, key: str) -> str:
        found = question_of(self.definition, key)
        return said_in(found[1]["label"], self.language) if found else _("a question that is gone")

    def answers(self, case: Case) -> list[tuple[str, str]]:
        """The answers to the question of *case*, and those that it asks for all the same."""
        question = question_of(self.definition, case.key)
        found: list[tuple[Any, str]] = []
        if case.key == NEW:
            found = list(answers_about_new().items())
        elif question:
            found = answers_to(question[1], self.language)
        more = [(each, str(each)) for each in case.values if each not in dict(found)]
        return [(json.dumps(value), words) for value, words in (*found, *more)]


class CaseForm(forms.Form):
    """A question, then its answers. Without JavaScript these come when the question was sent."""

    def __init__(self, case: Case, askable: Askable, *, prefix: str, judged: bool) -> None:
        said = {
            "asks": case.key,
            "how": "is_not" if case.but else "is",
            "answers": [json.dumps(each) for each in case.values],
        }
        super().__init__({f"{prefix}-{name}": value for name, value in said.items()}, prefix=prefix)
        self.case, self.askable, self.judged = case, askable, judged
        self.fields["asks"] = forms.ChoiceField(
            label=_("Question"), required=False, choices=askable.questions(case.key)
        )
        self.fields["how"] = forms.ChoiceField(
            label=_("The answer is"),
            required=False,
            choices=[("is", _("one of these")), ("is_not", _("none of these"))],
        )
        self.fields["answers"] = forms.MultipleChoiceField(
            label=_("Answers"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=askable.answers(case),
        )

    @property
    def has_answers(self) -> bool:
        """If a question is picked whose answers there are to choose from."""
        return bool(self.fields["answers"].choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.judged and self.case.key:
            self._judge()
        return said

    def _judge(self) -> None:
        if not self.case.values:
            name = "answers" if self.has_answers else "asks"
            self._refuse(name, _("Now choose at which answers."))
            return
        found = list(of_condition(self.case.rule, self.askable.place, self.askable.known))
        for each in found[:1]:
            name = "answers" if each.code == Code.CONDITION_VALUE else "asks"
            self._refuse(name, problem_words(each))

    def _refuse(self, name: str, words: str) -> None:
        self.add_error(name, words)
        self.fields[name].widget.attrs["autofocus"] = True
