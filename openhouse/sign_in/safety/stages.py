"""What comes between the right password and being in."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.mfa.stages import AuthenticateStage
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

#: What the account's sessions are known by, from the right password to the second step.
HALF_IN = "half_in"


class SecondStep(AuthenticateStage):
    """allauth's, on our page: an account with a second step goes on to it."""

    urlname = "second-step"

    def handle(self) -> tuple[Any, bool]:
        if self._should_handle(self.request):
            user: Any = self.login.user
            self.request.session[HALF_IN] = user.get_session_auth_hash()
            return redirect(self.urlname), True
        return None, True

    def still_holds(self) -> bool:
        """If the password is the one that was typed, and the account is open: a new one ends what
        an old one began.
        """
        user: Any = self.login.user
        if user is None or not user.is_active:
            return False
        kept = str(self.request.session.get(HALF_IN, ""))
        return constant_time_compare(kept, user.get_session_auth_hash())

    def abort_here(self) -> None:
        """Forget the password that was typed: it is to be typed again."""
        clear_login(self.request)
