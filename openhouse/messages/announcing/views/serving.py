"""What the pages of an office and of a teacher do alike."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.requests import district_of
from openhouse.common import clock
from openhouse.common.fields import focused
from openhouse.messages.announcing import actions, pages
from openhouse.messages.announcing.desk import Desk
from openhouse.messages.announcing.forms import AnnouncementForm, beginnings
from openhouse.messages.wording import languages_offered

#: So long an announcement is shown, if nobody says otherwise.
SHOWN = timedelta(days=7)


def serve_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What she has announced."""
    context = pages.desk_page(desk, clock.today())
    return render(request, "messages/school_announcements.html", context)


def serve_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write one."""
    today = clock.today()
    form = _form(request, desk, {"starts_on": today, "ends_on": today + SHOWN})
    if request.method == "POST" and form.is_valid():
        actions.announce(desk, form.columns, clock.now())
        messages.success(request, _("Announced. Families see it from its first day on."))
        return redirect(desk.url())
    context = pages.form_page(desk, focused(form))
    return render(request, "messages/school_announcement.html", context)


def serve_one(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Read and change one."""
    one = _one(desk, number)
    form = _form(request, desk, beginnings(one))
    if request.method == "POST" and not one.withdrawn_at and form.is_valid():
        actions.change(desk, one, form.columns)
        messages.success(request, _("Saved. Families see it like this from now on."))
        return redirect(desk.url())
    context = pages.form_page(desk, focused(form), one)
    return render(request, "messages/school_announcement.html", context)


def serve_withdraw(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Take one back."""
    actions.withdraw(desk, _one(desk, number), clock.now())
    messages.success(request, _("Withdrawn. Families do not see it any more."))
    return redirect(desk.url())


def _form(request: HttpRequest, desk: Desk, initial: dict[str, Any]) -> AnnouncementForm:
    return AnnouncementForm(
        request.POST if request.method == "POST" else None,
        desk=desk,
        languages=languages_offered(district_of(request).id),
        today=clock.today(),
        initial=initial,
    )


def _one(desk: Desk, number: int) -> Any:
    found = desk.announcement(number)
    if found is None:
        raise Http404
    return found
