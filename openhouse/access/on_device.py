"""What a device that its owner has marked as private may keep for when there is no network.

The session holds a word that nobody else knows. From it and from the proof that the session is the
account's follow two things: the key with which the device locks what it keeps, and a mark, which
tells nothing and changes with all that must empty the device. Neither is stored: when the session
is over, is another's or has a new password, the server itself cannot make the key again.
See docs/decisions/0025.
"""

import base64
import hmac
import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext

from openhouse.access.requests import viewer_if_any
from openhouse.ui.faults import faults

#: Where the session keeps the word.
WORD = "on_device"
#: Which app this device has, and that it was asked if it is private; in cookies.
APP, ASKED = "openhouse_app", "openhouse_asked"
#: The worker in the browser says of its requests that they are its own, and which of them nobody
#: has asked for yet.
ITS_OWN, AHEAD = "Openhouse-Device", "Openhouse-Ahead"

#: What signing out erases in the browser: pages, kept and locked ones, the key, the worker.
EVERYTHING = '"cache", "storage"'


def set_long(response: HttpResponse, name: str, value: str) -> None:
    """Keep a cookie for a year; no script reads it."""
    response.set_cookie(
        name,
        value,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_own_device(request: HttpRequest) -> bool:
    """If she said so when she signed in; on a shared one the browser keeps no page at all."""
    return bool(request.session.get_expiry_age() > settings.SESSION_COOKIE_AGE)


def may_keep(request: HttpRequest) -> bool:
    """If this device may be marked: its owner said at signing in that it is her own."""
    viewer = viewer_if_any(request)
    return bool(viewer and viewer.is_family and not viewer.look and is_own_device(request))


def keeps(request: HttpRequest) -> bool:
    """If it is marked."""
    return bool(may_keep(request) and request.session.get(WORD))


def begin_keeping(request: HttpRequest) -> None:
    request.session[WORD] = secrets.token_urlsafe(32)


def stop_keeping(request: HttpRequest) -> None:
    request.session.pop(WORD, None)


def key_of(request: HttpRequest) -> str:
    """64 bytes in base 64: the first half locks, the second makes names of addresses."""
    return base64.b64encode(_made(request, "key", "sha512")).decode()


def mark_of(request: HttpRequest) -> str:
    """ "none" where nothing may stay; else the session's part and the part of the children.

    A look has no part of children: whose pages she looks at changes nothing of her own.
    """
    viewer = viewer_if_any(request)
    if viewer is None or not request.session.get(WORD) or not is_own_device(request):
        return "none"
    of_session = _made(request, "mark", "sha256").hex()[:24]
    if viewer.look or viewer.hat in ("staff", "office"):
        return of_session
    children = ",".join(str(child.id) for child in sorted(viewer.children, key=lambda c: c.id))
    return f"{of_session}.{_made(request, f'children {children}', 'sha256').hex()[:16]}"


def is_ahead(request: HttpRequest) -> bool:
    """If the device fetches the page to keep it, and nobody reads it now."""
    return AHEAD in request.headers


def is_its_own(request: HttpRequest) -> bool:
    """If the device sends what was written without network: it wants no page as an answer."""
    return ITS_OWN in request.headers


def refused(why: Any) -> JsonResponse:
    """To the device: this cannot be sent so. *why* is a sentence, or a form with its faults."""
    words = _faults_of(why) if isinstance(why, BaseForm) else [str(why)]
    return JsonResponse({"words": words}, status=422)


def _faults_of(form: BaseForm) -> list[str]:
    """What is wrong with a form that was filled in some time ago: where what it chose from is not
    offered any more, nothing in it can be put right."""
    errors = form.errors.as_data()
    gone = any(error.code == "invalid_choice" for those in errors.values() for error in those)
    if gone or not errors:
        return [gettext("The school does not take this from you. Please call the office.")]
    return [
        *(str(fault) for fault in form.non_field_errors()),
        *(f"{form[name].label}: {fault}" for name in form.fields for fault in faults(form[name])),
    ]


def _made(request: HttpRequest, what: str, how: str) -> bytes:
    session = request.session
    parts = (what, session[WORD], session.get(HASH_SESSION_KEY, ""))
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.digest(settings.SECRET_KEY.encode(), b"on device " + text.encode(), how)
