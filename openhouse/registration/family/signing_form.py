"""The signature under an application."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import LineField
from openhouse.registration.rules.names import signature
from openhouse.registration.rules.wrong import Wrong
from openhouse.registration.words import fault_words


class TypedName(LineField):
    """A name typed as a signature: raises what is wrong with it in words."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=_("Type your full name"),
            max_length=250,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={"required": _("Type your name to sign.")},
            **more,
        )

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        try:
            signature({"typed": typed})
        except Wrong as wrong:
            raise forms.ValidationError(fault_words(wrong)) from None
        return typed


class SignForm(forms.Form):
    """A typed name; *name* is that of the account, where there is one. Nothing is asked of who
    sends without signing (*signs*)."""

    agree = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Tick this to sign.")}
    )
    typed = TypedName()

    def __init__(self, *args: Any, name: str, signs: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        self.name = name
        if not signs:
            self.fields.clear()
        elif name:
            self.fields["typed"].help_text = _("As the school has it: %(name)s") % {"name": name}

    def clean_typed(self) -> str:
        """The whole name, of who has more than one."""
        typed = str(self.cleaned_data["typed"])
        if len(self.name.split()) > 1 and len(typed.split()) < 2:
            raise forms.ValidationError(_("Type your full name, first and last."))
        return typed
