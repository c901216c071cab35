"""Where a browser asks for pushes; it speaks JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import viewer_of
from openhouse.notifications.subscribing import (
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
            subscribe(person, asked_in(request.body), request.session.session_key or "")
        elif request.method == "DELETE":
            unsubscribe(person, endpoint_in(request.body))
        else:
            return JsonResponse({"key": public_key()})
    except NotTaken as why:
        return JsonResponse({"error": str(why)}, status=400)
    return HttpResponse(status=204)
