"""How often one address may ask for something (``ACCOUNT_RATE_LIMITS``)."""

from allauth.core.internal import ratelimit
from allauth.core.ratelimit import respond_429
from django.http import HttpRequest, HttpResponse


def is_too_often(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count this request as *action*; if it is one too many. *key* is what a limit by key counts.

    Looking at a page counts as well: ``allauth.core.ratelimit`` lets every GET pass, and a link
    with a code in it is a GET.
    """
    used = ratelimit.consume(request, app="allauth.account", action=action, key=key, limit_get=True)
    return used is None


def too_many(request: HttpRequest) -> HttpResponse:
    """Our own page for who asks too often."""
    answer: HttpResponse = respond_429(request)
    return answer
