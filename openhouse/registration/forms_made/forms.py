"""The forms with which a district makes its form: one of a section, one of a question."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openhouse.districts.models import School
from openhouse.registration.forms_made.condition_form import ConditionForm
from openhouse.registration.forms_made.worded import WordedForm
from openhouse.registration.forms_made.words import DESKS, FIELD_WORDS, PERS
from openhouse.registration.rules.checking import CHOSEN, MOST_CHARACTERS, OF_A_CHILD, WORDED
from openhouse.registration.rules.conditions import Known
from openhouse.registration.rules.editing import MOST_OPTIONS, questions, read_options
from openhouse.registration.rules.fields import FIELDS
from openhouse.registration.rules.form import Desk, Kind, Per

LEVELS = [choice for choice in School.Level.choices if choice[0] != School.Level.OTHER]
REQUIRED = [
    ("never", gettext_lazy("It may stay empty")),
    ("always", gettext_lazy("It must be answered")),
    ("when", gettext_lazy("It must be answered in some cases")),
]
CONSENT = [
    ("one", gettext_lazy("One guardian’s is enough")),
    ("both", gettext_lazy("Both guardians must give it")),
]


class SectionForm(WordedForm):
    """A page of the form."""

    def __init__(
        self, data: Any, section: Mapping[str, Any], languages: Sequence[str], *, new: bool
    ) -> None:
        super().__init__(data)
        self.languages, self.section = languages, section
        self.add_words("title", _("Title"), section.get("title") or {}, 120)
        self.add_words(
            "help", _("Words above the questions"), section.get("help") or {}, 600, size="brief"
        )
        if new:
            self.fields["per"] = forms.ChoiceField(
                label=_("It is asked about"), choices=PERS.items(), widget=forms.RadioSelect
            )
        per = section.get("per") if not new else None
        desks = [d for d in DESKS.items() if per in (None, Per.STUDENT) or d[0] not in OF_A_CHILD]
        self.fields["desk"] = forms.ChoiceField(
            label=_("Who at the school reads the answers"),
            choices=desks,
            widget=forms.RadioSelect,
            initial=section.get("desk") or Desk.OFFICE,
        )
        if per in (None, Per.STUDENT):
            self.fields["levels"] = levels_field(section)
        if per != Per.HOUSEHOLD:
            self.fields["least"] = forms.IntegerField(
                label=_("How many there must be at least"),
                help_text=_("Two emergency contacts, say. 0: none is needed."),
                min_value=0,
                max_value=5,
                initial=section.get("least") or 0,
            )

    @property
    def in_languages(self) -> list[list[forms.BoundField]]:
        """The fields of words, a line for all languages."""
        return self.side_by_side("title", "help")

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields without words."""
        return [self[name] for name in ("per", "desk", "levels", "least") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        self.need_english("title", _("Write the title in English too."))
        said = self.cleaned_data
        if said.get("per") not in (None, Per.STUDENT) and said.get("desk") in OF_A_CHILD:
            words = _("The nurse and who plans the buses read about children only.")
            self.add_error("desk", words)
        return said

    @property
    def said(self) -> dict[str, Any]:
        """The section as it is kept, with the questions that it had."""
        said = dict(self.section)
        said |= {"title": self.words_of("title"), "desk": self.cleaned_data["desk"]}
        said["per"] = self.cleaned_data.get("per") or said["per"]
        said["help"] = self.words_of("help")
        of_children = said["per"] == Per.STUDENT
        said["levels"] = list(self.cleaned_data.get("levels") or ()) if of_children else []
        said["least"] = self.cleaned_data.get("least") or 0
        return without_nothing(said, keep=("key", "per", "title", "questions"))


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
        super().__init__(data)
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
            self.fields["consent"] = forms.ChoiceField(
                label=_("Whose word counts"), choices=CONSENT, widget=forms.RadioSelect,
                initial=said.get("consent") or "one",
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
        pages = [
            (each["key"], each["title"].get("en") or each["key"])
            for each in definition["sections"]
            if each["per"] == self.per
        ]
        self.fields["section"] = forms.ChoiceField(
            label=_("Section"), choices=pages, initial=section["key"]
        )

    def _add_conditions(
        self, data: Any, definition: Mapping[str, Any], section: Mapping[str, Any]
    ) -> None:
        known, key = Known.of(definition["sections"]), self.question["key"]
        place = known.questions[key][1] if key in known.questions else len(known.questions)
        before = [each for each in known.before(self.per, place) if each["key"] != key]
        self.shown = ConditionForm(
            data, self.question.get("shown"), before, definition, get_language() or "en",
            prefix="shown", nothing=_("Always"),
        )  # fmt: skip
        self.must = ConditionForm(
            data, self.question.get("required"), before, definition, get_language() or "en",
            prefix="must", nothing=_("Please choose"),
        )  # fmt: skip

    @property
    def in_languages(self) -> list[list[forms.BoundField]]:
        """The fields of words, a line for all languages."""
        return self.side_by_side("label", "help", "options", "statement")

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields about what becomes of the answer."""
        names = ("consent", "most", "proof", "fills", "section")
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
        if not self.shown.is_valid():
            self.add_error(None, _("Look at when it is asked."))
        if said.get("required") == "when" and not (self.must.is_valid() and self.must.rule):
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
        if "options_en" in self.fields:
            said["options"] = read_options(self.words_of("options"), said.get("options") or [])
        said["required"] = self.must.rule if given["required"] == "when" else False
        if given["required"] == "always":
            said["required"] = True
        said["shown"] = self.shown.rule
        return without_nothing(said, keep=("key", "kind", "label"))


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
