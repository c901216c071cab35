"""The forms of contact data: a phone, an address, a home, a code, an office's answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.contact.models import ContactRules
from openhouse.contact.numbers import e164
from openhouse.contact.on_file import ALONE, TOGETHER
from openhouse.people.models import Household


class PhoneForm(forms.Form):
    """A phone number that can be dialed."""

    value = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        help_text=_("With the area code, such as 573 555 0100."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_value(self) -> str:
        value: str = self.cleaned_data["value"]
        if not e164(value):
            raise forms.ValidationError(_("This is no phone number with its area code."))
        return value


class EmailForm(forms.Form):
    """An e-mail address."""

    value = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class HomeForm(forms.Form):
    """A home's address and phone; where others live there too, who moves."""

    street = forms.CharField(label=_("Street and number"), max_length=200)
    city = forms.CharField(label=_("City"), max_length=100)
    state = forms.CharField(label=_("State"), max_length=20)
    postal_code = forms.CharField(label=_("ZIP code"), max_length=20)
    phone = forms.CharField(label=_("Phone at home"), max_length=40, required=False)
    moved = forms.ChoiceField(
        label=_("Who lives there?"),
        widget=forms.RadioSelect,
        choices=[
            (TOGETHER, _("Everybody who lives with me now, my children too")),
            (ALONE, _("Only I: the others stay where they are")),
        ],
    )

    def __init__(self, *args: Any, home: Household | None, shared: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.initial = getattr(home, name, "")
        if not shared:
            del self.fields["moved"]


class CodeForm(forms.Form):
    """The code that came by text message."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        return "".join(sign for sign in self.cleaned_data["code"] if sign.isalnum())


class DeclineForm(forms.Form):
    """Why an office does not make a change."""

    reason = forms.CharField(
        label=_("Why not?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The family reads it as you write it."),
        error_messages={"required": _("Write a few words to the family.")},
    )


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What changes at once, and what an office looks at first."""

    class Meta:
        model = ContactRules
        fields = ("points", "home")
        labels = {
            "points": _("A family’s phone numbers and e-mail addresses change"),
            "home": _("A family’s home address changes"),
        }
        widgets = {"points": forms.RadioSelect, "home": forms.RadioSelect}
