"""Registration for the nurse and for transport: their own part of each child."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import district_of, number_in, viewer_of
from openhouse.access.viewed import shows_record_of
from openhouse.common import clock
from openhouse.common.files import inline
from openhouse.registration.office import acting, parts_page
from openhouse.registration.office.holding import NotHers
from openhouse.registration.office.items import file_of

DESKS = ("nurse", "transport")


@audience(*DESKS)
@require_safe
def registration_parts(request: HttpRequest) -> HttpResponse:
    """What waits for her, the longest first; of one of her schools where she chooses it."""
    school = number_in(request, "school")
    context = parts_page.parts_page(viewer_of(request), clock.today(), school)
    return render(request, "registration/registration_parts.html", context)


@audience(*DESKS)
@require_safe
def registration_part(request: HttpRequest, candidate: int) -> HttpResponse:
    """Her part of one child. Raises Http404 for one of another school."""
    try:
        context = parts_page.part_page(viewer_of(request), candidate)
    except NotHers:
        raise Http404 from None
    if context["student"]:
        shows_record_of(request, context["student"])
    return render(request, "registration/registration_part.html", context)


@audience(*DESKS)
@require_POST
def registration_part_do(request: HttpRequest, candidate: int) -> HttpResponse:
    """Done, asked, or a paper decided."""
    try:
        went, words = acting.act_for_desk(
            viewer_of(request), candidate, request.POST, district_of(request)
        )
    except NotHers:
        raise Http404 from None
    (messages.success if went == "success" else messages.warning)(request, words)
    return redirect("registration-part", candidate)


@audience(*DESKS)
@require_safe
def registration_part_file(request: HttpRequest, candidate: int, file: int) -> HttpResponse:
    """A file that the family sent for her desk."""
    try:
        found = file_of(viewer_of(request), candidate, file)
    except NotHers:
        raise Http404 from None
    return inline(found.name, found.kind, found.content)
