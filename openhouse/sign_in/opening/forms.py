"""The forms of asking for an account, opening it, and of the help desk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.people.models import Account
from openhouse.sign_in.forms import WithEmails, WithNewPassword, email_field, password_field
from openhouse.sign_in.models import AccountRules
from openhouse.sign_in.opening.codes import Opening, is_taken
from openhouse.sign_in.passwords import SchoolRule

#: Children that one request may name.
MOST_CHILDREN = 4


class AskForm(forms.Form):
    """Who asks, and whose parent she is."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = email_field(_("E-mail address"), help_text=_("The one that the school has of you."))

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
        """What ``asking.keep_request`` takes."""
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


class OpenForm(WithNewPassword, WithEmails):
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
    password1 = password_field(_("New password"), "new-password")
    password2 = password_field(_("New password once more"), "new-password")
    agree = forms.BooleanField(label=_("I agree"))
    email1 = email_field(_("Security e-mail"), required=False)
    email2 = email_field(_("Security e-mail once more"), required=False)

    def __init__(self, *args: Any, opening: Opening, rules: AccountRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opening = opening
        self.account = opening.account or Account(person_id=opening.person)
        self.fields["password1"].help_text = SchoolRule().get_help_text()
        self.fields["username"].disabled = opening.account is not None
        if not rules.terms_here:
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

    def opened(self) -> dict[str, str]:
        """What ``codes.open_with`` takes."""
        said = self.cleaned_data
        return {
            "username": said["username"],
            "password": said["password1"],
            "email": said["email1"],
        }


class DecideForm(forms.Form):
    """Whom a request is from, or nobody; and a note for the colleagues."""

    person = forms.IntegerField(required=False, max_value=2**62)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
