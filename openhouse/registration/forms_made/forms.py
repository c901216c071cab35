"""The form with which a district makes a question of its form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.common.text import reader_language
from openhouse.registration.forms_made.case_form import Askable
from openhouse.registration.forms_made.cases import Cases
from openhouse.registration.forms_made.placing import place_of_question
from openhouse.registration.forms_made.worded import WordedForm, levels_field, without_nothing
from openhouse.registration.forms_made.words import FIELD_WORDS
from openhouse.registration.rules.checking import CHOSEN, MOST_CHARACTERS, WORDED
from openhouse.registration.rules.conditions import Known
from openhouse.registration.rules.editing import (
    MOST_OPTIONS,
    copied,
    put_question,
    question_of,
    questions,
    read_options,
)
from openhouse.registration.rules.fields import FIELDS
from openhouse.registration.rules.form import Kind, Per

#: The conditions of a question: when it is asked, when it must be answered.
CONDITIONS = ("shown", "must")
REQUIRED = [
    ("never", gettext_lazy("It may stay empty")),
    ("always", gettext_lazy("It must be answered")),
    ("when", gettext_lazy("It must be answered in some cases")),
]
#: As a choice; kept as nothing.
NO_CONSENT = "none"
CONSENT = [
    ("one", gettext_lazy("One guardian’s is enough")),
    ("both", gettext_lazy("Both guardians must give it")),
    (NO_CONSENT, gettext_lazy("It is no consent: what was signed is not taken back later")),
]


class QuestionForm(WordedForm):
    """A question; which fields it has depends on its kind and on whom it is about."""

    def __init__(
        self,
        data: Any,
        definition: Mapping[str, Any],
        section: Mapping[str, Any],
        question: Mapping[str, Any],
        languages: Sequence[str],
    ) -> None:
        #: A button was pressed that changes the cases: nothing is kept or judged yet.
        self.building = data is not None and any(f"{name}-do" in data for name in CONDITIONS)
        super().__init__(None if self.building else data)
        self.languages, self.question = languages, question
        self.kind, self.per = Kind(question["kind"]), Per(section["per"])
        self.add_words("label", _("Question"), question.get("label") or {}, 300, size="brief")
        under = _("Explanation under it")
        self.add_words("help", under, question.get("help") or {}, 600, size="brief")
        self._add_kinds_own()
        self.fields["required"] = forms.ChoiceField(
            label=_("Must it be answered?"), choices=REQUIRED, widget=forms.RadioSelect,
            initial={True: "always", False: "never"}.get(question.get("required", False), "when"),
        )  # fmt: skip
        self._add_place(definition, section)
        self.fields["renew"] = forms.BooleanField(
            label=_("Asked anew each year: last year’s answer does not do"),
            required=False,
            initial=question.get("renew", False),
        )
        self._add_conditions(data, definition, section)
        if self.building:
            self.initial = self._typed(data)

    def _typed(self, data: Any) -> dict[str, Any]:
        """What stood in the fields."""
        typed = {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in self.fields.items()
        }
        return typed | ({"required": "when"} if "must-do" in data else {})

    def _add_kinds_own(self) -> None:
        said = self.question
        if self.kind in (*CHOSEN, Kind.RELATION):
            options = said.get("options") or ()
            lines = {
                code: "\n".join(each["label"].get(code, "") for each in options)
                for code in self.languages
            }
            self.add_words("options", _("Answers, one a line"), lines, 8000, size="tall")
        if self.kind in WORDED:
            words = _("Words to agree to")
            self.add_words(
                "statement", words, said.get("statement") or {}, MOST_CHARACTERS, size="tall"
            )
            first = NO_CONSENT if said.get("statement") else "one"
            self.fields["consent"] = forms.ChoiceField(
                label=_("Whose word counts"), choices=CONSENT, widget=forms.RadioSelect,
                initial=said.get("consent") or first,
            )  # fmt: skip
        if self.kind in (Kind.TEXT, Kind.LONG):
            self.fields["most"] = forms.IntegerField(
                label=_("Characters at most"), min_value=1, max_value=MOST_CHARACTERS,
                initial=said.get("most") or 200,
            )  # fmt: skip
        if self.kind == Kind.FILE:
            self.fields["proof"] = forms.BooleanField(
                label=_("The school must have seen it before the child is registered"),
                help_text=_("It stays on the family’s list of what is still needed until then."),
                required=False,
                initial=said.get("proof", False),
            )

    def _add_place(self, definition: Mapping[str, Any], section: Mapping[str, Any]) -> None:
        key, fills = self.question["key"], self.question.get("fills") or ""
        taken = {
            each.get("fills")
            for of, each in questions(definition)
            if of["per"] == self.per and each["key"] != key
        }
        fits = [
            (name, FIELD_WORDS[name])
            for name, (pers, kinds) in FIELDS.items()
            if self.per in pers and self.kind in kinds and name not in taken
        ]
        if fits:
            nothing = ("", _("Nothing: it is kept as an answer"))
            self.fields["fills"] = forms.ChoiceField(
                label=_("The field of the records that it fills"),
                choices=[nothing, *fits], required=False, initial=fills,
            )  # fmt: skip
        if self.per == Per.STUDENT:
            self.fields["levels"] = levels_field(self.question)
        tongue = reader_language()
        self.place = place_of_question(definition, section, key, tongue)
        self.fields["place"] = self.place

    def _add_conditions(
        self, data: Any, definition: Mapping[str, Any], section: Mapping[str, Any]
    ) -> None:
        """They ask about what stands before the place in which the question is to stand."""
        there = copied(definition)
        wanted = data.get("place", "") if data is not None else ""
        place = wanted if wanted in self.place.places else ""
        put_question(there, section["key"], dict(self.question), place)
        found = question_of(there, self.question["key"])
        home = found[0]["key"] if found else section["key"]
        askable = Askable(
            there, Known.of(there["sections"]), (home, self.question["key"]), self.per,
            reader_language(),
        )  # fmt: skip
        self.shown = Cases(data, self.question.get("shown"), askable, prefix="shown")
        self.must = Cases(data, self.question.get("required"), askable, prefix="must")

    @property
    def in_languages(self) -> list[list[forms.BoundField]]:
        """The fields of words, a line for all languages."""
        return self.side_by_side("label", "help", "options", "statement")

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields about what becomes of the answer."""
        names = ("consent", "most", "proof", "fills", "place")
        return [self[name] for name in names if name in self.fields]

    @property
    def in_some_cases(self) -> bool:
        """If it must be answered in some cases only, or somebody is about to say which."""
        return bool(self["required"].value() == "when")

    def clean(self) -> dict[str, Any]:
        self.need_english("label", _("Write the question in English too."))
        self.need_english("statement", _("Write the words in English too."))
        said = self.cleaned_data
        self._check_options()
        if not self.shown.is_good:
            self.add_error(None, _("Look at when it is asked."))
        if said.get("required") == "when" and not (self.must.is_good and self.must.rule):
            self.add_error("required", _("Choose below in which cases."))
        return said

    def _check_options(self) -> None:
        if "options_en" not in self.fields or "options_en" in self.errors:
            return
        lines = {c: len(text.splitlines()) for c, text in self.words_of("options").items()}
        english = lines.get("en", 0)
        if self.kind in CHOSEN and not 2 <= english <= MOST_OPTIONS:
            words = _("Write 2 to %(most)s answers, one a line.") % {"most": MOST_OPTIONS}
            self.add_error("options_en", words)
        for code, many in lines.items():
            if many != english:
                words = _("Here are %(many)s answers and %(english)s in English: write as many.")
                self.add_error(f"options_{code}", words % {"many": many, "english": english})

    @property
    def said(self) -> dict[str, Any]:
        """The question as it is kept."""
        given, said = self.cleaned_data, dict(self.question)
        for name in ("label", "help", "statement"):
            if f"{name}_en" in self.fields:
                said[name] = self.words_of(name)
        for name in ("fills", "levels", "consent", "most", "proof", "renew"):
            if name in self.fields:
                said[name] = given[name]
        if said.get("consent") == NO_CONSENT:
            said["consent"] = ""
        if "options_en" in self.fields:
            said["options"] = read_options(self.words_of("options"), said.get("options") or [])
        said["required"] = self.must.rule if given["required"] == "when" else False
        if given["required"] == "always":
            said["required"] = True
        said["shown"] = self.shown.rule
        return without_nothing(said, keep=("key", "kind", "label"))
