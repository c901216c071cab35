"""The counter: a guardian stands before the clerk with a photo ID and goes home with a way in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.helping import may_hold_code
from openhouse.access.requests import district_of, number_in, viewer_of
from openhouse.access.ties import TieRow, tie_rows
from openhouse.common import clock
from openhouse.sign_in.office import contact, counter, counter_words, desk
from openhouse.sign_in.office.counter_forms import ContactForm, CounterForm
from openhouse.sign_in.office.counter_words import kind_words
from openhouse.sign_in.office.resetting import reset_account
from openhouse.sign_in.opening import asking
from openhouse.sign_in.opening.giving import give_way
from openhouse.sign_in.queries import rules_of
from openhouse.sign_in.views.helped import OFFICE, handed_out


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
    if contact.correct(found, form.cleaned_data, district, by=by):
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
    found, rows = desk.helped_person(viewer, number), tie_rows(viewer, number)
    if found is None or not rows:
        raise Http404
    asked, today = _asked(request), clock.today()
    home, points = contact.home_of(found.pk), contact.points_of(found.pk)
    said = request.POST if correcting else None
    wanted = counter_words.wanted_by(asked)
    return {
        "person": found,
        "asked": asked,
        "form_rows": counter_words.form_rows(asked),
        "ties": counter_words.ties(rows, counter.around(viewer, rows, found.pk, today), today),
        "sees": _sees(rows),
        "orders": counter_words.orders(rows, today),
        "home": home,
        "points": points,
        "checks": counter_words.checks(counter.checks_of(found.pk)),
        "works_here": not may_hold_code(viewer_of(request), found.pk),
        "correcting": correcting or bool(wanted),
        "contact": ContactForm(
            said,
            person=found,
            home=home,
            points=points,
            asked=wanted,
            shared=bool(home and contact.shares(home, found.pk)),
            others=contact.others_at_home(viewer, home, found.pk) if home else [],
        ),
        "form": CounterForm(
            request.POST if giving else None,
            addresses=desk.addresses_of(found.pk),
            usual=rules_of().way,
            returned=desk.returned_from(found.pk),
        ),
    }


def _sees(rows: list[TieRow]) -> bool:
    """If the guardian would see a child today."""
    return any(counter_words.is_open(row, clock.today()) for row in rows)


def _asked(request: HttpRequest) -> Any:
    """The request that the guardian's form is, where the address names one on this desk."""
    number = number_in(request, "request")
    return desk.request_numbered(viewer_of(request), number) if number else None


def _back(request: HttpRequest, person: int) -> str:
    asked = _asked(request)
    place = counter_words.place_of(person)
    return f"{place}?request={asked.pk}" if asked else place
