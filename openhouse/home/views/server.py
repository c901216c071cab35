"""Pages of the server itself: finding one's district, the language, whether it is alive."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.on_device import APP
from openhouse.districts.queries import (
    districts_named,
    is_district,
    only_district,
    states_with_districts,
)
from openhouse.home.app.rules import APPS
from openhouse.home.views.app import DISTRICT


@audience(PUBLIC)
@require_safe
def find_district(request: HttpRequest) -> HttpResponse:
    """``/``: to the only district or the one chosen before, else find one by name and state."""
    app = request.COOKIES.get(APP, "") in APPS
    if there := _known_district(request):
        return redirect("choose-district", there) if app else redirect(f"/{there}/")
    return render(request, "home/find_district.html", {"app": app, **_search(request)})


def _search(request: HttpRequest) -> dict[str, Any]:
    """What is searched for, and what is found."""
    name = request.GET.get("name", "").strip()
    state = request.GET.get("state", "").strip().upper()
    asked = bool(name or state)
    return {
        "name": name,
        "state": state,
        "asked": asked,
        "states": states_with_districts(),
        "found": districts_named(name, state) if asked else [],
    }


def _known_district(request: HttpRequest) -> str:
    """The only district, or the one that this device has chosen; none to who looks for another."""
    chosen = "" if request.GET else request.COOKIES.get(DISTRICT, "")
    return only_district() or (chosen if chosen and is_district(chosen) else "")


@audience(PUBLIC)
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For the proxy in front: 200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@audience(PUBLIC)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie for a year, and go back."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=365 * 24 * 3600,
            secure=request.is_secure(),
            samesite="Lax",
        )
    return response
