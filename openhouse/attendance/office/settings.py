"""What the district decides about attendance: its rules, its codes, the reasons of families."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from openhouse.access.viewer import System
from openhouse.attendance.models import AbsenceNote, AbsenceReason, AttendanceCode, AttendanceMark
from openhouse.attendance.models_district import AttendanceRules
from openhouse.ledger.actions import record


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """Until when a roll may be corrected, and what makes a day missed."""

    class Meta:
        model = AttendanceRules
        fields = ("closes", "minutes", "whole_day", "share")
        labels = {
            "closes": _("Teachers may correct a roll"),
            "minutes": _("Minutes after the class has ended"),
            "whole_day": _("A day is missed by"),
            "share": _("From how many percent on"),
        }
        widgets = {"closes": forms.RadioSelect, "whole_day": forms.RadioSelect}


class CodeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A code. What it means stays as it is once it is used: marks of the past would change."""

    class Meta:
        model = AttendanceCode
        fields = ("code", "name", "name_es", "status", "excuse")
        labels = {
            "code": _("Code"), "name": _("Name that families read"),
            "name_es": _("The same in Spanish"), "status": _("Means"), "excuse": _("Excuse"),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and is_used(self.instance):
            for name in ("status", "excuse"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("In use: marks of the past would change.")

    def clean_code(self) -> str:
        return unused_code(AttendanceCode, self.cleaned_data["code"], self.instance.pk)


class ReasonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A reason that families choose from."""

    class Meta:
        model = AbsenceReason
        fields = ("code", "name", "name_es", "position", "excuse", "needs_file", "active")
        labels = {
            "code": _("Internal code"), "name": _("Name that families read"),
            "name_es": _("The same in Spanish"),
            "position": _("Place in the list"), "excuse": _("What it makes of an absence"),
            "needs_file": _("A file is needed"), "active": _("In use"),
        }  # fmt: skip

    def clean_code(self) -> str:
        return unused_code(AbsenceReason, self.cleaned_data["code"], self.instance.pk)


def unused_code(model: Any, code: str, own: int | None) -> str:
    """*code*, unless another row of the district has it."""
    if model.objects.filter(code=code).exclude(pk=own).exists():
        raise forms.ValidationError(_("Another one has this code."))
    return code


def is_used(code: AttendanceCode) -> bool:
    """If any mark has the code. Asked by the district, which sees all."""
    return AttendanceMark.objects.visible_to(System()).filter(code=code).exists()


def codes_now() -> list[AttendanceCode]:
    """The codes, by status and name."""
    return list(AttendanceCode.objects.order_by("status", "name"))


def reasons_now() -> list[AbsenceReason]:
    """The reasons in their order."""
    return list(AbsenceReason.objects.order_by("position", "name"))


def code_at(number: int) -> AttendanceCode | None:
    """A code; a new one for 0."""
    return AttendanceCode.objects.filter(pk=number).first() if number else AttendanceCode()


def reason_at(number: int) -> AbsenceReason | None:
    """A reason; a new one for 0."""
    return AbsenceReason.objects.filter(pk=number).first() if number else AbsenceReason()


def keep(form: Any, by: int) -> None:
    """Keep what the district has decided, with a line of what was otherwise before."""
    row, changed = form.instance, form.changed_data
    before = {name: form.initial.get(name) for name in changed} if row.pk else None
    with transaction.atomic():
        form.save()
        if changed:
            after = {name: form.cleaned_data[name] for name in changed}
            _write_down(row, by, before, after)


def _write_down(row: Any, by: int, before: Any, after: Any) -> None:
    """A line about the rules, a code or a reason; one with nothing after was deleted."""
    kind = {AttendanceCode: "rules.code", AbsenceReason: "rules.reason"}.get(type(row))
    name = "" if kind is None else row.name
    record(kind or "rules.attendance", actor=by, subject=name, before=before, after=after)


def delete_code(code: AttendanceCode, by: int) -> bool:
    """Delete a code that no mark has; False for one that is used."""
    with transaction.atomic():
        if is_used(code):
            return False
        code.delete()
        _write_down(
            code, by, {"code": code.code, "status": code.status, "excuse": code.excuse}, None
        )
    return True


def delete_reason(reason: AbsenceReason, by: int) -> bool:
    """Delete a reason that no note has; False for one that is used: it can be put out of use."""
    with transaction.atomic():
        if AbsenceNote.objects.visible_to(System()).filter(reason=reason).exists():
            return False
        reason.delete()
        _write_down(reason, by, {"code": reason.code, "excuse": reason.excuse}, None)
    return True
