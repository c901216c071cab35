"""A guardian is asked for her own consent: signed in, or by a link that needs no account."""

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
from openhouse.registration.consents import page
from openhouse.registration.consents.giving import give
from openhouse.registration.consents.links import asked_by
from openhouse.registration.consents.waiting import waits_for
from openhouse.registration.models_consents import Consent


@audience(FAMILY)
@form_page
def registration_consents(request: HttpRequest) -> HttpResponse:
    """What she herself is asked; nothing of it during an office's look."""
    viewer = viewer_of(request)
    rows = [] if viewer.look else waits_for(viewer)
    answer = _answered(request, rows, viewer.person_id, viewer.name)
    return answer or _shown(request, rows, viewer.name)


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
    request: HttpRequest, rows: Sequence[Consent], person: int | None, name: str = "",
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
    request: HttpRequest, rows: Sequence[Consent], name: str = "", *, by_link: bool = False
) -> HttpResponse:
    form = focused(page.form_of(rows, request.POST or None, name))
    layout = "ui/layouts/plain.html" if by_link else "ui/layouts/family.html"
    context = {"layout": layout, "by_link": by_link, **page.page(rows, form)}
    return render(request, "registration/consents.html", context)
