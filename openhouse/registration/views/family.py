"""Registration of a family with an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import viewer_of, whole_number
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.common.text import reader_language
from openhouse.registration.family.beginning import NoForm, begin
from openhouse.registration.family.listing import listing
from openhouse.registration.queries import open_windows
from openhouse.registration.standing.whose import filler_of
from openhouse.registration.views import filling
from openhouse.registration.views.fillers import by_viewer


@audience(FAMILY)
@require_safe
def registration(request: HttpRequest) -> HttpResponse:
    """What is open, what she has begun, where each child stands."""
    viewer = viewer_of(request)
    return render(request, "registration/registration.html", listing(viewer, clock.today()))


@audience(FAMILY)
@require_POST
def registration_begin(request: HttpRequest) -> HttpResponse:
    """Begin, or go on with what is begun."""
    filler = filler_of(viewer_of(request))
    number = whole_number(request.POST.get("window", ""))
    windows = [one for one in open_windows(clock.today()) if one.for_returning]
    window = next((one for one in windows if one.pk == number), None)
    if window is None:
        return redirect("registration")
    try:
        found = begin(viewer_of(request), window, reader_language())
    except NoForm:
        return redirect("registration")
    return redirect(f"{filler.side}-open", found.pk)


@audience(FAMILY)
@require_safe
def registration_open(request: HttpRequest, number: int) -> HttpResponse:
    return filling.opened(request, by_viewer(request), number)


@audience(FAMILY)
@form_page
def registration_page(request: HttpRequest, number: int, part: int) -> HttpResponse:
    return filling.page(request, by_viewer(request), number, part)


@audience(FAMILY)
@require_POST
def registration_save(request: HttpRequest, number: int, part: int) -> HttpResponse:
    return filling.save(request, by_viewer(request), number, part)


@audience(FAMILY)
@form_page
def registration_review(request: HttpRequest, number: int) -> HttpResponse:
    return filling.review(request, by_viewer(request), number)


@audience(FAMILY)
@require_POST
def registration_add(request: HttpRequest, number: int) -> HttpResponse:
    return filling.add_one(request, by_viewer(request), number)


@audience(FAMILY)
@require_POST
def registration_remove(request: HttpRequest, number: int, part: int) -> HttpResponse:
    return filling.remove_one(request, by_viewer(request), number, part)


@audience(FAMILY)
@require_safe
def registration_file(request: HttpRequest, number: int, file: int) -> HttpResponse:
    return filling.show_file(request, by_viewer(request), number, file)


@audience(FAMILY)
@require_safe
def registration_copy(request: HttpRequest, number: int) -> HttpResponse:
    return filling.show_copy(request, by_viewer(request), number)


@audience(FAMILY)
@require_POST
def registration_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    return filling.take_back(request, by_viewer(request), number)


@audience(FAMILY)
@form_page
def registration_item(request: HttpRequest, number: int, item: int) -> HttpResponse:
    return filling.item(request, by_viewer(request), number, item)


@audience(FAMILY)
@form_page
def registration_reply(request: HttpRequest, number: int, asked: int) -> HttpResponse:
    return filling.reply(request, by_viewer(request), number, asked)
