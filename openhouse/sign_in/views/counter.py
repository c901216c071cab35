"""The counter: a guardian stands before the clerk with a photo ID and goes home with a way in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import district_of, number_in, viewer_of
from openhouse.contact.records import correct
from openhouse.sign_in.office import counter, counter_words, desk, pages
from openhouse.sign_in.office.counter_words import kind_words
from openhouse.sign_in.office.resetting import reset_account
from openhouse.sign_in.opening import asking
from openhouse.sign_in.opening.giving import give_way
from openhouse.sign_in.views.paper import handed_out


@audience(*OFFICE)
@require_safe
def at_counter(request: HttpRequest, person: int) -> HttpResponse:
    """What the clerk compares, corrects and gives, on one page."""
    return render(request, "sign_in/counter.html", _page(request, person))


@audience(*OFFICE)
@require_POST
def correct_contact(request: HttpRequest, person: int) -> HttpResponse:
    """Name, home, phones and addresses as the form says them now."""
    context = _page(request, person, correcting=True)
    found, form = context["person"], context["contact"]
    if context["works_here"]:
        raise PermissionDenied
    if not form.is_valid():
        return render(request, "sign_in/counter.html", context)
    district = district_of(request)
    by = viewer_of(request).person_id
    if correct(found, form.cleaned_data, district, by=by):
        messages.success(request, _("Corrected."))
    return redirect(_back(request, found.pk))


@audience(*OFFICE)
@require_POST
def give_at_counter(request: HttpRequest, person: int) -> HttpResponse:
    """The photo ID was seen; the way in goes out by e-mail, or on a letter shown once."""
    context = _page(request, person, giving=True)
    found, form = context["person"], context["form"]
    if context["works_here"]:
        raise PermissionDenied
    if not form.is_valid():
        return render(request, "sign_in/counter.html", context)
    said, by, asked = form.cleaned_data, viewer_of(request).person_id, context["asked"]
    if asked and not asking.decide(asked.pk, by=by, person=found.pk, note=""):
        return redirect("account-request", asked.pk)  # a colleague was first
    counter.note_identity(found.pk, said["kind"], by=by)
    return handed_out(request, found, _given(request, found, said), said["email"])


def _given(request: HttpRequest, person: Any, said: dict[str, Any]) -> Any:
    """A way in; whoever has used her account gets it by a reset, whose reason is the photo ID."""
    viewer, district = viewer_of(request), district_of(request)
    way, email = said["way"], said["email"]
    if not desk.has_used_account(person.pk):
        return give_way(person.pk, district, by=viewer.person_id, way=way, email=email)
    seen = _("Photo ID seen at the counter: %(kind)s") % {"kind": kind_words(said["kind"])}
    return reset_account(viewer, person.pk, district, reason=seen, way=way, email=email)


def _page(
    request: HttpRequest, number: int, *, correcting: bool = False, giving: bool = False
) -> dict[str, Any]:
    """All that the page shows; Http404 for who is no guardian of these schools."""
    viewer = viewer_of(request)
    found = pages.at_counter(viewer, number, _asked(request))
    if found is None:
        raise Http404
    return pages.counter_page(viewer, found) | {
        "correcting": correcting or bool(found.wanted),
        "contact": pages.contact_form(viewer, found, request.POST if correcting else None),
        "form": pages.counter_form(found.person.pk, request.POST if giving else None),
    }


def _asked(request: HttpRequest) -> Any:
    """The request that the guardian's form is, where the address names one on this desk."""
    number = number_in(request, "request")
    return desk.request_numbered(viewer_of(request), number) if number else None


def _back(request: HttpRequest, person: int) -> str:
    asked = _asked(request)
    place = counter_words.place_of(person)
    return f"{place}?request={asked.pk}" if asked else place
