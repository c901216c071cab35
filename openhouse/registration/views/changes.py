"""A change between registrations: a family tells it; the district says if it is told so."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common.methods import form_page
from openhouse.common.text import reader_language
from openhouse.registration import changes_rules
from openhouse.registration.family import change_pages, changing, pages
from openhouse.registration.family.beginning import NoForm
from openhouse.registration.family.moving import next_to_do
from openhouse.registration.standing.whose import application_of
from openhouse.registration.views.fillers import by_viewer
from openhouse.registration.views.filling import standing


@audience(FAMILY)
@require_safe
def registration_change(request: HttpRequest) -> HttpResponse:
    """What changes at once, what the school looks at, and what she has told."""
    context = change_pages.telling_page(viewer_of(request))
    return render(request, "registration/registration_change.html", context)


@audience(FAMILY)
@require_POST
def registration_change_begin(request: HttpRequest) -> HttpResponse:
    """Begin, or go on with what is open: straight to its first question."""
    filler = by_viewer(request)
    if not changing.is_on():
        return redirect("registration-change")
    try:
        found = changing.begin_change(viewer_of(request), reader_language())
    except NoForm:
        found = None
    if found is None:
        return redirect("registration-change")
    first = None if found.sent_at else next_to_do(now := standing(filler, found.pk))
    return redirect(pages.url_of(now, first)) if first else redirect("registration-open", found.pk)


@audience(FAMILY)
@require_POST
def registration_drop(request: HttpRequest, number: int) -> HttpResponse:
    """Take a whole change back."""
    filler = by_viewer(request)
    application = application_of(filler, number)
    if not application.is_change:
        return redirect("registration-open", number)
    if changing.drop(filler, application, district_of(request)):
        messages.success(request, _("Taken back. What is on file stays."))
        return redirect("registration-change")
    messages.warning(request, _("The school has decided already. Please call its office."))
    return redirect("registration-open", number)


@audience("district")
@form_page
def registration_changes(request: HttpRequest) -> HttpResponse:
    """On or off, and the typed name."""
    form = changes_rules.begin_with(request.POST if request.method == "POST" else None)
    if form.is_valid():
        changes_rules.keep_rules(form, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("registration-changes")
    return render(request, "registration/registration_changes.html", {"form": form})
