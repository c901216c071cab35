"""What an office fills in: a new release, its hour, and what a template shows."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.common import clock
from openhouse.documents.cards.previews import Preview
from openhouse.documents.cards.queries import schools_of, templates, terms_begun
from openhouse.documents.cards.rules import HEADER, line_of_code
from openhouse.documents.cards.withdrawing import Reason
from openhouse.documents.cards.words import header_names
from openhouse.documents.models_cards import CardTemplate
from openhouse.grades.models_district import CannedComment
from openhouse.papers.models import LONGEST_REASON


class TermChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.school_year.school.name}: {obj.name}, {obj.school_year.name}"


class BeginForm(forms.Form):
    """Which cards, of which school and term."""

    template: Any = forms.ModelChoiceField(
        None, label=_("Template"), empty_label=_("Please choose")
    )
    term: Any = TermChoice(None, label=_("School and term"), empty_label=_("Please choose"))

    def __init__(self, viewer: Any, *values: Any) -> None:
        super().__init__(*values)
        self.fields["template"].queryset = templates()  # type: ignore[attr-defined]
        self.fields["term"].queryset = terms_begun(viewer, clock.today())  # type: ignore[attr-defined]
        self.kept = {school.pk for school in schools_of(viewer)}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        template, term = said.get("template"), said.get("term")
        if template and term and template.level != term.school_year.school.level:
            self.add_error("template", _("This template is for schools of another level."))
        return said


class HourForm(forms.Form):
    """From which hour families see the cards."""

    at = forms.DateTimeField(
        label=_("When families see them"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={"required": _("Choose a day and an hour, or press “Release now”.")},
    )

    def clean_at(self) -> Any:
        found, now = self.cleaned_data["at"], clock.now()
        if found < now:
            raise forms.ValidationError(_("This hour has passed."))
        if found > now + timedelta(days=120):
            raise forms.ValidationError(_("Choose an hour within the next four months."))
        return found


class WithdrawForm(forms.Form):
    """Why cards are taken back, as families read it."""

    because = forms.CharField(
        label=_("Why, as families read it"),
        max_length=LONGEST_REASON,
        help_text=_("As short as “Marks of the wrong quarter”. Name no student."),
        error_messages={"required": _("Say why: families read it in the place of the card.")},
    )
    because_es = forms.CharField(
        label=_("The same in Spanish"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Without it families who read Spanish read the English words."),
    )

    def __init__(self, *values: Any, is_shown: bool) -> None:
        super().__init__(*values)
        if not is_shown:
            del self.fields["because_es"]
            because = self.fields["because"]
            because.label = _("Why")
            because.error_messages["required"] = _("Say why: your colleagues read it here.")

    def reason(self) -> Reason:
        """What was written, for who takes the cards back."""
        said = self.cleaned_data
        return Reason(said["because"], said.get("because_es", ""))


def without_code(note: str) -> str:
    """*note*, where it is words alone; raises ValidationError naming the line where it is not."""
    if line := line_of_code(note):
        said = _("Line %(line)d: # and $ begin code, which a note may not have. Write \\# or \\$.")
        raise forms.ValidationError(said % {"line": line})
    return note


class TemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    """What stands on a card. Columns come as boxes of task and term, in the order of the terms."""

    class Meta:
        model = CardTemplate
        fields = (
            "name", "level", "kind", "layout", "to_families", "logo", "header", "languages",
            "comments", "attendance_by_course", "attendance_by_day", "signature", "legend",
            "legend_es", "note", "note_es",
        )  # fmt: skip
        labels = {
            "name": _("Name"),
            "level": _("For schools of this level"),
            "kind": _("What it is"),
            "layout": _("Layout"),
            "to_families": _("Show to families"),
            "logo": _("The school’s logo"),
            "comments": _("Teachers’ comments"),
            "attendance_by_course": _("Attendance by course"),
            "attendance_by_day": _("Attendance by day"),
            "signature": _("A line for a signature"),
            "legend": _("What the marks mean"),
            "legend_es": _("What the marks mean, in Spanish"),
            "note": _("A note of the district"),
            "note_es": _("The note in Spanish"),
        }
        help_texts = {
            "to_families": _(
                "Without it cards are for printing only: no family finds them here, nobody is"
                " told. What is released already stays as it was."
            ),
            "legend": _("A line a mark: A = 93 and up"),
            "note": _("*bold*, _italic_, - for a list. It is Typst’s markup."),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in
                   ("legend", "legend_es", "note", "note_es")}  # fmt: skip

    def __init__(self, columns: list[tuple[str, str]], *values: Any, **more: Any) -> None:
        super().__init__(*values, **more)
        names = header_names()
        self.fields["header"] = forms.MultipleChoiceField(
            label=_("Under the student’s name"),
            choices=[(key, names[key]) for key in HEADER],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Languages"),
            help_text=_("Each home gets it in what is read there; else in the first."),
            choices=[("en", _("English")), ("es", _("Spanish"))],
            widget=forms.CheckboxSelectMultiple,
        )
        chosen = [f"{task}:{term}" for task, term in self.instance.columns]
        self.fields["columns"] = forms.MultipleChoiceField(
            label=_("Marks that it shows"),
            choices=columns,
            initial=chosen,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean_columns(self) -> list[list[Any]]:
        pairs = [one.partition(":") for one in self.cleaned_data["columns"]]
        return [[int(task), term] for task, _colon, term in pairs]

    def clean_note(self) -> str:
        return without_code(self.cleaned_data["note"])

    def clean_note_es(self) -> str:
        return without_code(self.cleaned_data["note_es"])

    def refuse(self, preview: Preview) -> None:
        """Say why it is not kept: at the note's field where its line is known, else above all."""
        if not preview.line:
            return self.add_error(None, preview.wrong)
        english, spanish = self.cleaned_data["note"], self.cleaned_data["note_es"]
        is_spanish = spanish if preview.language == "es" else not english
        words = _("Line %(line)d: %(fault)s") % {"line": preview.line, "fault": preview.wrong}
        return self.add_error("note_es" if is_spanish else "note", words)

    def faults(self) -> list[str]:
        """What is wrong, each with the name of its field."""
        return [
            f"{self.fields[name].label}: {said}" if name in self.fields else str(said)
            for name, errors in self.errors.items()
            for said in errors
        ]

    def draft(self) -> CardTemplate:
        """The template as it was typed, not kept."""
        found: CardTemplate = self.save(commit=False)
        found.columns = self.cleaned_data["columns"]
        return found


class CannedForm(forms.ModelForm):  # type: ignore[type-arg]
    """One comment that teachers choose."""

    class Meta:
        model = CannedComment
        fields = ("text", "text_es")
        labels = {"text": _("Comment"), "text_es": _("The same in Spanish")}
