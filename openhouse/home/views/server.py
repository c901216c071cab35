"""Pages of the server itself: finding one's district, the language, whether it is alive."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.districts.queries import districts_named, only_district, states_with_districts


@audience(PUBLIC)
@require_safe
def find_district(request: HttpRequest) -> HttpResponse:
    """``/``: straight to the only district, or find one by the start of its name and its state."""
    only = only_district()
    if only:
        return redirect(f"/{only}/")
    name = request.GET.get("name", "").strip()
    state = request.GET.get("state", "").strip().upper()
    asked = bool(name or state)
    context = {
        "name": name,
        "state": state,
        "asked": asked,
        "states": states_with_districts(),
        "found": districts_named(name, state) if asked else [],
    }
    return render(request, "home/find_district.html", context)


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
