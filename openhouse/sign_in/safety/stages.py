"""What comes between the right password and being in."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.mfa.stages import AuthenticateStage
from django.shortcuts import redirect


class SecondStep(AuthenticateStage):
    """allauth's, on our page: an account with a second step goes on to it."""

    urlname = "second-step"

    def handle(self) -> tuple[Any, bool]:
        if self._should_handle(self.request):
            return redirect(self.urlname), True
        return None, True

    def abort_here(self) -> None:
        """Forget the password that was typed: it is to be typed again."""
        clear_login(self.request)
