"""The page on which an office ticks portal access for one child, beside the reason at the desk."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import OFFICE, audience
from openhouse.access.helping import may_open_child
from openhouse.access.requests import viewer_of
from openhouse.common.methods import form_page
from openhouse.sign_in.office.portal import PortalForm, tick_portal_access, tie_of
from openhouse.sign_in.views.person import person_or_404


@audience(*OFFICE)
@form_page
def portal_access(request: HttpRequest, person: int, student: int) -> HttpResponse:
    """Set the tick, or take it away, with the reason."""
    found, viewer = person_or_404(request, person), viewer_of(request)
    tie = tie_of(viewer, found.pk, student)
    if tie is None:
        raise Http404
    if not may_open_child(viewer, found.pk):
        raise PermissionDenied
    form = PortalForm(request.POST or None)
    if form.is_valid():
        ticked, reason = "tick" in request.POST, form.cleaned_data["reason"]
        tick_portal_access(viewer, tie, ticked=ticked, reason=reason)
        messages.success(request, _("Saved."))
        return redirect("helped", found.pk)
    return render(request, "sign_in/portal_access.html", {"tie": tie, "form": form})
