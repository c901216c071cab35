"""What allauth is to know of us."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from openhouse.access.enter import ADDRESS
from openhouse.access.requests import district_of
from openhouse.common.text import lasting_words, reader_language
from openhouse.sign_in import tries
from openhouse.sign_in.actions import take_over_language
from openhouse.sign_in.jobs import tell_of_tries
from openhouse.sign_in.rules import FIRST_PASSWORD_LASTS, FREE_TRIES
from openhouse.sign_in.safety.arrival import arrive

#: Messages of allauth that say what the page before one's eyes says already.
UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class Adapter(DefaultAccountAdapter):
    """Accounts live in a district, so the count of failed tries does too."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "This user name and password do not belong together. Check both, small and capital"
            " letters too, and try again."
        ),
        "password_is_over": gettext_lazy(
            "The password for the first time was good for %s, and they are over. Choose a new"
            " password by e-mail, or ask the help desk for another one."
        ),
        "too_many_login_attempts": gettext_lazy(
            "There were too many tries that did not work. To keep the account safe, please wait"
            " a few minutes. Then try again, or choose a new password by e-mail."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["openhouse.sign_in.safety.stages.SecondStep"]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("sign-in")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *rest: Any,
        **more: Any,
    ) -> None:
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *rest, **more)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **more)
        arrive(request, answer, user)
        take_over_language(user.pk, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
        return answer

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        if tries.must_wait(_key(credentials)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if getattr(request, "password_is_over", False):
            raise self.validation_error("password_is_over", lasting_words(FIRST_PASSWORD_LASTS))
        if user is not None:
            tries.forget(_key(credentials))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it for the user name, known or not; the owner is told when it begins to cost."""
        if tries.count(_key(credentials)) == FREE_TRIES:
            tell_of_tries.defer(
                district=district_of(request).id,
                username=credentials.get("username", "")[:150],
                language=reader_language(),
            )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Past allauth's own, which counts each port in the Host header as another site.
        return _key(credentials)


def _key(credentials: dict[str, Any]) -> str:
    address = ADDRESS.get()
    return tries.key_of(address.slug if address else "", credentials.get("username", ""))
