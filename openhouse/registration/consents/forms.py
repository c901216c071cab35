"""The small forms on which a guardian says yes or no, and otherwise later."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.registration.rules.signing import Signer, is_signed_by
from openhouse.registration.standing.signing_form import TypedName, not_hers

_ANSWERS = [("yes", _("Yes, I agree")), ("no", _("No"))]


class SignedForm(forms.Form):
    """A typed name alone: hers, whose *signers* are how the records call her."""

    typed = TypedName()

    def __init__(
        self, *args: Any, name: str = "", signers: Sequence[Signer] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.name, self.signers = name, signers
        if name:
            self.fields["typed"].help_text = _("As the school has it: %(name)s") % {"name": name}

    def clean_typed(self) -> str:
        """Her given and her family name."""
        typed = str(self.cleaned_data["typed"])
        if not is_signed_by(typed, self.signers):
            raise forms.ValidationError(not_hers(self.name))
        return typed


class ConsentForm(SignedForm):
    """Yes or no to each, and one typed name under all. *asked*: number and label of each."""

    def __init__(self, *args: Any, asked: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.numbers = []
        for number, label in asked:
            self.numbers.append(number)
            self.fields[f"c{number}"] = forms.ChoiceField(
                label=label, choices=_ANSWERS, widget=forms.RadioSelect, required=False
            )

    def clean(self) -> dict[str, Any]:
        if self.numbers and not self.agreed(self.cleaned_data):
            first = f"c{self.numbers[0]}"
            if first not in self.errors:
                self.add_error(first, _("Choose yes or no first."))
        return self.cleaned_data

    def agreed(self, said: dict[str, Any]) -> dict[int, bool]:
        """What was said to which; what was left out waits."""
        return {
            number: said[f"c{number}"] == "yes" for number in self.numbers if said.get(f"c{number}")
        }
