"""Where a browser asks for pushes; it speaks JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from openhouse.access.audience import FAMILY, audience
from openhouse.access.limits import is_too_often
from openhouse.access.requests import viewer_of
from openhouse.notifications.subscribing import (
    NotNow,
    NotTaken,
    asked_in,
    endpoint_in,
    subscribe,
    unsubscribe,
)
from openhouse.notifications.vapid import public_key


@audience(FAMILY)
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def push(request: HttpRequest) -> HttpResponse:
    """GET: the key to subscribe with. POST: a subscription. DELETE: an endpoint that is to end."""
    person = viewer_of(request).person_id
    try:
        if request.method == "POST":
            return _taken(request, person)
        if request.method == "DELETE":
            unsubscribe(person, endpoint_in(request.body))
            return HttpResponse(status=204)
        return JsonResponse({"key": public_key()})
    except NotNow:
        return JsonResponse({"error": "Try again later"}, status=503)
    except NotTaken as why:
        return JsonResponse({"error": str(why)}, status=400)


def _taken(request: HttpRequest, person: int) -> HttpResponse:
    """Each asking looks up a name, so their number is limited."""
    if is_too_often(request, "push"):
        return JsonResponse({"error": "Too often"}, status=429)
    subscribe(person, asked_in(request.body), request.session.session_key or "")
    return HttpResponse(status=204)
