"""Changes of contact data that families ask for, at an office's desk; what the district decides."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.helping import may_hold_code
from openhouse.access.requests import district_of, viewer_of
from openhouse.access.viewed import shows_record_of
from openhouse.common.methods import form_page
from openhouse.common.rows import LARGEST_ID
from openhouse.contact import pages, queries
from openhouse.contact.changing import decide
from openhouse.contact.deciding import keep_rules
from openhouse.contact.forms import DeclineForm, RulesForm


@audience(*OFFICE)
@require_safe
def contact_requests(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; and what was decided last."""
    context = {
        "waiting": pages.waiting_rows(queries.waiting()),
        "decided": pages.decided_rows(queries.decided()),
        "is_district": "district" in viewer_of(request).roles,
    }
    return render(request, "contact/requests.html", context)


@audience(*OFFICE)
@form_page
def contact_request(request: HttpRequest, number: int) -> HttpResponse:
    """One change, old beside new: made, or declined with a reason."""
    asked = queries.request_numbered(number) if number <= LARGEST_ID else None
    if asked is None:
        raise Http404
    shows_record_of(request, asked.person_id)
    may = may_hold_code(viewer_of(request), asked.person_id)
    if request.method == "POST" and not may:
        raise PermissionDenied
    declines = "decline" in request.POST
    form = DeclineForm(request.POST if declines else None)
    if request.method == "POST" and (not declines or form.is_valid()):
        return _decided(request, asked, form.cleaned_data["reason"] if declines else "")
    context = pages.of_request(asked) | {"form": form, "may": may}
    return render(request, "contact/request.html", context)


def _decided(request: HttpRequest, asked: Any, reason: str) -> HttpResponse:
    by = viewer_of(request).person_id
    if decide(asked, district_of(request), by=by, reason=reason):
        said = _("Declined. The family reads why.") if reason else _("Done. The family is told.")
        messages.success(request, said)
    else:
        messages.warning(request, _("It is decided already, or taken back."))
    return redirect("contact-requests")


@audience("district")
@form_page
def contact_rules(request: HttpRequest) -> HttpResponse:
    """What families change at once, and what an office looks at first (SET-04)."""
    form = RulesForm(request.POST or None, instance=queries.rules_of())
    if form.is_valid():
        keep_rules(form, by=viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("contact-rules")
    return render(request, "contact/rules.html", {"form": form})
