"""The forms of signing in, of recovery and of one's own account."""

from collections.abc import Sequence
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ResetPasswordKeyForm
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openhouse.people.models import Account
from openhouse.sign_in.activation import Opening, is_taken
from openhouse.sign_in.models import AccountRules
from openhouse.sign_in.passwords import SchoolRule


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].help_text = ""
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


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


def _password(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "maxlength": 200})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=200, **more)


class _Twice(forms.Form):
    """Mixed in: what is typed twice is the same twice."""

    def twice(self, first: str, second: str, words: Any) -> None:
        said = self.cleaned_data
        if first in said and second in said and said[first] != said[second]:
            self.add_error(second, words)


class _NewPassword(_Twice):
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


class _Emails(_Twice):
    """A security e-mail, twice."""

    def check_emails(self) -> None:
        for name in ("email1", "email2"):
            self.cleaned_data[name] = self.cleaned_data.get(name, "").strip().lower()
        self.twice("email1", "email2", _("This is not the same address."))


def _email(label: Any, **more: Any) -> forms.EmailField:
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


class FirstStepsForm(_NewPassword, _Emails):
    """Agree, choose a password, give the security e-mail; only what is still to be done."""

    agree = forms.BooleanField(label=_("I agree"))
    password1 = _password(_("New password"), "new-password")
    password2 = _password(_("New password once more"), "new-password")
    email1 = _email(_("Security e-mail"), required=False)
    email2 = _email(_("Security e-mail once more"), required=False)

    def __init__(self, *args: Any, account: Account, rules: AccountRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["password1"].help_text = SchoolRule().get_help_text()
        if not rules.terms:
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


class _WithPassword(forms.Form):
    """Mixed in: the present password is asked, and wrong ones count as at signing in."""

    def __init__(self, *args: Any, account: Account, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.request = account, request

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not reauthenticated(self.request, self.account, password):
            raise forms.ValidationError(_("This is not your password."))
        return password


class PasswordForm(_WithPassword, _NewPassword):
    """The present password and a new one, twice."""

    password = _password(_("Your password now"), "current-password")
    password1 = _password(_("New password"), "new-password")
    password2 = _password(_("New password once more"), "new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = SchoolRule().get_help_text()

    def clean(self) -> dict[str, Any]:
        self.check_new_password()
        return self.cleaned_data


class EmailForm(_WithPassword, _Emails):
    """Another security e-mail, twice, and the password."""

    email1 = _email(_("New security e-mail"))
    email2 = _email(_("New security e-mail once more"))
    password = _password(_("Your password"), "current-password")

    def clean(self) -> dict[str, Any]:
        self.check_emails()
        return self.cleaned_data


def reauthenticated(request: HttpRequest, account: Account, password: str) -> bool:
    """If *password* is the account's; raises ValidationError after too many wrong ones."""
    return bool(get_adapter().reauthenticate(account, password))


#: Children that one request may name.
MOST_CHILDREN = 4


class AskForm(forms.Form):
    """Who asks, and whose parent she is."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = _email(_("E-mail address"), help_text=_("The one that the school has of you."))

    def __init__(self, *args: Any, schools: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((str(number), name) for number, name in schools)]
        for n in range(1, MOST_CHILDREN + 1):
            first = n == 1
            self.fields[f"child{n}"] = forms.CharField(
                label=_("Your child’s name"), max_length=300, required=first
            )
            self.fields[f"school{n}"] = forms.ChoiceField(
                label=_("Her or his school"), choices=choices, required=first
            )

    def children(self) -> list[tuple[Any, Any]]:
        """Each child's two fields."""
        return [(self[f"child{n}"], self[f"school{n}"]) for n in range(1, MOST_CHILDREN + 1)]

    def asked(self) -> dict[str, Any]:
        """What ``asking.take_request`` takes."""
        said = self.cleaned_data
        children = [
            {"name": said[f"child{n}"], "school": int(said[f"school{n}"] or 0) or None}
            for n in range(1, MOST_CHILDREN + 1)
            if said.get(f"child{n}")
        ]
        return {"name": said["name"], "email": said["email"], "children": children}


class CodeForm(forms.Form):
    """A code off a letter or a mail."""

    unknown = _("This code does not open anything. Look at each sign, or ask for a new one.")
    code = forms.CharField(
        label=_("Code"),
        max_length=80,
        help_text=_("It stands in the letter or the e-mail from the school."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class OpenForm(_NewPassword, _Emails):
    """User name, password, terms, security e-mail: all that opens an account."""

    username = forms.RegexField(
        r"^[\w.@+-]+$",
        label=_("User name"),
        min_length=3,
        max_length=150,
        error_messages={"invalid": _("Use letters, numbers and . @ + - _ only.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password1 = _password(_("New password"), "new-password")
    password2 = _password(_("New password once more"), "new-password")
    agree = forms.BooleanField(label=_("I agree"))
    email1 = _email(_("Security e-mail"), required=False)
    email2 = _email(_("Security e-mail once more"), required=False)

    def __init__(self, *args: Any, opening: Opening, rules: AccountRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opening = opening
        self.account = opening.account or Account(person_id=opening.person)
        self.fields["password1"].help_text = SchoolRule().get_help_text()
        self.fields["username"].disabled = opening.account is not None
        if not rules.terms:
            del self.fields["agree"]

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if is_taken(username, self.opening.person):
            raise forms.ValidationError(_("Somebody has this user name. Choose another one."))
        self.account.username = username
        return username

    def clean(self) -> dict[str, Any]:
        self.check_new_password()
        self.check_emails()
        return self.cleaned_data


class WayForm(forms.Form):
    """How a clerk gives somebody the way in: an address on file, or a letter."""

    LETTER = "letter"

    email = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, addresses: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mailed = [(each, gettext("By e-mail to %(email)s") % {"email": each}) for each in addresses]
        field = self.fields["email"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*mailed, (self.LETTER, _("On a letter to print"))]
        field.initial = addresses[0] if addresses else self.LETTER


class DecideForm(forms.Form):
    """Whom a request is from, or nobody; and a note for the colleagues."""

    person = forms.IntegerField(required=False, max_value=2**62)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
