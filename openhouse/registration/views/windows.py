"""When registration is open, as the district decides it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.common import clock
from openhouse.common.fields import focused
from openhouse.common.methods import form_page
from openhouse.common.text import long_day
from openhouse.registration import windows
from openhouse.registration.rules.years import year_words


@audience("district")
@require_safe
def registration_windows(request: HttpRequest) -> HttpResponse:
    """The years that were said, and the next one to say."""
    today = clock.today()
    found = windows.windows()
    lines = [
        (one.ends_in, year_words(one.ends_in), long_day(one.opens_on), long_day(one.closes_on))
        for one in found
    ]
    coming = windows.next_year(today)
    said = {one.ends_in for one in found}
    new = None if coming in said else (coming, year_words(coming))
    return render(request, "registration/windows.html", {"lines": lines, "new": new})


@audience("district")
@form_page
def registration_window(request: HttpRequest, ends_in: int) -> HttpResponse:
    """One year: from when, until when, who."""
    window = windows.window_of(ends_in)
    if window is None and ends_in != windows.next_year(clock.today()):
        raise Http404
    form = windows.WindowForm(request.POST or None, initial=windows.first_values(window))
    if request.method == "POST" and form.is_valid():
        windows.keep_window(ends_in, form.cleaned_data, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("registration-windows")
    context = {"form": focused(form), "year": year_words(ends_in)}
    return render(request, "registration/window.html", context)
