"""The service worker, and the page that it shows where there is no network and nothing kept."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.home.app.worker import script


@audience(PUBLIC)
@require_safe
def show_worker(request: HttpRequest) -> HttpResponse:
    """``/sw.js``: another one for each release; browsers ask for it with each page."""
    text, etag = script()
    response: HttpResponse = HttpResponseNotModified()
    if request.headers.get("If-None-Match", "").removeprefix("W/") != etag:
        response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


@audience(PUBLIC)
@require_safe
def offline(request: HttpRequest, language: str, *, sent: bool = False) -> HttpResponse:
    """Kept by every device that has the worker: no such page here, or a form was *sent*."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        return render(request, "home/unsent.html" if sent else "home/offline.html")
