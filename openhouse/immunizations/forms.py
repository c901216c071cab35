"""What a family sends, and what the nurse types."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import CheckedFile
from openhouse.immunizations.models import CardUpload, Dose, Exemption
from openhouse.immunizations.rules.entry import NewDose, date_typed, dose_fault, vaccine_typed
from openhouse.immunizations.schedules import vaccine_names
from openhouse.immunizations.words import VACCINES, fault_words

#: Lines of the form on which the nurse enters doses.
LINES = 6


class CardForm(forms.Form):
    """A photo or PDF of the card."""

    card = CheckedFile(
        label=_("Photo or PDF of the card"),
        max_length=255,
        help_text=_("PDF, JPEG or PNG, up to 10 MB. The place where a photo was taken is removed."),
    )


class TypedDate(forms.CharField):
    """A date in any usual form."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=30, **more)
        self.today: date | None = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = date_typed(text, self.today or date.max)
        if found is None:
            raise forms.ValidationError(_("This is no date. Write 5/4/2011, for example."))
        return found


class DosesForm(forms.Form):
    """Up to six doses at once, each a line of vaccine, date and lot."""

    source = forms.ChoiceField(label=_("Where it is known from"), choices=Dose.Source.choices)

    def __init__(
        self,
        *args: Any,
        born_on: date | None,
        today: date,
        others: frozenset[tuple[date, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.born_on, self.today, self.others = born_on, today, others
        for number in range(1, LINES + 1):
            vaccine = forms.CharField(label=_("Vaccine"), required=False, max_length=120)
            vaccine.widget.attrs |= {"list": "vaccines", "autocomplete": "off"}
            on = TypedDate(label=_("Given on"), required=False)
            on.today = today
            lot = forms.CharField(label=_("Lot"), required=False, max_length=40)
            self.fields |= {f"vaccine_{number}": vaccine, f"on_{number}": on, f"lot_{number}": lot}

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        parts = ("vaccine", "on", "lot")
        return [[self[f"{part}_{number}"] for part in parts] for number in range(1, LINES + 1)]

    def clean(self) -> dict[str, Any]:
        said, doses = self.cleaned_data, list[NewDose]()
        seen = set(self.others)
        for number in range(1, LINES + 1):
            typed, on = said.get(f"vaccine_{number}", ""), said.get(f"on_{number}")
            if not typed and on is None:
                continue
            cvx, trade = vaccine_typed(typed, vaccine_names())
            if not cvx:
                self.add_error(f"vaccine_{number}", _("No vaccine has this code or name."))
            if f"on_{number}" in said and on is None:
                self.add_error(f"on_{number}", _("Say on which day."))
            if not cvx or on is None:
                continue
            fault = dose_fault(cvx, on, self.born_on, self.today, vaccine_names(), frozenset(seen))
            if fault is not None:
                self.add_error(f"on_{number}", fault_words(fault))
                continue
            seen.add((on, cvx))
            doses.append(NewDose(cvx, trade, on, said.get(f"lot_{number}", "")))
        if not doses and not self.errors:
            self.add_error("vaccine_1", _("Type at least one vaccine."))
        return said | {"doses": doses}


def _of_a_vaccine(every: Any) -> Any:
    choices = [("", every), *sorted(VACCINES.items())]
    return forms.ChoiceField(label=_("Vaccine"), choices=choices, required=False)


class ExemptionForm(forms.Form):
    """An exemption on the state's form, or a proof of immunity."""

    kind = forms.ChoiceField(label=_("What?"), choices=Exemption.Kind.choices)
    vaccine = _of_a_vaccine(_("All vaccines"))
    given_on = TypedDate(label=_("Given on"))
    expires_on = TypedDate(label=_("Ends on"), required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        given, ends = said.get("given_on"), said.get("expires_on")
        if given and ends and ends < given:
            self.add_error("expires_on", _("The last day lies before the first."))
        if said.get("kind") == Exemption.Kind.PROOF and not said.get("vaccine"):
            self.add_error("vaccine", _("Say against which illness."))
        return said


class AppointmentForm(forms.Form):
    """The next visit at the doctor's."""

    on = TypedDate(label=_("Day of the appointment"))
    vaccine = _of_a_vaccine(_("All vaccines"))


class CardDecisionForm(forms.Form):
    """Entered, or why not."""

    answer = forms.CharField(
        label=_("Answer to the family"),
        required=False,
        max_length=300,
        help_text=_("Where the card cannot be read, say what to send instead."),
    )

    @property
    def state(self) -> str:
        entered = self.data.get("decision") == "entered"
        return CardUpload.State.CONFIRMED if entered else CardUpload.State.REFUSED

    def clean(self) -> dict[str, Any]:
        if self.state == CardUpload.State.REFUSED and not self.cleaned_data.get("answer"):
            self.add_error("answer", _("Say why, so that the family knows what to do."))
        return self.cleaned_data
