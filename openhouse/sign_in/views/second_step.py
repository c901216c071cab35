"""Signing in with a second step or with a passkey alone, and proving it once more later."""

import json
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import PUBLIC, SIGNED_IN, audience
from openhouse.access.limits import too_many
from openhouse.access.requests import district_of, viewer_of
from openhouse.common.methods import form_page
from openhouse.sign_in.forms import OWN_DEVICE
from openhouse.sign_in.queries import account_of
from openhouse.sign_in.safety.again import proved_now, way_back
from openhouse.sign_in.safety.forms import (
    CodeForm,
    PasskeyAgainForm,
    PasskeyForm,
    PasskeySignInForm,
    PasswordAgainForm,
)
from openhouse.sign_in.safety.second_step import safety_of
from openhouse.sign_in.safety.stages import SecondStep


@audience(PUBLIC)
@form_page
@login_stage_required(stage=SecondStep.key, redirect_urlname="sign-in")  # type: ignore[untyped-decorator]
def second_step(request: HttpRequest) -> HttpResponse:
    """After the right password: a code of the app, a recovery code, or a passkey."""
    stage: Any = request._login_stage  # type: ignore[attr-defined]
    account = stage.login.user
    if not stage.still_holds():  # another district's password, or one that is over
        stage.abort_here()
        return redirect("sign-in")
    form, passkey = _forms(request, account)
    if passkey.is_valid():
        passkey.save()
        return stage.exit()  # type: ignore[no-any-return]
    if form.is_valid():
        post_authentication(request, form.used)
        return stage.exit()  # type: ignore[no-any-return]
    return render(request, "sign_in/second_step.html", _asked(account, form, passkey))


def _forms(request: HttpRequest, account: Any) -> tuple[CodeForm, PasskeyForm]:
    """The code's form and the passkey's, of which at most one was sent."""
    sent = request.POST if request.method == "POST" else None
    form = CodeForm(
        sent if sent and "code" in sent else None,
        account=account,
        district=district_of(request),
    )
    return form, PasskeyForm(sent if sent and "credential" in sent else None, user=account)


def _asked(account: Any, form: Any, passkey: Any) -> dict[str, Any]:
    """What a page needs that asks for one or the other."""
    safety = safety_of(account.pk)
    options = json.dumps(auth.begin_authentication(account)) if safety.passkeys else ""
    return {"form": form, "passkey": passkey, "safety": safety, "options": options}


@audience(PUBLIC)
@require_safe
@never_cache
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs to ask for a passkey of any account of this site."""
    return JsonResponse(auth.begin_authentication(None))


@audience(PUBLIC)
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """The passkey itself: with it no password is asked."""
    if request.user.is_authenticated:
        return redirect("start")
    if ratelimit.consume(request, action="passkey") is False:
        return too_many(request)
    form = PasskeySignInForm(request.POST)
    if form.is_valid():
        passkey = form.cleaned_data["credential"]
        if passkey.user.is_active:
            request.session[OWN_DEVICE] = bool(request.POST.get("own_device"))
            login = Login(user=passkey.user, redirect_url=get_next_redirect_url(request))
            return perform_passwordless_login(request, passkey, login)  # type: ignore[no-any-return]
    return render(request, "sign_in/passkey_failed.html", status=403)


@audience(SIGNED_IN)
@form_page
def ask_again(request: HttpRequest) -> HttpResponse:
    """Signed in, but for a while: the password, a code or a passkey once more."""
    account = account_of(viewer_of(request).person_id)
    sent = request.POST if request.method == "POST" else None
    password = PasswordAgainForm(
        sent if sent and "password" in sent else None, account=account, request=request
    )
    passkey = PasskeyAgainForm(sent if sent and "credential" in sent else None, user=account)
    if passkey.is_valid() or password.is_valid():
        proved_now(request, account, "passkey" if passkey.is_valid() else "password")
        return redirect(way_back(request))
    context = _asked(account, password, passkey) | {"back": way_back(request), "account": account}
    return render(request, "sign_in/ask_again.html", context)
