"""A guardian is asked for her own consent, and says otherwise later: signed in, or asked by a link
that needs no account."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import FAMILY, PUBLIC, audience
from openhouse.access.limits import is_too_often, too_many
from openhouse.access.requests import district_of, viewer_of
from openhouse.common.fields import focused
from openhouse.common.methods import form_page
from openhouse.registration.consents import given_page, page
from openhouse.registration.consents.forms import SignedForm
from openhouse.registration.consents.given import Given, given_by, given_of
from openhouse.registration.consents.giving import give
from openhouse.registration.consents.links import asked_by
from openhouse.registration.consents.otherwise import say_otherwise
from openhouse.registration.consents.waiting import waits_for


@audience(FAMILY)
@form_page
def registration_consents(request: HttpRequest) -> HttpResponse:
    """What she herself is asked, and what she has said; nothing of it during an office's look."""
    viewer = viewer_of(request)
    rows = [] if viewer.look else waits_for(viewer)
    answer = _answered(request, rows, viewer.person_id, viewer.name)
    return answer or _shown(request, rows, viewer.name, said=given_by(viewer))


@audience(FAMILY)
@form_page
def registration_consent(request: HttpRequest, number: int) -> HttpResponse:
    """One that she has given or refused; sent, she says otherwise. Raises Http404."""
    viewer = viewer_of(request)
    given = given_of(viewer, number)
    form = given_page.form_of(given, request.POST or None, viewer.name)
    if request.method == "POST":
        answer = _said_otherwise(request, given, number, form)
        if answer is not None:
            return answer
    if number != given.now.pk:
        return redirect("registration-consent", given.now.pk)
    context = given_page.page(given, focused(form) if form else None)
    return render(request, "registration/consent.html", context)


def _said_otherwise(
    request: HttpRequest, given: Given, number: int, form: SignedForm | None
) -> HttpResponse | None:
    """Keep it: where to go then, or None where the page has something to say."""
    kept = False
    if form is not None and number == given.now.pk:
        if not form.is_valid():
            return None
        typed, child = form.cleaned_data["typed"], given_page.child_of(given)
        kept = say_otherwise(viewer_of(request), given, typed, child, district_of(request))
    if not kept:
        messages.warning(request, _("Nothing was changed. Look at what counts now."))
        return redirect("registration-consent", number)
    took = _("Your consent is taken back. The school reads it.")
    messages.success(request, took if given.now.agreed else _("The school has your consent now."))
    return redirect("registration-consents")


@audience(PUBLIC)
@form_page
def register_consents(request: HttpRequest, secret: str) -> HttpResponse:
    """The same by a link; opened it only shows, for programs look into mails by their links."""
    if is_too_often(request, "register_link"):
        return too_many(request)
    rows = asked_by(secret, district_of(request).id)
    answer = _answered(request, rows, rows[0].person_id if rows else None, by_link=True)
    answer = answer or _shown(request, rows, by_link=True)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _answered(
    request: HttpRequest, rows: page.Rows, person: int | None, name: str = "",
    *, by_link: bool = False,
) -> HttpResponse | None:  # fmt: skip
    form = page.form_of(rows, request.POST or None, name)
    if request.method != "POST" or not rows or not form.is_valid():
        return None
    said, typed = form.agreed(form.cleaned_data), form.cleaned_data["typed"]
    give(rows, said, typed, page.names_of(rows), person=person, by_link=by_link)
    messages.success(request, _("Thank you. The school has your answer."))
    return redirect(request.get_full_path())


def _shown(
    request: HttpRequest, rows: page.Rows, name: str = "", *, by_link: bool = False,
    said: Sequence[Given] = (),
) -> HttpResponse:  # fmt: skip
    form = focused(page.form_of(rows, request.POST or None, name))
    layout = "ui/layouts/plain.html" if by_link else "ui/layouts/family.html"
    context = {"layout": layout, "by_link": by_link, **page.page(rows, form)}
    context |= given_page.listed(said)
    return render(request, "registration/consents.html", context)
