"""The district's rules, codes and reasons of attendance."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.attendance.decided import rules_now
from openhouse.attendance.office import settings
from openhouse.common.methods import form_page


@audience("district")
@form_page
def attendance_settings(request: HttpRequest) -> HttpResponse:
    """The rules, and the lists of codes and reasons."""
    form = settings.RulesForm(request.POST or None, instance=rules_now())
    if request.method == "POST" and form.is_valid():
        settings.keep(form, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("attendance-settings")
    context = {"form": form, "codes": settings.codes_now(), "reasons": settings.reasons_now()}
    return render(request, "attendance/settings.html", context)


@audience("district")
@form_page
def attendance_code(request: HttpRequest, number: int) -> HttpResponse:
    """One code, or a new one (0)."""
    found, new = settings.code_at(number), _("New code")
    return _one(request, found, settings.CodeForm, settings.delete_code, new)


@audience("district")
@form_page
def absence_reason(request: HttpRequest, number: int) -> HttpResponse:
    """One reason, or a new one (0)."""
    found, new = settings.reason_at(number), _("New reason")
    return _one(request, found, settings.ReasonForm, settings.delete_reason, new)


def _one(request: HttpRequest, row: Any, form_of: Any, delete: Any, new: str) -> HttpResponse:
    if row is None:
        raise Http404
    if request.method == "POST" and "delete" in request.POST and row.pk:
        if delete(row, viewer_of(request).person_id):
            messages.success(request, _("Deleted."))
        else:
            messages.warning(request, _("It is in use, so it cannot be deleted."))
        return redirect("attendance-settings")
    form = form_of(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        settings.keep(form, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("attendance-settings")
    context = {"form": form, "is_new": not row.pk, "name": row.name if row.pk else new}
    return render(request, "attendance/setting.html", context)
