"""Where one is signed in, and signing out there (ACC-32)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import SIGNED_IN, audience
from openhouse.access.on_device import (
    ASKED,
    EVERYTHING,
    begin_keeping,
    keeps,
    may_keep,
    set_long,
    stop_keeping,
)
from openhouse.access.requests import viewer_of
from openhouse.sign_in.queries import account_of
from openhouse.sign_in.safety import device_words, devices


@audience(SIGNED_IN)
@require_safe
def devices_page(request: HttpRequest) -> HttpResponse:
    """The devices that are signed in now, and the last sign-ins."""
    account = account_of(viewer_of(request).person_id)
    found = devices.places_of(account, request.session.session_key)
    context = {
        "places": device_words.places(found),
        "sign_ins": device_words.sign_ins(devices.sign_ins_of(account.person_id)),
        "may_keep": may_keep(request),
        "keeps": keeps(request),
    }
    return render(request, "sign_in/devices.html", context)


@audience(SIGNED_IN)
@require_POST
def sign_out_device(request: HttpRequest, number: int) -> HttpResponse:
    """Out with one of them."""
    if not devices.end_device(account_of(viewer_of(request).person_id), number):
        raise Http404
    return redirect("devices")


@audience(SIGNED_IN)
@require_POST
def sign_out_others(request: HttpRequest) -> HttpResponse:
    """Out with all but this one."""
    devices.end_others(request, account_of(viewer_of(request).person_id))
    return redirect("devices")


@audience(SIGNED_IN)
@require_safe
def keep_offer(request: HttpRequest) -> HttpResponse:
    """Asked once, in the installed app on one's own device: may it keep pages?"""
    if keeps(request) or not may_keep(request):
        return redirect("start")
    response = render(request, "sign_in/keep_offer.html")
    set_long(response, ASKED, "yes")
    return response


@audience(SIGNED_IN)
@require_POST
def keep_pages(request: HttpRequest) -> HttpResponse:
    """This is my own device: from now on it keeps pages, locked; not those that lie open there."""
    if not may_keep(request):
        raise PermissionDenied
    begin_keeping(request)
    response = redirect("start" if request.POST.get("next") == "start" else "devices")
    response["Clear-Site-Data"] = '"cache"'
    return response


@audience(SIGNED_IN)
@require_POST
def forget_pages(request: HttpRequest) -> HttpResponse:
    """It keeps nothing any more, and what it kept is erased."""
    stop_keeping(request)
    response = redirect("devices")
    response["Clear-Site-Data"] = EVERYTHING
    return response
