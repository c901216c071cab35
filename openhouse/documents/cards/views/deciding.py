"""What an office decides about a release: to let it go, now or at an hour, or to take it back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.requests import district_of, viewer_of
from openhouse.common import clock
from openhouse.documents.cards import pages, queries
from openhouse.documents.cards.actions import change_hour, release_at, why_not
from openhouse.documents.cards.again import try_again
from openhouse.documents.cards.making import students_without
from openhouse.documents.cards.setup import setup_of

#: Steps that need an hour; the same now need none.
AT_AN_HOUR = ("release", "hour")


def decided(request: HttpRequest, found: Any, hour: datetime) -> HttpResponse:
    """Do what was pressed; where marks are missing a release asks first."""
    viewer, district = viewer_of(request), district_of(request).id
    match request.POST["step"]:
        case "release" | "release-now":
            return _released(request, found, hour)
        case "again":
            if not try_again(viewer, found, district):
                messages.info(request, _("A colleague has asked for these cards already."))
        case "hour" | "now" | "back" as step:
            if not change_hour(viewer, found, None if step == "back" else hour, district):
                messages.warning(request, _("Too late: these cards are released already."))
    return redirect("card-release", found.pk)


def _released(request: HttpRequest, found: Any, hour: datetime) -> HttpResponse:
    viewer, setup = viewer_of(request), setup_of(found, clock.today())
    if request.POST.get("shown", "") == ("no" if found.is_shown else "yes"):
        messages.warning(
            request, _("Who sees these cards was changed just now. Please look again.")
        )
        return redirect("card-release", found.pk)
    sure = "sure" in request.POST or found.state != "begun"
    if not sure and students_without(setup.of_this_term, most=1):
        marks, classes = queries.unposted(viewer, setup)
        if marks:
            cards = len(students_without(setup))
            at = hour if request.POST["step"] == "release" else None
            context = pages.of_question(found, marks, classes, cards, at)
            return render(request, "documents/card_release_sure.html", context)
    if reason := release_at(viewer, found, hour, district_of(request).id):
        messages.warning(request, why_not(reason, found))
    return redirect("card-release", found.pk)
