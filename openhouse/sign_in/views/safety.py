"""How one signs in, beside the password: passkeys, an authenticator app, recovery codes."""

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import SIGNED_IN, audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common.methods import form_page
from openhouse.common.qr import qr_address
from openhouse.common.text import lasting_words
from openhouse.sign_in.queries import account_of
from openhouse.sign_in.rules import CODES_SHOWN
from openhouse.sign_in.safety import second_step
from openhouse.sign_in.safety import words as safety_words
from openhouse.sign_in.safety.again import asks_again, way_back
from openhouse.sign_in.safety.forms import AppForm, NameForm, NewPasskeyForm

#: Where the secret of an app waits, locked, until the first code proves that the app has it.
NEW_SECRET = "new_app_secret"  # noqa: S105
#: The page that a second step was missing for, until there is one.
WANTED = "wanted_page"


@audience(SIGNED_IN)
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """What there is, and what one may add."""
    found = second_step.safety_of(account_of(viewer_of(request).person_id).pk)
    words = {"passkeys": safety_words.passkeys(found.passkeys), "safety": found}
    return render(request, "sign_in/safety.html", words)


@audience(SIGNED_IN)
@require_safe
def second_step_first(request: HttpRequest) -> HttpResponse:
    """To staff who act on many and have no second step: why, and the two ways to one."""
    request.session[WANTED] = way_back(request)
    return render(request, "sign_in/second_step_first.html")


@audience(SIGNED_IN)
@require_safe
def passkey_offer(request: HttpRequest) -> HttpResponse:
    """Once, after the first steps: a passkey, or not now."""
    account = account_of(viewer_of(request).person_id)
    if not second_step.is_to_be_offered(account):
        return redirect("start")
    options = json.dumps(auth.begin_registration(account, passwordless=True))
    return render(request, "sign_in/passkey_offer.html", {"options": options})


@audience(SIGNED_IN)
@form_page
@asks_again
def add_passkey(request: HttpRequest) -> HttpResponse:
    """The browser makes a passkey; its public half is kept."""
    account = account_of(viewer_of(request).person_id)
    form = NewPasskeyForm(
        request.POST or None, user=account, initial={"name": safety_words.device_of(request)}
    )
    if form.is_valid():
        name = request.POST.get("name", "").strip() or safety_words.device_of(request)
        second_step.add_passkey(
            account, district_of(request), name, form.cleaned_data["credential"]
        )
        return redirect("recovery-codes")
    options = json.dumps(auth.begin_registration(account, passwordless=True))
    context = {"form": form, "options": options, "name": safety_words.device_of(request)}
    return render(request, "sign_in/add_passkey.html", context)


@audience(SIGNED_IN)
@form_page
def passkey(request: HttpRequest, number: int) -> HttpResponse:
    """One passkey: another name for it, or away with it."""
    account, found = _passkey_or_404(request, number)
    form = NameForm(request.POST or None, initial={"name": found.wrap().name})
    if form.is_valid():
        second_step.rename_passkey(found, account, form.cleaned_data["name"])
        return redirect("safety")
    context = {"form": form, "number": number, "name": found.wrap().name}
    return render(request, "sign_in/passkey.html", context)


@audience(SIGNED_IN)
@require_POST
@asks_again
def remove_passkey(request: HttpRequest, number: int) -> HttpResponse:
    """Away with it."""
    account, found = _passkey_or_404(request, number)
    second_step.remove_passkey(found, account, district_of(request))
    return redirect("safety")


@audience(SIGNED_IN)
@form_page
@asks_again
def authenticator_app(request: HttpRequest) -> HttpResponse:
    """A square for the app's camera, and the first code; or, where there is an app, its end."""
    account = account_of(viewer_of(request).person_id)
    if second_step.safety_of(account.pk).app:
        return render(request, "sign_in/app.html")
    secret = _new_secret(request)
    form = AppForm(request.POST or None, secret=secret)
    if form.is_valid():
        second_step.add_app(account, district_of(request), secret, form.step)
        del request.session[NEW_SECRET]
        return redirect("recovery-codes")
    url = get_adapter().build_totp_url(account, secret)
    drawing = qr_address(url)
    words = {"form": form, "drawing": drawing, "url": url, "secret": safety_words.in_fours(secret)}
    return render(request, "sign_in/add_app.html", words)


@audience(SIGNED_IN)
@require_POST
@asks_again
def remove_app(request: HttpRequest) -> HttpResponse:
    """No code of an app is asked for any more."""
    second_step.remove_app(account_of(viewer_of(request).person_id), district_of(request))
    return redirect("safety")


@audience(SIGNED_IN)
@require_safe
@asks_again
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes, for a while after they were made; afterwards how many are left."""
    account = account_of(viewer_of(request).person_id)
    words = {
        "on_url": request.session.get(WANTED) or reverse("start"),
        "codes": [safety_words.in_fours(code) for code in second_step.codes_shown(account.pk)],
        "safety": second_step.safety_of(account.pk),
        "lasts": lasting_words(CODES_SHOWN),
    }
    return render(request, "sign_in/recovery_codes.html", words)


@audience(SIGNED_IN)
@require_safe
@asks_again
def recovery_codes_text(request: HttpRequest) -> HttpResponse:
    """The same as a file to keep."""
    account = account_of(viewer_of(request).person_id)
    codes = second_step.codes_shown(account.pk)
    if not codes:
        raise Http404
    text = safety_words.codes_as_text(district_of(request).name, account.username, codes)
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return answer


@audience(SIGNED_IN)
@require_POST
@asks_again
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """New ones; the earlier are worth nothing any more."""
    account = account_of(viewer_of(request).person_id)
    if not second_step.safety_of(account.pk).has_second_step:
        return redirect("safety")
    second_step.make_codes(account, district_of(request))
    return redirect("recovery-codes")


def _passkey_or_404(request: HttpRequest, number: int) -> tuple[Any, Any]:
    account = account_of(viewer_of(request).person_id)
    found = second_step.passkey_of(account.pk, number)
    if found is None:
        raise Http404
    return account, found


def _new_secret(request: HttpRequest) -> str:
    """The secret of the app that is being set up, the same until it is."""
    adapter = get_adapter()
    kept = request.session.get(NEW_SECRET)
    if kept:
        return str(adapter.decrypt(kept))
    secret: str = generate_totp_secret()
    request.session[NEW_SECRET] = adapter.encrypt(secret)
    return secret
