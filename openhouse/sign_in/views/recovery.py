"""Forgot the password, forgot the user name: one answer for everybody, the rest by e-mail."""

from typing import Any

from allauth.account.views import PasswordResetFromKeyView
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.limits import too_many
from openhouse.access.requests import district_of
from openhouse.common.methods import form_page
from openhouse.common.text import lasting_words, reader_language
from openhouse.sign_in.actions import choose_password
from openhouse.sign_in.forms import ForgotPasswordForm, ForgotUsernameForm, NewPasswordForm
from openhouse.sign_in.jobs import send_reset, send_usernames
from openhouse.sign_in.rules import LINK_LASTS
from openhouse.sign_in.safety.devices import end_sessions


@audience(PUBLIC)
@form_page
def forgot_password(request: HttpRequest) -> HttpResponse:
    """A user name in, a link by e-mail out (ACC-15)."""
    form = ForgotPasswordForm(request.POST or None)
    if form.is_valid():
        if ratelimit.consume(request, action="reset_password") is False:
            return too_many(request)
        send_reset.defer(
            district=district_of(request).id,
            username=form.cleaned_data["username"],
            language=reader_language(),
        )
        return redirect("forgot-password-sent")
    return render(request, "sign_in/forgot_password.html", {"form": form})


@audience(PUBLIC)
@form_page
def forgot_username(request: HttpRequest) -> HttpResponse:
    """An e-mail address in, its user names by e-mail out (ACC-16)."""
    form = ForgotUsernameForm(request.POST or None)
    if form.is_valid():
        if ratelimit.consume(request, action="reset_password") is False:
            return too_many(request)
        send_usernames.defer(
            district=district_of(request).id,
            email=form.cleaned_data["email"],
            language=reader_language(),
        )
        return redirect("forgot-username-sent")
    return render(request, "sign_in/forgot_username.html", {"form": form})


@audience(PUBLIC)
@require_safe
def forgot_password_sent(request: HttpRequest) -> HttpResponse:
    """The same words for a user name that is known and one that is not."""
    return render(
        request, "sign_in/forgot_password_sent.html", {"lasts": lasting_words(LINK_LASTS)}
    )


@audience(PUBLIC)
@require_safe
def forgot_username_sent(request: HttpRequest) -> HttpResponse:
    """The same words for an address that is known and one that is not."""
    return render(request, "sign_in/forgot_username_sent.html")


class Reset(PasswordResetFromKeyView):
    """The page behind the link: a new password, once."""

    form_class = NewPasswordForm
    template_name = "sign_in/reset.html"
    success_url = reverse_lazy("reset-done")

    def dispatch(
        self, request: HttpRequest, uidb36: str, key: str, **more: Any
    ) -> HttpResponseBase:
        if request.user.is_authenticated:
            # Whoever has the link acts as its owner, not as who is signed in on this phone.
            logout(request)
            return redirect(request.path)
        found: HttpResponseBase = super().dispatch(request, uidb36, key, **more)
        return found

    def get_form_class(self) -> type[NewPasswordForm]:
        return self.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Past allauth's own, which names pages of its own that we do not have.
        context: dict[str, Any] = FormView.get_context_data(self, **kwargs)
        named = getattr(self.reset_user, "username", "")
        return context | {"username": named, "lasts": lasting_words(LINK_LASTS)}

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        password = form.cleaned_data["password1"]
        choose_password(self.reset_user, district_of(self.request), password, by_link=True)
        end_sessions(self.reset_user)
        return redirect(self.get_success_url())


reset = audience(PUBLIC)(Reset.as_view())


@audience(PUBLIC)
@require_safe
def reset_done(request: HttpRequest) -> HttpResponse:
    """The password is new; sign in with it."""
    return render(request, "sign_in/reset_done.html")
