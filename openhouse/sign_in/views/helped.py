"""The page about somebody helped, and the ways in that an office gives her from it."""

from typing import Any

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openhouse.access.audience import OFFICE, audience
from openhouse.access.helping import may_hold_code, may_reset
from openhouse.access.requests import district_of, viewer_of
from openhouse.access.viewed import shows_record_of
from openhouse.common.addresses import whole_page
from openhouse.common.methods import form_page
from openhouse.districts.queries import languages_of
from openhouse.sign_in.office import desk, pages
from openhouse.sign_in.office.forms import LookForm, ResetForm, WayForm
from openhouse.sign_in.office.resetting import reset_account
from openhouse.sign_in.opening.giving import Given, give_way
from openhouse.sign_in.queries import language_on_paper, rules_of
from openhouse.sign_in.rules import FIRST_PASSWORD_LASTS
from openhouse.sign_in.safety.second_step import safety_at_the_desk
from openhouse.sign_in.safety.words import what_there_is


@audience(*OFFICE)
@require_POST
def give_way_in(request: HttpRequest, person: int) -> HttpResponse:
    """The way in for who never signed in; who did gets it by a reset, with its reason."""
    found = person_or_404(request, person)
    if desk.has_used_account(found.pk):
        return redirect("reset-account", found.pk)
    form = _form(WayForm, request, found)
    if not form.is_valid():
        return render(request, "sign_in/helped.html", about(request, found))
    way, email = form.cleaned_data["way"], form.cleaned_data["email"]
    by = viewer_of(request).person_id
    given = give_way(found.pk, district_of(request), by=by, way=way, email=email)
    return handed_out(request, found, given, email)


@audience(*OFFICE)
@form_page
def reset(request: HttpRequest, person: int) -> HttpResponse:
    """Why, and what instead: the old password and all sessions are over at once (ADM-06)."""
    found, viewer = person_or_404(request, person), viewer_of(request)
    if not may_reset(viewer, found.pk):
        raise PermissionDenied
    form = _form(ResetForm, request, found, second_step=what_there_is(safety_at_the_desk(found.pk)))
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


def _form(kind: type[WayForm], request: HttpRequest, person: Any, **more: str) -> WayForm:
    return kind(
        request.POST or None,
        addresses=desk.addresses_of(person.pk),
        usual=rules_of().way,
        letter=may_hold_code(viewer_of(request), person.pk),
        returned=desk.returned_from(person.pk),
        **more,
    )


def handed_out(request: HttpRequest, person: Any, given: Given, email: str) -> HttpResponse:
    """Back to the person where it was mailed; else the paper, which nobody can open again."""
    if email:
        messages.success(request, _("It is on its way to %(email)s.") % {"email": email})
        return redirect("helped", person.pk)
    if not given.is_password:
        return letter_page(request, person, given.secret)
    url = whole_page(district_of(request).slug, "sign-in")
    days, hers = FIRST_PASSWORD_LASTS.days, _language_of(request, person)
    context = {"person": person, "given": given, "url": url, "days": days, "hers": hers}
    return render(request, "sign_in/password_slip.html", context)


def letter_page(request: HttpRequest, person: Any, code: str) -> HttpResponse:
    """The letter with *code*, to be printed now: nobody sees the code again."""
    district = district_of(request)
    url = whole_page(district.slug, "open-with-link", code=code)
    context = {
        "person": person,
        "code": code,
        "url": whole_page(district.slug, "open"),
        "drawing": segno.make(url, error="m").svg_data_uri(scale=5, border=2),
        "days": rules_of().code_days,
        "hers": _language_of(request, person),
    }
    return render(request, "sign_in/letter.html", context)


def _language_of(request: HttpRequest, person: Any) -> str:
    return language_on_paper(person.language, languages_of(district_of(request).id))


def person_or_404(request: HttpRequest, number: int) -> Any:
    """Somebody whom this office helps."""
    found = desk.helped_person(viewer_of(request), number)
    if found is None:
        raise Http404
    shows_record_of(request, found.pk)
    return found


def about(request: HttpRequest, person: Any) -> dict[str, Any]:
    """What the page about *person* shows."""
    form = _form(WayForm, request, person)
    return pages.helped_page(viewer_of(request), person) | {"form": form, "look_form": LookForm()}
