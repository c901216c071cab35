"""Single sign-on: to the provider and back, and a page that says what to do where it ends."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.limits import is_too_often, too_many
from openhouse.access.requests import district_of
from openhouse.common.addresses import whole_page
from openhouse.sign_in.single import openid, saml, trying
from openhouse.sign_in.single.actions import admitted, note_refusal
from openhouse.sign_in.single.queries import setup_for_signing_in
from openhouse.sign_in.single.rules import Identity, Refused, Why
from openhouse.sign_in.single.waiting import asks_outside
from openhouse.sign_in.single.words import what_to_do

#: Ends that tell nothing of anybody: no line in the ledger, or a stranger could fill it.
UNTOLD = (Why.STALE, Why.CANCELLED, Why.UNREACHABLE)
#: allauth's name of the step that asks for a second factor.
SECOND_FACTOR = "mfa_authenticate"


@audience(PUBLIC)
@require_safe
@asks_outside
def sso(request: HttpRequest, number: int) -> HttpResponse:
    """To the provider, from the button on the sign-in page."""
    setup = setup_or_404(number)
    if is_too_often(request, "single_sign_on"):
        return too_many(request)
    here = whole_page(district_of(request).slug, "sso", number=number)
    if not here.startswith(request.build_absolute_uri("/")) and "there" not in request.GET:
        # The provider sends people back to the public name, and what waits for them must be there.
        query = request.GET.copy()
        query["there"] = "1"
        return redirect(f"{here}?{query.urlencode()}")
    try:
        return way_to(request, setup, get_next_redirect_url(request) or "")
    except Refused as refusal:
        return turned_away(request, setup, refusal)


@audience(PUBLIC)
@require_safe
@asks_outside
def sso_callback(request: HttpRequest, number: int) -> HttpResponse:
    """Back from an OpenID provider: in, or a page that says why not."""
    setup = setup_or_404(number, "openid", also_off=True)
    if is_too_often(request, "single_sign_on"):
        return too_many(request)
    try:
        state = openid.state_of(request, setup)
    except Refused as refusal:
        if not setup.provider.is_on:
            raise Http404 from refusal
        return turned_away(request, setup, refusal)
    return came_back(request, setup, state, openid.answered)


def came_back(
    request: HttpRequest, setup: Any, state: dict[str, Any], answered: Callable[..., Identity]
) -> HttpResponse:
    """Who *answered* says it is comes in; a try of the district's is only looked at."""
    is_try = bool((state.get("data") or {}).get("trying"))
    if not setup.provider.is_on and not is_try:
        raise Http404
    try:
        identity = answered(request, setup, state)
        if not is_try:
            return let_in(request, setup, identity, str(state.get("next") or ""))
        trying.keep_told(request, setup, identity)
    except Refused as refusal:
        if not is_try:
            return turned_away(request, setup, refusal)
        trying.keep_refusal(request, setup, refusal)
    return redirect("provider-tried", setup.pk)


def way_to(request: HttpRequest, setup: Any, next_url: str, **data: Any) -> HttpResponse:
    """The redirect to the provider; raises Refused where it cannot be reached."""
    speaks: Any = saml if setup.provider.protocol == "saml" else openid
    answer: HttpResponse = speaks.way_to(request, setup, next_url, **data)
    return answer


def let_in(request: HttpRequest, setup: Any, identity: Identity, next_url: str) -> HttpResponse:
    """Sign in as whoever *identity* is here; raises Refused."""
    account = admitted(setup, identity, district_of(request))
    account.backend = settings.AUTHENTICATION_BACKENDS[0]
    if not url_has_allowed_host_and_scheme(next_url, {request.get_host()}, request.is_secure()):
        next_url = reverse("start")
    login = Login(user=account, email_verification="none", redirect_url=next_url)
    if setup.second_factor_there:
        LoginStageController(request, login).set_handled(SECOND_FACTOR)
    provider = str(setup.pk)
    there = setup.second_factor_there or None
    record_authentication(request, account, "socialaccount", provider=provider, second_step=there)
    answer: HttpResponse = perform_login(request, login)
    return answer


def turned_away(request: HttpRequest, setup: Any, refusal: Refused) -> HttpResponse:
    """Why the way in ends here, in plain words, and what to do."""
    if refusal.why not in UNTOLD:
        note_refusal(setup, refusal)
    headline, sentence = what_to_do(refusal.why, setup.provider.name)
    context = {
        "headline": headline,
        "sentence": sentence,
        "provider": setup.provider,
        "again": refusal.why in UNTOLD and setup.provider.is_on,
    }
    return render(request, "sign_in/sso_refused.html", context, status=403)


def setup_or_404(number: int, protocol: str = "", *, also_off: bool = False) -> Any:
    """The setup of a provider that is on, or of any, which speaks *protocol*."""
    setup = setup_for_signing_in(number)
    if setup is None or not (setup.provider.is_on or also_off):
        raise Http404
    if protocol and setup.provider.protocol != protocol:
        raise Http404
    return setup
