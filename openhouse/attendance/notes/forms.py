"""The form on which a family tells the school, and the one on which an office decides."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.access.filing import may_file_for
from openhouse.access.viewer import Viewer
from openhouse.attendance.days import TaughtDay, taught_days
from openhouse.attendance.models import AbsenceNote, AbsenceReason, AttendanceCode
from openhouse.attendance.notes.queries import STATUS, filed_already, schools_on, sent_lately
from openhouse.attendance.notes.rules import (
    LONGEST,
    MINUTES_BACK,
    MOST_SENT,
    Filed,
    fault_in_days,
    fault_in_time,
)
from openhouse.common.fields import CheckedFile
from openhouse.common.uploads import Upload

Kind = AbsenceNote.Kind
_DAYS = {
    "order": _("The last day lies before the first."),
    "past": _("This day is over. Please call the school about it."),
    "long": _("One note may reach over %(days)s days at the most. Please call the school."),
    "far": _("This is more than a year away."),
    "no-school": _("There is no school on these days."),
}
_TIMES = {
    "missing": _("Say at what time."),
    "outside": _("This time is outside of the school day."),
    "past": _(
        "This time is over. It may lie %(minutes)s minutes back at most; please call the school."
    ),
}
#: Why no more files are taken for now.
TOO_MUCH = _("You have sent many large files this week. Please bring this one to the school.")
_LONGEST = {"days": LONGEST.days, "minutes": MINUTES_BACK.seconds // 60}


def _date(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class AbsenceForm(forms.Form):
    """Which children, what, when, why, and a file; and the form's own number."""

    sent_as = forms.UUIDField(required=False, widget=forms.HiddenInput)
    children = forms.TypedMultipleChoiceField(
        label=_("Who?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one child.")},
    )
    kind = forms.ChoiceField(label=_("What?"), choices=Kind.choices, widget=forms.RadioSelect)
    first_on = _date(_("Day"))
    last_on = _date(_("Last day"), required=False, help_text=_("If it is more than one day."))
    at = forms.TimeField(
        label=_("Time"),
        required=False,
        help_text=_("When the child comes or leaves."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    reason: Any = forms.ModelChoiceField(
        queryset=None, label=_("Reason"), empty_label=_("Please choose")
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=100, help_text=_("Up to 100 characters.")
    )
    upload = CheckedFile(
        label=_("File"),
        required=False,
        max_length=255,
        help_text=_(
            "A doctor’s letter, for example: PDF, JPEG or PNG, up to 10 MB. The place where a"
            " photo was taken is removed."
        ),
    )

    def __init__(self, *args: Any, viewer: Viewer, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.now = viewer, now
        self.fields["reason"].queryset = _reasons_in_order()  # type: ignore[attr-defined]
        self.fields["children"].choices = [  # type: ignore[attr-defined]
            (child.id, child.first_name) for child in may_file_for(viewer, now.date())
        ]

    def clean_upload(self) -> Upload | None:
        found: Upload | None = self.cleaned_data.get("upload")
        if found and sent_lately(self.viewer, self.now) + len(found.content) > MOST_SENT:
            raise forms.ValidationError(TOO_MUCH)
        return found

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if {"children", "kind", "first_on"} <= said.keys() and "at" in said:
            self._check_days(said)
        reason = said.get("reason")
        if reason and reason.needs_file and not said.get("upload") and "upload" in said:
            self.add_error("upload", _("This reason needs a file."))
        return said

    def _check_days(self, said: dict[str, Any]) -> None:
        """The days, the time, and that the school has not been told already."""
        one_day = said["kind"] != Kind.DAYS
        said["last_on"] = said["first_on"] if one_day else said.get("last_on") or said["first_on"]
        said["at"] = said["at"] if one_day else None
        filed = Filed(said["kind"], said["first_on"], said["last_on"], said["at"])
        today = self.now.date()
        fault = fault_in_days(filed, today, [today])
        if fault:
            self.add_error(
                "last_on" if fault in ("order", "long") else "first_on", _DAYS[fault] % _LONGEST
            )
            return
        for student in said["children"]:
            days = self._days(student, said["first_on"], said["last_on"])
            if not days:
                self.add_error("first_on", _DAYS["no-school"])
                return
            if fault := fault_in_time(filed, self.now, _hours(days)):
                self.add_error("at", _TIMES[fault] % _LONGEST)
                return
        days_told = said["first_on"], said["last_on"]
        by = self.viewer.person_id
        if filed_already(self.viewer, by, said["children"], said["kind"], days_told):
            self.add_error("first_on", _("You have told the school about this already."))

    def _days(self, student: int, first: date, last: date) -> list[TaughtDay]:
        return taught_days(schools_on(self.viewer, student, first, last), first, last)


def _hours(days: Sequence[TaughtDay]) -> Any:
    """From the first bell to the last of any of a child's schools; None where none is known."""
    known = [day.hours for day in days if day.hours]
    return (min(one[0] for one in known), max(one[1] for one in known)) if known else None


def _reasons_in_order() -> Any:
    return AbsenceReason.objects.filter(active=True).order_by("position", "name")


class DecideForm(forms.Form):
    """Approve with a code, or do not and say why."""

    code: Any = forms.ModelChoiceField(
        queryset=None, label=_("Code"), required=False, empty_label=None
    )
    answer = forms.CharField(
        label=_("Answer to the family"),
        required=False,
        max_length=300,
        help_text=_("Where you do not approve, it says why."),
    )

    def __init__(self, *args: Any, note: AbsenceNote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = STATUS[Kind(note.kind)]
        codes = AttendanceCode.objects.filter(status=status).order_by("name")
        self.fields["code"].queryset = codes  # type: ignore[attr-defined]
        fits = codes.filter(excuse=note.reason.excuse)
        # The code that is called as the reason is; else the first of those that excuse as it does.
        fitting = fits.filter(name__iexact=note.reason.name).first() or fits.first()
        self.fields["code"].initial = fitting.pk if fitting else None
        self.approves = self.data.get("decision") == "approve"

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.approves and not said.get("code"):
            self.add_error("code", _("Choose a code."))
        if not self.approves and not said.get("answer"):
            self.add_error("answer", _("Say why, so that the family knows what to do."))
        return said
