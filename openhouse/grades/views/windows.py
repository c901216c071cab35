"""The windows in which marks are posted, for an office."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import OFFICE, audience
from openhouse.access.offices import offices_of
from openhouse.access.requests import number_in, viewer_of
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.methods import form_page
from openhouse.grades.gradebook import window_pages as pages
from openhouse.grades.gradebook import windows
from openhouse.grades.gradebook.forms import WindowForm


@audience(*OFFICE)
@form_page
def posting_windows(request: HttpRequest) -> HttpResponse:
    """The windows of one's schools, how far each is, and a form for a new one or other days."""
    viewer, today = viewer_of(request), clock.today()
    schools = offices_of(viewer)
    terms, tasks = windows.terms_of(schools, today), windows.tasks()
    found = windows.windows_of(schools, today)
    chosen = next((one for one in found if one.id == number_in(request, "window")), None)
    said, initial = request.POST or None, pages.as_form(chosen) if chosen else {}
    form = WindowForm(said, initial=initial, terms=terms, tasks=tasks, today=today)
    if request.method == "POST" and form.is_valid():
        return _keep(request, form)
    context = _windows(viewer, found, chosen) | {"form": form}
    context["is_district"] = "district" in viewer.roles
    status = 400 if form.errors else 200
    return render(request, "grades/posting_windows.html", context, status=status)


def _windows(
    viewer: Viewer, found: Sequence[windows.Window], chosen: windows.Window | None
) -> dict[str, Any]:
    """The windows, and how far the posting of the chosen one is."""
    today = clock.today()
    done = windows.progress_of(viewer, chosen, today) if chosen else ()
    here = address("posting-windows")
    return {
        "windows": pages.window_rows(found, here, today, schools=True),
        "chosen": chosen,
        "progress": pages.progress_rows(done),
    }


def _keep(request: HttpRequest, form: WindowForm) -> HttpResponse:
    said = form.cleaned_data
    school, term = said["term"]
    if school is None:
        raise PermissionDenied
    windows.keep_window(school, term, said["task"], said["opens_on"], said["closes_on"])
    messages.success(request, _("The window is kept."))
    return redirect("posting-windows")
