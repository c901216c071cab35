"""What an office says of its school."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import CheckedPicture
from openhouse.common.uploads import Refused
from openhouse.districts.models import GradeHours, School
from openhouse.notifications.calm.forms import Clock
from openhouse.schools.logos import logo_columns

_STATE, _ZIP = re.compile(r"[A-Za-z]{2}"), re.compile(r"\d{5}(-\d{4})?")
#: Figures of a phone number at least.
_FIGURES = 7
BELL, TIMES = "bell", "times"
_BY = [
    (BELL, _("Its class hours, by the bell schedule of the day")),
    (TIMES, _("The same hours each school day")),
]


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Where the school is, and its phone. What an import brought stands as it is until changed."""

    class Meta:
        model = School
        fields = ("street", "city", "state", "postal_code", "phone")
        labels = {
            "street": _("Street and number"),
            "city": _("City"),
            "state": _("State"),
            "postal_code": _("ZIP code"),
            "phone": _("Phone"),
        }
        help_texts = {"state": _("Two letters: MO"), "postal_code": _("65101 or 65101-1234")}
        widgets = {
            "street": forms.TextInput(attrs={"autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        }

    def clean_state(self) -> str:
        said = str(self.cleaned_data["state"])
        if "state" in self.changed_data and said and not _STATE.fullmatch(said):
            raise forms.ValidationError(_("A state has two letters, like MO."))
        return said.upper() if len(said) == 2 else said

    def clean_postal_code(self) -> str:
        said = str(self.cleaned_data["postal_code"])
        if "postal_code" in self.changed_data and said and not _ZIP.fullmatch(said):
            raise forms.ValidationError(_("A ZIP code is five figures, or nine: 65101-1234."))
        return said

    def clean_phone(self) -> str:
        said = str(self.cleaned_data["phone"])
        figures = sum(each.isdigit() for each in said)
        if "phone" in self.changed_data and said and figures < _FIGURES:
            raise forms.ValidationError(_("A phone number has at least seven figures."))
        return said

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        rest = [said.get(name) for name in ("city", "state", "postal_code")]
        if any(rest) and said.get("street") == "":
            self.add_error("street", _("Add the street, or leave the whole address empty."))
        if said.get("street") and said.get("city") == "":
            self.add_error("city", _("Add the city: a letter needs it."))
        return said


class GradeHoursForm(forms.Form):
    """When a school shows no scores and marks, and to whom; ``said`` are the row's columns."""

    closed_to = forms.ChoiceField(
        label=_("From whom are they held back?"), choices=GradeHours.ClosedTo.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    by_bell = forms.ChoiceField(
        label=_("In which hours of a school day?"), choices=_BY, widget=forms.RadioSelect
    )
    starts_at = forms.TimeField(label=_("From"), required=False, widget=Clock())
    ends_at = forms.TimeField(label=_("Until"), required=False, widget=Clock())

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        starts, ends = said.get("starts_at"), said.get("ends_at")
        if {"starts_at", "ends_at"} & self.errors.keys():
            return said
        if (starts is None) != (ends is None):
            missing = "starts_at" if starts is None else "ends_at"
            self.add_error(missing, _("Say both times, or neither."))
        elif starts is not None and ends is not None and starts >= ends:
            self.add_error(
                "ends_at", _("Choose a time after the first: hours end on the same day.")
            )
        elif starts is None and said.get("by_bell") == TIMES:
            self.add_error("starts_at", _("Say from when until when."))
        return said

    @property
    def said(self) -> dict[str, Any]:
        return self.cleaned_data | {"by_bell": self.cleaned_data["by_bell"] == BELL}


class LogoForm(forms.Form):
    """A picture for the head of its papers; ``columns`` are those of the logo."""

    picture = CheckedPicture(
        label=_("Picture"),
        help_text=_("A JPEG or PNG file of at most 10 MB. It is printed about half an inch high."),
    )

    def clean_picture(self) -> Any:
        try:
            return logo_columns(self.cleaned_data["picture"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    @property
    def columns(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data["picture"]
        return found
