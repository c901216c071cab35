"""Pages that answer "unchanged" (304) to who has seen them as they are.

What a family's page shows follows from the entry of its request, which has the stamps of the
students (``ledger/sql/stamps.sql``) and is read before anything the page shows, and from its
address, language, session and day. A digest of all of these is its ETag: whatever changes, the
digest does, and when it has not changed nothing more is read.
"""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.utils.translation import get_language

import openhouse
from openhouse.access.enter import ADDRESS
from openhouse.access.late import begin
from openhouse.access.messages import message_waits
from openhouse.access.on_device import WORD, is_own_device
from openhouse.access.requests import viewer_of
from openhouse.common import clock

View = Callable[..., HttpResponse]
#: What makes pages look as they do.
SHAPES = ("*.py", "*.html", "*.mo", "*.css", "*.js", "*.svg", "*.sql")


@cache
def release() -> bytes:
    """A digest of the house as it runs."""
    digest = hashlib.blake2b(django.get_version().encode(), digest_size=16)
    home = Path(openhouse.__file__).parent
    for shape in SHAPES:
        for path in sorted(home.rglob(shape)):
            digest.update(path.relative_to(home).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.digest()


#: Known when the process begins, and not from files that somebody has put in its place since.
release()


def is_stamped(view: Callable[..., Any]) -> bool:
    """If *view* may answer that its page is unchanged."""
    return getattr(view, "is_stamped", False)


def stamped(view: View) -> View:
    """A family's page that is the same all day, until something changes."""
    return _stamped(view, "")


def stamped_by_minute(view: View) -> View:
    """The same for a page that says what is on now."""
    return _stamped(view, "%H:%M")


def _stamped(view: View, minute: str) -> View:
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (
            request.method not in ("GET", "HEAD")
            or viewer_of(request).look
            or message_waits(request)
        ):
            begin()
            return view(request, *args, **kwargs)
        when = f"{clock.now():%Y-%m-%d{minute}}"
        known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
        etag = _etag(request, when) if known else ""
        response: HttpResponse = HttpResponseNotModified()
        # never for "*": whether there is such a page at all, only the view knows
        if not known or etag not in known:
            begin()
            response = view(request, *args, **kwargs)
            # A page that has made its cookie against forged forms holds a word of it.
            etag = _etag(request, when)
        if response.status_code in (200, 304):
            response["ETag"] = etag
            if is_own_device(request) and not request.session.get(WORD):
                response["Cache-Control"] = "private, no-cache"
        return response

    shown.is_stamped = True  # type: ignore[attr-defined]
    return shown


def _etag(request: HttpRequest, when: str) -> str:
    address = ADDRESS.get()
    digest = hashlib.blake2b(key=settings.SECRET_KEY.encode()[:64], digest_size=16)
    for part in (
        address.said if address else "",
        request.get_full_path(),
        request.META.get("HTTP_HX_REQUEST", ""),
        get_language() or "",
        request.session.session_key or "",
        request.META.get("CSRF_COOKIE") or "",
        when,
    ):
        digest.update(f"{len(part)}:{part}".encode())
    digest.update(release())
    return f'W/"{digest.hexdigest()}"'
