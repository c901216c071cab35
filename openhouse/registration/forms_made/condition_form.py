"""A condition, picked from the questions that come before."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from openhouse.registration.forms_made.words import answers_about_new, answers_to, condition_words
from openhouse.registration.rules.form import NEW, said_in

#: Several conditions together, which this form shows and keeps, and cannot make.
AS_IT_IS = "_as_it_is"


class ConditionForm(forms.Form):
    """A question, then at which of its answers the condition holds.

    Without JavaScript the answers come when the question was sent: so they are asked for then.
    """

    def __init__(
        self,
        data: Any,
        rule: Any,
        before: Sequence[Mapping[str, Any]],
        definition: Mapping[str, Any],
        language: str,
        *,
        prefix: str,
        nothing: str,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.before = {question["key"]: question for question in before}
        self.before_rule, self.language = (rule if isinstance(rule, dict) else {}), language
        self.as_it_is = ""
        choices = [("", nothing), *self._questions(definition)]
        self.initial = self._standing()
        self.fields["asks"] = forms.ChoiceField(
            label=_("Question"),
            required=False,
            help_text=self.as_it_is,
            choices=choices,
        )
        self.offered = self._answers(self["asks"].value() or "")
        self.fields["answers"] = forms.MultipleChoiceField(
            label=_("At these answers"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=self.offered,
        )

    def _questions(self, definition: Mapping[str, Any]) -> list[tuple[str, str]]:
        found = [(NEW, _("Is somebody, or the home, new to the district?"))]
        found += [(key, said_in(q["label"], self.language)) for key, q in self.before.items()]
        key = self.before_rule.get("key")
        if self.before_rule and key not in dict(found):
            self.as_it_is = condition_words(self.before_rule, definition, self.language)
            found.insert(0, (AS_IT_IS, _("In several cases, as below")))
        return found

    def _standing(self) -> dict[str, Any]:
        rule = self.before_rule
        if not rule:
            return {"asks": "", "answers": []}
        if rule.get("key") not in self.before and rule.get("key") != NEW:
            return {"asks": AS_IT_IS, "answers": []}
        return {"asks": rule["key"], "answers": [json.dumps(each) for each in rule["is"]]}

    def _answers(self, key: str) -> list[tuple[str, str]]:
        if key == NEW:
            return [(json.dumps(value), words) for value, words in answers_about_new().items()]
        question = self.before.get(key)
        found = answers_to(question, self.language) if question else []
        known = self.before_rule.get("is") or () if self.before_rule.get("key") == key else ()
        more = [(each, str(each)) for each in known if each not in dict(found)]
        return [(json.dumps(value), words) for value, words in (*found, *more)]

    @property
    def has_answers(self) -> bool:
        """If a question is picked whose answers there are to choose from."""
        return bool(self.offered)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("asks") not in ("", None, AS_IT_IS) and not said.get("answers"):
            self.errors.pop("answers", None)  # of the question picked before
            self.add_error("answers", _("Now choose at which answers."))
        return said

    @property
    def rule(self) -> dict[str, Any] | None:
        """The condition as a form keeps it; None for none."""
        asks = self.cleaned_data.get("asks")
        if not asks:
            return None
        if asks == AS_IT_IS:
            return self.before_rule
        return {"key": asks, "is": [json.loads(each) for each in self.cleaned_data["answers"]]}
