"""The form with which a district makes a section of its form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from openhouse.common.text import reader_language
from openhouse.registration.forms_made.placing import place_of_section
from openhouse.registration.forms_made.worded import WordedForm, levels_field, without_nothing
from openhouse.registration.forms_made.words import DESKS, PERS
from openhouse.registration.rules.checking import OF_A_CHILD
from openhouse.registration.rules.form import Desk, Per


class SectionForm(WordedForm):
    """A page of the form."""

    def __init__(
        self,
        data: Any,
        definition: Mapping[str, Any],
        section: Mapping[str, Any],
        languages: Sequence[str],
    ) -> None:
        super().__init__(data)
        new = not section["key"]
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
        tongue = reader_language()
        self.fields["place"] = place_of_section(definition, section["key"], tongue)
        if per != Per.HOUSEHOLD:
            self.fields["least"] = forms.IntegerField(
                label=_("How many people there must be at least"),
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
        return [
            self[name]
            for name in ("per", "desk", "levels", "least", "place")
            if name in self.fields
        ]

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
