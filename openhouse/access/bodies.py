"""How much somebody may send before it is known who she is.

Whoever comes may send, and what is sent is read before a form can refuse it. So a body that is
larger than a page without signing in needs is not read at all; and a small one is there before the
transaction of its request begins, so that one which comes slowly holds none open.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.urls import resolve, set_urlconf

from openhouse.access.audience import check
from openhouse.access.requests import viewer_if_any

View = Callable[..., Any]
#: Says of a request, with the parts of its address, if somebody is known by something else than
#: an account.
Known = Callable[..., bool]
#: Bytes that a page takes of somebody unknown unless it says another number with ``takes``.
MOST = 64 * 1024


def takes(most: int, of: Known | None = None) -> Callable[[View], View]:
    """Say of a page without signing in that it takes so many bytes; with *of*, of those alone of
    whom it is true, and of others ``MOST``."""

    def mark(view: View) -> View:
        view.largest_body, view.takes_of = most, of  # type: ignore[attr-defined]
        return view

    return mark


def cut_off(request: HttpRequest) -> HttpResponseBase | None:
    """400 where a small body breaks off; None once it is here, or where it is a large one."""
    if 0 < _length(request) <= MOST:
        try:
            _read = request.body
        except UnreadablePostError:
            return HttpResponse(status=400)
    return None


def too_large(request: HttpRequest) -> HttpResponseBase | None:
    """413, or the way to sign in, where somebody unknown sends more than the page takes."""
    length = _length(request)
    if length <= MOST or viewer_if_any(request):
        return None
    # the page is looked up before Django does it
    set_urlconf(getattr(request, "urlconf", None))
    match = resolve(request.path_info)
    view: Any = match.func
    if length <= getattr(view, "largest_body", MOST):
        of: Known | None = getattr(view, "takes_of", None)
        if of is None or of(request, *match.args, **match.kwargs):
            return None
    return check(request, view) or HttpResponse(status=413)


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else 0
