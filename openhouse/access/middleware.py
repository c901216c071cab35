"""From the address to the viewer: every request of a district runs inside its scope."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DataError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import set_script_prefix
from django.utils import timezone, translation

from openhouse.access.audience import check
from openhouse.access.bodies import cut_off, too_large
from openhouse.access.district import district_from
from openhouse.access.enter import ADDRESS, Address, enter, opened
from openhouse.access.late import begin, late_transaction, may_be_unchanged
from openhouse.access.looking import LOOK, looked
from openhouse.access.outside import Outside, answered, overtaken, rewind
from openhouse.access.requests import viewer_if_any
from openhouse.access.unchanged import is_stamped
from openhouse.access.viewed import note_view
from openhouse.access.viewer import viewer_from
from openhouse.common import clock
from openhouse.districts.rules import SERVERS_OWN

Next = Callable[[HttpRequest], HttpResponseBase]
#: First parts of addresses that belong to the server, not to a district.
RESERVED = frozenset({"", *SERVERS_OWN})
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,60}")
#: The keys that Django makes; whatever else a cookie holds is not looked up.
SESSION = re.compile(r"[a-z0-9]{32}")
NUL = re.compile("\x00|%00")
#: What PostgreSQL says of one in a text, and of one inside JSON.
NUL_SAID = re.compile(r"NUL|\\u0000")
HATS = {"family": "family", "staff": "staff", "office": "office"}


class DistrictAddress:
    """Takes ``/<district>/`` off the address, so that no code above needs to know of it.

    The rest of the request sees ``/family/…``; links made with ``reverse`` get the prefix back.
    The whole request is one transaction, with nothing in scope until somebody is known.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        slug, slash, rest = request.path_info.removeprefix("/").partition("/")
        request.district = None  # type: ignore[attr-defined]
        request.viewer = None  # type: ignore[attr-defined]
        if NUL.search(request.path_info + "?" + request.META.get("QUERY_STRING", "")):
            raise SuspiciousOperation("PostgreSQL takes no NUL, and no honest address has one")
        if not SESSION.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        if slug in RESERVED:
            set_script_prefix("/")
            return cut_off(request) or too_large(request) or self.get_response(request)
        if not SLUG.fullmatch(slug):
            raise Http404("No such district")
        if not slash:
            return HttpResponseRedirect(f"/{slug}/")
        if broken := cut_off(request):
            return broken
        request.path_info = f"/{rest}"
        request.urlconf = "openhouse.config.district_urls"
        set_script_prefix(f"/{slug}/")
        hat: Any = HATS.get(rest.partition("/")[0], "")
        token = ADDRESS.set(Address(slug, hat))
        try:
            response = answered(request, self._in_a_transaction)
            # Phones and library computers are shared: Back after signing out shows nothing.
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        finally:
            ADDRESS.reset(token)
            set_script_prefix("/")
            timezone.deactivate()

    def _in_a_transaction(self, request: HttpRequest) -> HttpResponseBase:
        address = ADDRESS.get()
        late = address is not None and may_be_unchanged(request, address)
        with late_transaction(address) if address and late else transaction.atomic():
            response = self.get_response(request)
            broken = response.status_code >= 500 or getattr(request, "broken_off", False)
            if broken and connection.in_atomic_block:
                transaction.set_rollback(True)
        return response


class Door:
    """Finds out who looks, sets the scope, and asks each view whom it is for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        address = ADDRESS.get()
        if address is None:
            return self.get_response(request)
        self._enter(request, address)
        if refused := too_large(request):
            return refused
        viewer = viewer_if_any(request)
        if viewer and viewer.look:
            begin()
            return looked(request, self.get_response)
        response = self.get_response(request)
        note_view(request, response)
        return response

    def _enter(self, request: HttpRequest, address: Address) -> None:
        session: Any = request.session
        if session.session_key:
            session.take(opened(address, session.session_key))
        entry = getattr(request.user, "entry", None)
        if entry is None:
            entry = enter(address, None)
        if entry is None:
            raise Http404("No such district")
        district = district_from(entry["district"])
        request.district = district  # type: ignore[attr-defined]
        timezone.activate(clock.zone(district.time_zone))
        if entry["account"]:
            request.viewer = viewer_from(entry, address.hat or "account")  # type: ignore[attr-defined]
            self._stay(request)
        self._speak(request)

    def _speak(self, request: HttpRequest) -> None:
        """In the language that she chose; else that of this device; else that of the records."""
        viewer = viewer_if_any(request)
        if viewer is None:
            return
        of_device = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        wanted = viewer.chosen_language or ("" if of_device else viewer.language)
        if wanted in dict(settings.LANGUAGES):
            translation.activate(wanted)
            request.LANGUAGE_CODE = wanted

    def _stay(self, request: HttpRequest) -> None:
        """Keep the session while it is used: touched once a minute, not on each page."""
        minute = int(timezone.now().timestamp() // 60)
        if request.session.get("minute") != minute:
            request.session["minute"] = minute

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not is_stamped(view):
            begin()
        viewer = viewer_if_any(request)
        address = ADDRESS.get()
        in_family = viewer and not viewer.look and address and address.hat == "family"
        if in_family and request.session.pop(LOOK, None):
            # A look that is over says so first: what comes next are one's own children.
            return redirect("look-over")
        return check(request, view)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Half a view's work is none: not undone here, as the session is still to be saved."""
        if ADDRESS.get() and overtaken(request, exception):
            return Outside(lambda: rewind(request))
        request.broken_off = not isinstance(exception, Http404)  # type: ignore[attr-defined]
        if isinstance(exception, DataError) and NUL_SAID.search(str(exception)):
            raise SuspiciousOperation("No honest form has a NUL either") from exception
        return None
