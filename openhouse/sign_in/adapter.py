"""What allauth is to know of us."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from openhouse.access.enter import ADDRESS

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
        "too_many_login_attempts": gettext_lazy(
            "There were too many tries that did not work. To keep the account safe, please wait"
            " 5 minutes. Then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

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

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Past allauth's own, which counts each port in the Host header as another site.
        address = ADDRESS.get()
        slug = address.slug if address else ""
        return f"{slug}:{credentials.get('username', '').lower()}"
