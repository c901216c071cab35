"""Signing in and out, and where one starts."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.on_device import APP, ASKED, EVERYTHING, keeps, may_keep
from openhouse.access.requests import district_if_any, viewer_if_any
from openhouse.districts.queries import only_district
from openhouse.sign_in.forms import SignInForm
from openhouse.sign_in.queries import rules_of
from openhouse.sign_in.safety.second_step import OFFER
from openhouse.sign_in.single.queries import buttons


class SignIn(LoginView):
    """The district's sign-in page; throttled by account and by address (allauth's limits)."""

    form_class = SignInForm
    template_name = "sign_in/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Past allauth's own, which names pages of its own that we do not have (yet).
        context: dict[str, Any] = FormView.get_context_data(self, **kwargs)
        return context | {
            "redirect_field_name": REDIRECT_FIELD_NAME,
            "redirect_field_value": get_next_redirect_url(self.request),
            "rules": rules_of(),
            "providers": buttons(),
            "finder_url": "" if only_district() else "/?other=1",
        }


sign_in = audience(PUBLIC)(SignIn.as_view())


@audience(PUBLIC)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and take with it all that her own device has kept."""
    logout(request)
    response = redirect("sign-in")
    response["Clear-Site-Data"] = EVERYTHING
    return response


@audience(PUBLIC)
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The district's address: to one's own first page, or to sign in."""
    viewer = viewer_if_any(request)
    if viewer is None:
        return redirect("sign-in")
    if viewer.is_settled and request.session.pop(OFFER, False):
        return redirect("passkey-offer")
    if viewer.is_settled and _may_ask(request):
        return redirect("keep-offer")
    if viewer.is_family:
        return redirect("today")
    return redirect("staff-home")


def _may_ask(request: HttpRequest) -> bool:
    """If the installed app has not yet asked whether its device may keep pages."""
    asked = ASKED in request.COOKIES or APP not in request.COOKIES
    return not asked and may_keep(request) and not keeps(request)


@audience(PUBLIC)
def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token (CSRF_FAILURE_VIEW): a stale page, or another site's."""
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = reverse("start") if district_if_any(request) else "/"
    return render(request, "sign_in/too_old.html", {"back_url": back}, status=403)
