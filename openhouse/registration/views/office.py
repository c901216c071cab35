"""Registration in an office: the queue, one child, what is decided, the campaign."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.access.viewed import shows_record_of
from openhouse.common import clock
from openhouse.common.files import inline
from openhouse.common.methods import form_page
from openhouse.common.spreadsheet import as_csv
from openhouse.registration.office import acting, campaign, campaign_page, together_page
from openhouse.registration.office.child import child_of
from openhouse.registration.office.child_page import child_page
from openhouse.registration.office.consents import consents_of
from openhouse.registration.office.desk_page import desk_page
from openhouse.registration.office.entered import entered_words
from openhouse.registration.office.gone_page import gone_page
from openhouse.registration.office.holding import NotHers, TakenBack
from openhouse.registration.office.items import file_of
from openhouse.registration.office.links import link_words
from openhouse.registration.office.queue import asked_in, queue
from openhouse.registration.office.together import accept_together, turns_of
from openhouse.registration.places.pages import openings_words
from openhouse.registration.places.queries import openings
from openhouse.registration.reminders.counting import reminded


@audience(*OFFICE)
@require_safe
def registration_desk(request: HttpRequest) -> HttpResponse:
    """What was sent to her schools, the longest waiting first."""
    viewer, asked = viewer_of(request), asked_in(request.GET)
    context = desk_page(queue(viewer, asked), asked, clock.today())
    context["openings"] = openings_words(openings(viewer))
    context["is_district"] = "district" in viewer.roles
    return render(request, "registration/registration_desk.html", context)


@audience(*OFFICE)
@form_page
def registration_accept_all(request: HttpRequest) -> HttpResponse:
    """Several children in the order of the waiting lists, and who of them fits."""
    viewer = viewer_of(request)
    if request.method == "POST":
        chosen = together_page.chosen_of(request.POST)
        became = accept_together(viewer, chosen, district_of(request))
        for went, words in together_page.became_words(became):
            (messages.success if went == "success" else messages.warning)(request, words)
        return redirect("registration-desk")
    context = together_page.together_page(turns_of(viewer, asked_in(request.GET)))
    return render(request, "registration/registration_accept_all.html", context)


@audience(*OFFICE)
@require_safe
def registration_child(request: HttpRequest, candidate: int) -> HttpResponse:
    """One child, field by field. Raises Http404 for one of another school."""
    today = clock.today()
    try:
        child = child_of(viewer_of(request), candidate, today)
    except TakenBack as gone:
        return render(request, "registration/taken_back.html", gone_page(gone.candidate))
    except NotHers:
        raise Http404 from None
    if child.found.child.person_id:
        shows_record_of(request, child.found.child.person_id)
    consents = consents_of(viewer_of(request), child.found.candidate)
    context = {**child_page(child, today), "consents": consents, "entered": entered_words(child)}
    context["link"] = link_words(child.found.candidate)
    return render(request, "registration/registration_child.html", context)


@audience(*OFFICE)
@require_POST
def registration_decide(request: HttpRequest, candidate: int) -> HttpResponse:
    """One decision; where somebody was faster, she reads what has happened."""
    try:
        went, words = acting.act(viewer_of(request), candidate, request.POST, district_of(request))
    except NotHers:
        raise Http404 from None
    (messages.success if went == "success" else messages.warning)(request, words)
    tells_apart = went == "unknown" and viewer_of(request).roles & {"office", "district"}
    return redirect("registration-people" if tells_apart else "registration-child", candidate)


@audience(*OFFICE)
@require_safe
def registration_child_file(request: HttpRequest, candidate: int, file: int) -> HttpResponse:
    """A file that the family sent, in the browser's own viewer."""
    try:
        found = file_of(viewer_of(request), candidate, file)
    except NotHers:
        raise Http404 from None
    return inline(found.name, found.kind, found.content)


@audience(*OFFICE)
@require_safe
def registration_campaign(request: HttpRequest) -> HttpResponse:
    """How far registration is: by state, school and grade, and over the days."""
    found = campaign.campaign(viewer_of(request), clock.today())
    context: dict[str, Any] = campaign_page.campaign_page(found)
    context["reminded"] = reminded(viewer_of(request))
    return render(request, "registration/registration_campaign.html", context)


@audience(*OFFICE)
@require_safe
def registration_campaign_file(request: HttpRequest) -> HttpResponse:
    """Every child of her schools as a spreadsheet; that it was saved is a line of the ledger."""
    head, rows = campaign_page.spreadsheet(viewer_of(request))
    campaign.note_export(viewer_of(request), len(rows))
    answer = HttpResponse(as_csv(head, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="registrations.csv"'
    return answer
