"""The ways in that an office gives from the page about somebody helped, and the reset."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from openhouse.access.audience import OFFICE, audience
from openhouse.access.helping import may_reset
from openhouse.access.requests import district_of, viewer_of
from openhouse.common.methods import form_page
from openhouse.sign_in.office import desk
from openhouse.sign_in.office.forms import ResetForm, WayForm
from openhouse.sign_in.office.resetting import reset_account
from openhouse.sign_in.opening.giving import give_way
from openhouse.sign_in.safety.second_step import safety_at_the_desk
from openhouse.sign_in.safety.words import what_there_is
from openhouse.sign_in.views.paper import handed_out
from openhouse.sign_in.views.person import about, person_or_404, way_form


@audience(*OFFICE)
@require_POST
def give_way_in(request: HttpRequest, person: int) -> HttpResponse:
    """The way in for who never signed in; who did gets it by a reset, with its reason."""
    found = person_or_404(request, person)
    if desk.has_used_account(found.pk):
        return redirect("reset-account", found.pk)
    form = way_form(WayForm, request, found)
    if not form.is_valid():
        return render(request, "sign_in/helped.html", about(request, found))
    way, email = form.cleaned_data["way"], form.cleaned_data["email"]
    by = viewer_of(request).person_id
    given = give_way(found.pk, district_of(request), by=by, way=way, email=email)
    return handed_out(request, found, given, email)


def _reset_form(request: HttpRequest, person: Any) -> WayForm:
    has = what_there_is(safety_at_the_desk(person.pk))
    return way_form(ResetForm, request, person, second_step=has)


@audience(*OFFICE)
@form_page
def reset(request: HttpRequest, person: int) -> HttpResponse:
    """Why, and what instead: the old password and all sessions are over at once (ADM-06)."""
    found, viewer = person_or_404(request, person), viewer_of(request)
    if not may_reset(viewer, found.pk):
        raise PermissionDenied
    form = _reset_form(request, found)
    if form.is_valid():
        given = reset_account(viewer, found.pk, district_of(request), **form.cleaned_data)
        if given is None:
            raise Http404
        return handed_out(request, found, given, form.cleaned_data["email"])
    account = desk.account_if_any(found.pk)
    if account is None or not account.is_active:
        raise Http404
    context = {"person": found, "form": form, "account": account}
    return render(request, "sign_in/reset_account.html", context)
