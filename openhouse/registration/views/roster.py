"""The students of the next school year, and of this one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import number_in, viewer_of
from openhouse.common import clock
from openhouse.registration.roster.pages import roster_page
from openhouse.registration.roster.queries import Asked, roster


@audience(*OFFICE)
@require_safe
def registration_roster(request: HttpRequest) -> HttpResponse:
    """Who is enrolled for a year at her schools, by grade."""
    asked = Asked(
        number_in(request, "year"), number_in(request, "school"), request.GET.get("grade", "")[:20]
    )
    today = clock.today()
    context = roster_page(roster(viewer_of(request), asked, today), today)
    return render(request, "registration/registration_roster.html", context)
