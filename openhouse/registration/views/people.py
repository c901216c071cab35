"""Who the people of an application are, for the office of the child's school."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of, whole_number
from openhouse.common.methods import form_page
from openhouse.registration.matching import actions, pages
from openhouse.registration.matching.homes import home_of
from openhouse.registration.matching.queries import candidate_seen, people_of


@audience("office", "district")
@form_page
def registration_people(request: HttpRequest, candidate: int) -> HttpResponse:
    """Each person of the application with whom she may be, to be linked or said to be new."""
    viewer = viewer_of(request)
    found = candidate_seen(viewer, candidate)
    if found is None:
        raise Http404
    if request.method == "POST":
        _decide(request, found)
        return redirect("registration-people", candidate)
    context = pages.people_page(found, people_of(viewer, found), home_of(viewer, found.application))
    return render(request, "registration/registration_people.html", context)


def _decide(request: HttpRequest, candidate: Any) -> None:
    viewer, part = viewer_of(request), whole_number(request.POST.get("part", "")) or 0
    kind, _dash, text = request.POST.get("choice", "").partition("-")
    number = whole_number(text) or 0
    try:
        match kind:
            case "person":
                actions.link(viewer, candidate, part, number)
            case "candidate":
                actions.say_same(viewer, candidate, part, number)
            case "new":
                actions.say_new(viewer, candidate, part)
            case "home":
                actions.link_home(viewer, candidate, part, number)
            case "all":
                actions.say_all_new(viewer, candidate)
            case "undo":
                actions.undo(viewer, candidate, part)
            case _:
                raise actions.NotDone(_("Choose one of the people, or somebody new."))
    except actions.NotDone as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Saved."))
