"""Asking once more who it is, before what an unwatched screen should not allow."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from openhouse.access.proved import is_proved, lead_to
from openhouse.people.models import Account

View = Callable[..., HttpResponseBase]
#: How long it need not be asked again: seconds.
LATELY = 300


def asks_again(view: View) -> View:
    """A view for who proved within five minutes who she is; others are asked first."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_proved(request, LATELY):
            return view(request, *args, **kwargs)
        here = request.get_full_path() if request.method == "GET" else reverse("safety")
        return lead_to("ask-again", here)

    return asking


def proved_now(request: HttpRequest, account: Account, method: str) -> None:
    """She has just proved it by *method*; checking a password may have hashed it anew."""
    account.refresh_from_db(fields=["password"])
    request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    record_authentication(request, request.user, method=method, reauthenticated=True)


def way_back(request: HttpRequest) -> str:
    """Where she came from, if that is a page of this site; else her account."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if ours else reverse("account")
