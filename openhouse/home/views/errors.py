"""Error pages: what happened, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.requests import viewer_if_any


@audience(PUBLIC)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "ui/errors/400.html", status=400)


@audience(PUBLIC)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but the page is for others."""
    viewer = viewer_if_any(request)
    said = getattr(request.resolver_match and request.resolver_match.func, "audience", ())
    # Staff who are not the ones for it read who is.
    context = {"for_district": bool(viewer and viewer.hat == "staff" and "district" in said)}
    return render(request, "ui/errors/403.html", context, status=403)


@audience(PUBLIC)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not yours; the page does not tell which. Where *exception* names a *page*
    of its own, which is the same for all such addresses, that one."""
    page = getattr(exception, "page", "ui/errors/404.html")
    return render(request, page, status=404)


@audience(PUBLIC)
def server_error(request: HttpRequest) -> HttpResponse:
    """500. The database may be gone, so nothing is read."""
    return render(request, "ui/errors/500.html", status=500)


@audience(PUBLIC)
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too many tries in a short time."""
    return render(request, "ui/errors/429.html", status=429)
