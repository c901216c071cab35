"""The link in an e-mail that turns its kind off: without signing in, and back on again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.limits import is_too_often, too_many
from openhouse.access.requests import district_of
from openhouse.common.methods import form_page
from openhouse.contact.choosing import stop_or_start, stops
from openhouse.notifications.kinds import words_of
from openhouse.notifications.unsubscribe import Stop, stop_in


@csrf_exempt  # the mailbox's own button posts here (RFC 8058); the link says all that it may do
@audience(PUBLIC)
@form_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking shows what would be turned off, for programs follow links; the button does it."""
    stop = stop_in(token, district_of(request).id)
    if stop is None:
        if request.method == "POST":
            raise Http404
        return render(request, "contact/unsubscribe_broken.html")
    if request.method == "POST":
        if is_too_often(request, "unsubscribe", token):
            return too_many(request)
        stop_or_start(stop, on="again" in request.POST, everything="everything" in request.POST)
    return render(request, "contact/unsubscribe.html", _shown(stop))


def _shown(stop: Stop) -> dict[str, Any]:
    off = stops(stop)
    return {
        "to": _hidden(stop.to),
        "what": words_of(stop.kind),
        "off": [words_of(kind) for kind in off],
        "is_off": stop.kind in off,
    }


def _hidden(email: str) -> str:
    """An address that its owner knows again and nobody else learns."""
    name, _at, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"
