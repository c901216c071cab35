"""What the worker in the browser is told of each answer that it asked for."""

from collections.abc import Callable

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from openhouse.access.on_device import ITS_OWN, keeps, mark_of
from openhouse.access.requests import district_if_any, viewer_of
from openhouse.home.app.rules import may_stay

#: What may stay on the device, and if this page may be kept there.
MARK, KEEP = "Openhouse-Mark", "Openhouse-Keep"


class OnDevice:
    """Marks answers for the worker; stands behind the door, which knows who looks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if ITS_OWN in request.headers and district_if_any(request):
            response[MARK] = mark_of(request)
            if not _may_stay(request):
                response[KEEP] = "no"
            elif _may_be_kept(request, response):
                response[KEEP] = "yes"
        return response


def _may_stay(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or may_stay(match.route, match.url_name or "")


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A whole page of a family, as nobody's look and without a word that is said only once."""
    if not keeps(request) or viewer_of(request).hat != "family" or request.method != "GET":
        return False
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    said_once = getattr(get_messages(request), "used", False)
    return (
        response.status_code in (200, 304)
        and (is_page or response.status_code == 304)
        and "HX-Request" not in request.headers
        and not said_once
    )
