"""What the nurse types: a condition, a medication, a visit, a remark."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openhouse.common import clock
from openhouse.common.fields import LineField, LinesField
from openhouse.immunizations.forms import TypedDate
from openhouse.immunizations.models_care import Condition, Medication, Visit


class EntryForm(forms.Form):
    """An entry of a kind. ``stood``: which edition of it the page showed."""

    stood = forms.CharField(required=False, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """The columns of its row."""
        return {name: value for name, value in self.cleaned_data.items() if name != "stood"}

    @property
    def edition(self) -> int:
        """Which edition of the entry the page had; 0 for what is no number."""
        text = self.cleaned_data["stood"]
        return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


class _Dated(EntryForm):
    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return self.cleaned_data


def _lines(label: Any, longest: int, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return LinesField(label=label, max_length=longest, widget=area, required=False, **more)


class ConditionForm(_Dated):
    """A condition."""

    what = LineField(
        label=_("Condition"),
        max_length=120,
        error_messages={"required": _("Say what it is, asthma for example.")},
    )
    severity = forms.ChoiceField(
        label=_("How severe"),
        choices=Condition.Severity.choices,
        initial=Condition.Severity.MODERATE,
    )
    todo = _lines(_("What to do at school"), 1000)
    starts_on = TypedDate(label=_("Since"))
    ends_on = TypedDate(label=_("Until"), required=False)


class MedicationForm(_Dated):
    """A medication at school."""

    name = LineField(
        label=_("Medication"),
        max_length=120,
        error_messages={"required": _("Say which medication.")},
    )
    dose = LineField(
        label=_("Dose"),
        max_length=120,
        error_messages={"required": _("Say how much, as the form has it: 5 mg, 2 puffs.")},
    )
    given = LineField(
        label=_("When it is given"),
        max_length=200,
        error_messages={"required": _("Say when: before lunch, when wheezing.")},
    )
    form = forms.ChoiceField(label=_("Form"), choices=Medication.Form.choices, initial="asked")
    starts_on = TypedDate(label=_("From"))
    ends_on = TypedDate(label=_("Until"), required=False)


class VisitForm(EntryForm):
    """A visit, by the district's clock."""

    on = TypedDate(label=_("Day"))
    at = forms.TimeField(
        label=_("Came at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("This is no time. Write 10:05, for example.")},
    )
    reason = forms.ChoiceField(label=_("Why"), choices=Visit.Reason.choices)
    note = LineField(label=_("More about it"), required=False, max_length=300)
    done = _lines(_("What was done"), 500)
    left_to = forms.ChoiceField(
        label=_("After that"), choices=Visit.LeftTo.choices, initial="class"
    )
    told = LineField(label=_("Who was told"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        on, at = said.get("on"), said.get("at")
        if on and at and _moment(on, at) > clock.now():
            self.add_error("at", _("This time has not come yet. Look at the day and the time."))
        if said.get("reason") == Visit.Reason.OTHER and not said.get("note"):
            self.add_error("note", _("Say in a few words what it was."))
        return said

    def said(self) -> dict[str, Any]:
        found = super().said()
        return {"came_at": _moment(found.pop("on"), found.pop("at"))} | found


class RemarkForm(EntryForm):
    """A remark for the nurse alone."""

    text = LinesField(
        label=_("For the nurse only"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("No family and no teacher ever reads it. The district’s own staff do."),
        error_messages={"required": _("Write a few words, or leave it.")},
    )


FORMS: dict[str, type[EntryForm]] = {
    "visit": VisitForm,
    "condition": ConditionForm,
    "medication": MedicationForm,
    "remark": RemarkForm,
}


def entry_forms(sent: Any, now: datetime) -> dict[str, EntryForm]:
    """A form of each kind, by its kind; the one that was sent is bound."""
    which = sent.get("form", "") if sent else ""
    found = {
        what: form(sent if what == which else None, prefix=what, initial=_now(now))
        for what, form in FORMS.items()
    }
    if not which:  # day and time of a visit stand there already
        found["visit"].fields["reason"].widget.attrs["autofocus"] = True
    return found


def change_form(sent: Any, what: str, entry: Any) -> EntryForm:
    """The form of an entry that is there, with what it says."""
    initial: dict[str, Any] = {name: getattr(entry, name, None) for name in FORMS[what].base_fields}
    if what == "visit":
        came = timezone.localtime(entry.came_at)
        initial |= {"on": came.date(), "at": came.time()}
    initial["stood"] = entry.edition
    return FORMS[what](sent, prefix=what, initial=_said(initial))


def _now(now: datetime) -> dict[str, Any]:
    return _said({"on": now.date(), "at": now.time(), "starts_on": now.date()})


def _said(initial: dict[str, Any]) -> dict[str, Any]:
    """Days as a nurse types them."""
    return {
        name: f"{value.month}/{value.day}/{value.year}" if isinstance(value, date) else value
        for name, value in initial.items()
    }


def _moment(on: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, at.replace(second=0, microsecond=0)))
