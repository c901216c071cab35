"""The forms of signing in, of recovery and of one's own account."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ResetPasswordKeyForm
from allauth.account.internal.flows.login import perform_password_login
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from openhouse.common.text import lasting_words
from openhouse.people.models import Account
from openhouse.sign_in.models import AccountRules
from openhouse.sign_in.passwords import SchoolRule
from openhouse.sign_in.rules import OWN_DEVICE_LASTS

#: Where the word of the sign-in page waits for the last step: this is my own device.
OWN_DEVICE = "own_device"


class SignInForm(LoginForm):
    """User name and password, and whether to stay signed in (ACC-22)."""

    own_device = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].help_text = ""
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        lasts = {"lasts": lasting_words(OWN_DEVICE_LASTS)}
        self.fields["own_device"].label = (
            _("This is my own device: stay signed in for %(lasts)s") % lasts
        )
        self.fields["own_device"].widget.attrs |= {"id": "id_own_device"}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        # Past allauth's own, which would say how long the session lives after the last step has.
        request.session[OWN_DEVICE] = self.cleaned_data["own_device"]
        self._login.redirect_url = redirect_url
        answer: HttpResponse = perform_password_login(request, self.user_credentials(), self._login)
        return answer


class ForgotPasswordForm(forms.Form):
    """The user name."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class ForgotUsernameForm(forms.Form):
    """The e-mail address."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def password_field(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "maxlength": 200})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=200, **more)


class _Twice(forms.Form):
    """Mixed in: what is typed twice is the same twice."""

    def twice(self, first: str, second: str, words: Any) -> None:
        said = self.cleaned_data
        if first in said and second in said and said[first] != said[second]:
            self.add_error(second, words)


class WithNewPassword(_Twice):
    """A new password, twice, that the rule takes."""

    account: Account

    def check_new_password(self) -> None:
        password = self.cleaned_data.get("password1")
        if password:
            try:
                password_validation.validate_password(password, self.account)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        self.twice("password1", "password2", _("This is not the same password."))


class WithEmails(_Twice):
    """A security e-mail, twice."""

    def check_emails(self) -> None:
        for name in ("email1", "email2"):
            self.cleaned_data[name] = self.cleaned_data.get(name, "").strip().lower()
        self.twice("email1", "email2", _("This is not the same address."))


def email_field(label: Any, **more: Any) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "email"})
    return forms.EmailField(label=label, max_length=254, widget=widget, **more)


class NewPasswordForm(ResetPasswordKeyForm):
    """A new password, twice, behind the link of the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password once more")
        self.fields["password1"].help_text = SchoolRule().get_help_text()
        self.fields["password2"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class FirstStepsForm(WithNewPassword, WithEmails):
    """Agree, choose a password, give the security e-mail; only what is still to be done."""

    agree = forms.BooleanField(label=_("I agree"))
    password1 = password_field(_("New password"), "new-password")
    password2 = password_field(_("New password once more"), "new-password")
    email1 = email_field(_("Security e-mail"), required=False)
    email2 = email_field(_("Security e-mail once more"), required=False)

    def __init__(self, *args: Any, account: Account, rules: AccountRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["password1"].help_text = SchoolRule().get_help_text()
        if not rules.terms_here:
            del self.fields["agree"]
        if not account.must_change_password:
            del self.fields["password1"], self.fields["password2"]

    def clean(self) -> dict[str, Any]:
        if "password1" in self.fields:
            self.check_new_password()
            password = self.cleaned_data.get("password1")
            if password and self.account.check_password(password):
                self.add_error("password1", _("Choose another one than the one you were given."))
        self.check_emails()
        return self.cleaned_data

    def settled(self) -> dict[str, str]:
        """What ``actions.settle`` takes; no password where none was to be chosen."""
        said = self.cleaned_data
        return {"password": said.get("password1", ""), "email": said["email1"]}


class WithPassword(forms.Form):
    """Mixed in: the present password is asked, and wrong ones count as at signing in."""

    def __init__(self, *args: Any, account: Account, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.request = account, request

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not reauthenticated(self.request, self.account, password):
            raise forms.ValidationError(_("This is not your password."))
        return password


class PasswordForm(WithPassword, WithNewPassword):
    """The present password and a new one, twice."""

    password = password_field(_("Your password now"), "current-password")
    password1 = password_field(_("New password"), "new-password")
    password2 = password_field(_("New password once more"), "new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = SchoolRule().get_help_text()

    def clean(self) -> dict[str, Any]:
        self.check_new_password()
        return self.cleaned_data


class EmailForm(WithPassword, WithEmails):
    """Another security e-mail, twice, and the password."""

    email1 = email_field(_("New security e-mail"))
    email2 = email_field(_("New security e-mail once more"))
    password = password_field(_("Your password"), "current-password")

    def clean(self) -> dict[str, Any]:
        self.check_emails()
        return self.cleaned_data


def reauthenticated(request: HttpRequest, account: Account, password: str) -> bool:
    """If *password* is the account's; raises ValidationError after too many wrong ones."""
    return bool(get_adapter().reauthenticate(account, password))
