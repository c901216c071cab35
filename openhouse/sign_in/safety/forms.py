"""The forms of the second step: a code, a passkey, a name."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.access.district import CurrentDistrict
from openhouse.people.models import Account
from openhouse.sign_in import tries
from openhouse.sign_in.forms import WithPassword, password_field
from openhouse.sign_in.safety import second_step

#: What a browser sends where a passkey should be, and what allauth's readers make of it.
_NO_PASSKEY = (TypeError, ValueError, KeyError, AttributeError, RecursionError)


def code_field(label: Any) -> forms.CharField:
    widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    )
    return forms.CharField(label=label, max_length=40, widget=widget)


class CodeForm(forms.Form):
    """A code of the app, or a recovery code: each is taken once, and wrong ones cost time."""

    code = code_field(_("Code"))

    def __init__(
        self, *args: Any, account: Account, district: CurrentDistrict, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.district = account, district
        self.used: Authenticator | None = None

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        key = second_step.wait_key(self.account, self.district)
        if tries.must_wait(key):
            raise forms.ValidationError(
                _("There were too many wrong codes. Please wait a few minutes, then try again.")
            )
        self.used = second_step.used_code(self.account, self.district, code)
        if self.used is None:
            second_step.count_wrong(self.account, self.district)
            raise forms.ValidationError(_("This code is not right, or it was used already."))
        tries.forget(key)
        return code


class PasswordAgainForm(WithPassword):
    """The password once more; wrong ones count as at signing in."""

    password = password_field(_("Your password"), "current-password")


class AppForm(forms.Form):
    """The first code of a new app: it proves that the app has the secret."""

    code = code_field(_("The code that the app shows"))

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret, self.step = secret, 0

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        step = second_step.step_of(self.secret, code)
        if step is None:
            raise forms.ValidationError(
                _("This code is not right. Wait for the next one and type that.")
            )
        self.step = step
        return code


class NameForm(forms.Form):
    """What its owner calls a passkey."""

    name = forms.CharField(label=_("Name"), max_length=second_step.LONGEST_NAME)


class _Passkey:
    """Mixed in before allauth's forms: whatever is no passkey is a wrong one, never an error."""

    def full_clean(self) -> None:
        form: Any = self
        try:
            super().full_clean()  # type: ignore[misc]
        except _NO_PASSKEY:
            form.cleaned_data = {}
            form.add_error(None, _("This passkey does not work here."))


class NewPasskeyForm(_Passkey, AddWebAuthnForm):
    """A new passkey. Each can sign in by itself: the phone asks for the finger or the PIN."""

    def clean_passwordless(self) -> bool:
        return True


class PasskeyForm(_Passkey, AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class PasskeyAgainForm(_Passkey, ReauthenticateWebAuthnForm):
    """A passkey in place of the password, once more."""


class PasskeySignInForm(_Passkey, LoginWebAuthnForm):
    """A passkey alone, of an account that the browser names."""
