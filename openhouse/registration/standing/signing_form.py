"""The signature under an application, and those in the midst of it."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import LineField
from openhouse.registration.asking import Refuses
from openhouse.registration.rules.names import signature
from openhouse.registration.rules.signing import Signer, is_signed_by, may_be_initials
from openhouse.registration.rules.wrong import Wrong
from openhouse.registration.standing.signers import signers_of
from openhouse.registration.standing.state import Standing
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


def not_hers(name: str, *, by_link: bool = False) -> Any:
    """That a typed name is not whole, or another's, and what to do; *name* as the school has it."""
    if not name:
        return _("Sign with your first and last name, as the school has them.")
    if by_link:
        return _(
            "Sign with the first and last name of a parent or guardian of this registration:"
            " %(name)s."
        ) % {"name": name}
    return _(
        "Sign with your first and last name. The school has you as %(name)s. If that is wrong, call"
        " its office."
    ) % {"name": name}


def not_her_letters(name: str, *, by_link: bool = False) -> Any:
    """That initials are another's; *name* as the school has it."""
    if by_link:
        words = _("Write the initials of a parent or guardian of this registration: %(name)s.")
    else:
        words = _("Write your own initials. The school has you as %(name)s.")
    return words % {"name": name}


def refuses(standing: Standing) -> Refuses:
    """Why a name or initials in the midst of the form are not those of who fills in, in words: as
    ``SignForm`` under the whole; "" where they are."""
    signers = cache(partial(signers_of, standing))

    def why(typed: str, *, initials: bool = False) -> Any:
        is_hers, words = is_signed_by, not_hers
        if initials:
            is_hers, words = may_be_initials, not_her_letters
        if is_hers(typed, signers()):
            return ""
        name = standing.filler.name
        return words(name or named(signers()), by_link=not name)

    return why


def named(signers: Sequence[Signer]) -> str:
    """Those who may sign, as the family calls them."""
    return ", ".join(" ".join(filter(None, each)) for each in signers)


class SignForm(forms.Form):
    """A typed name; *name* is that of the account, where there is one, and *signers* whose it may
    be. Nothing is asked of who sends without signing (*signs*)."""

    agree = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Tick this to sign.")}
    )
    typed = TypedName()

    def __init__(
        self, *args: Any, name: str, signers: Sequence[Signer] = (), signs: bool = True, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.name, self.signers = name, signers
        if not signs:
            self.fields.clear()
        elif name:
            self.fields["typed"].help_text = _("As the school has it: %(name)s") % {"name": name}

    def clean_typed(self) -> str:
        """Her given and her family name."""
        typed = str(self.cleaned_data["typed"])
        if not is_signed_by(typed, self.signers):
            there = self.name or named(self.signers)
            raise forms.ValidationError(not_hers(there, by_link=not self.name))
        return typed
