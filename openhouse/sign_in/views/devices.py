"""Where one is signed in, and signing out there (ACC-32)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import SIGNED_IN, audience
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
