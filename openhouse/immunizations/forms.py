"""What a family sends, and what the nurse types."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import CheckedFile, LineField
from openhouse.immunizations.excuse_words import needs_end_help, no_such_exemption
from openhouse.immunizations.models import CardUpload, Dose, Exemption
from openhouse.immunizations.models_district import HealthRules
from openhouse.immunizations.queries import HealthFile
from openhouse.immunizations.rules.book import RuleBook
from openhouse.immunizations.rules.entry import NewDose, date_typed, dose_fault, vaccine_typed
from openhouse.immunizations.schedules import vaccine_names
from openhouse.immunizations.words import VACCINES, advice_words, fault_words, unknown_words

#: Lines of the form on which the nurse enters doses, and the fields of each.
LINES, PARTS = 6, ("vaccine", "on", "lot")
#: So many of them stand open on a phone.
SHOWN = 2
#: Where doses are known from that are copied from a family's card.
SOURCE_OF_A_CARD = Dose.Source.CARD


class CardForm(forms.Form):
    """A photo or PDF of the card."""

    card = CheckedFile(
        label=_("Photo or PDF of the card"),
        max_length=255,
        help_text=_("PDF, JPEG or PNG, up to 10 MB. The place where a photo was taken is removed."),
    )


class TypedDate(LineField):
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
    """Up to six doses at once, each a line of vaccine, date and lot.

    ``good`` are the doses of the lines that are right, ``again`` how many of these the nurse has
    entered a moment ago already: the same page sent twice. ``wrong`` are the lines that are not
    right. *others* are days and vaccines of the doses on file, *lately* what she has just entered.
    """

    source = forms.ChoiceField(label=_("Where it is known from"), choices=Dose.Source.choices)

    def __init__(
        self,
        *args: Any,
        born_on: date | None,
        today: date,
        others: frozenset[tuple[date, str]],
        lately: frozenset[NewDose] = frozenset(),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.born_on, self.today, self.others, self.lately = born_on, today, others, lately
        self.good: list[NewDose] = []
        self.again, self.wrong = 0, list[int]()
        for number in range(1, LINES + 1):
            vaccine = LineField(label=_("Vaccine"), required=False, max_length=120)
            vaccine.widget.attrs |= {"list": "vaccines", "autocomplete": "off"}
            on = TypedDate(label=_("Given on"), required=False)
            on.today = today
            lot = LineField(label=_("Lot"), required=False, max_length=40)
            self.fields |= {f"vaccine_{number}": vaccine, f"on_{number}": on, f"lot_{number}": lot}

    @property
    def first_lines(self) -> list[list[forms.BoundField]]:
        return [self._fields(number) for number in range(1, SHOWN + 1)]

    @property
    def more_lines(self) -> list[list[forms.BoundField]]:
        return [self._fields(number) for number in range(SHOWN + 1, LINES + 1)]

    @property
    def needs_more(self) -> bool:
        """If one of those beyond the first has something in it."""
        return any(any(self._typed(each).values()) for each in range(SHOWN + 1, LINES + 1))

    def _fields(self, number: int) -> list[forms.BoundField]:
        return [self[f"{part}_{number}"] for part in PARTS]

    def _typed(self, number: int) -> dict[str, str]:
        return {part: str(self.data.get(f"{part}_{number}", "")).strip() for part in PARTS}

    @property
    def can_keep(self) -> bool:
        """If there is something to keep, or to say of lines that are not right."""
        return self.is_valid() or ("source" not in self.errors and bool(self.wrong))

    def left(self) -> "DosesForm":
        """A form of only the lines that are not right, from the first line on."""
        said = {"source": str(self.data.get("source", ""))}
        for place, number in enumerate(self.wrong, 1):
            said |= {f"{part}_{place}": text for part, text in self._typed(number).items()}
        others = self.others | {(each.on, each.cvx) for each in self.good}
        return DosesForm(said, born_on=self.born_on, today=self.today, others=others)

    def clean(self) -> dict[str, Any]:
        seen, lately = self.others, set(self.lately)
        for number in range(1, LINES + 1):
            if not any(self._typed(number).values()):
                continue
            found = self._dose(number, seen, lately)
            if found is None:
                self.wrong.append(number)
            elif found in lately:
                lately.remove(found)
                self.again += 1
            else:
                seen |= {(found.on, found.cvx)}
                self.good.append(found)
        if not any(self._typed(number).values() for number in range(1, LINES + 1)):
            self.add_error("vaccine_1", _("Type at least one vaccine."))
        return self.cleaned_data

    def _dose(
        self, number: int, seen: frozenset[tuple[date, str]], lately: Collection[NewDose]
    ) -> NewDose | None:
        """The dose of a line; None where it is not right, which the line then says."""
        vaccine, day, lot = (f"{part}_{number}" for part in PARTS)
        said = self.cleaned_data
        cvx, trade = vaccine_typed(said.get(vaccine, ""), vaccine_names())
        if not cvx and vaccine in said:
            self.add_error(vaccine, unknown_words(said[vaccine]))
        on = said.get(day)
        if on is None and day in said:
            self.add_error(day, _("Say on which day."))
        if not cvx or on is None or lot not in said:
            return None
        found = NewDose(cvx, trade, on, said[lot])
        if found in lately:
            return found
        fault = dose_fault(cvx, on, self.born_on, self.today, vaccine_names(), seen)
        if fault is not None:
            self.add_error(day, f"{fault_words(fault)} {advice_words(fault)}")
            return None
        return found


def dose_form(sent: Any, file: HealthFile, nurse: int, now: datetime) -> DosesForm:
    """The form for doses of one student; what *nurse* has entered within the hour she may have sent
    twice."""
    lately = [
        NewDose(each.cvx, each.trade, each.given_on, each.lot)
        for each in file.doses
        if each.entered_by_id == nurse and each.entered_at
        and each.entered_at > now - timedelta(hours=1)
    ]  # fmt: skip
    return DosesForm(
        sent,
        born_on=file.born_on,
        today=now.date(),
        others=frozenset((each.given_on, each.cvx) for each in file.doses),
        lately=frozenset(lately),
    )


def _of_a_vaccine(every: Any) -> Any:
    choices = [("", every), *sorted(VACCINES.items())]
    return forms.ChoiceField(label=_("Vaccine"), choices=choices, required=False)


class ExemptionForm(forms.Form):
    """An exemption on the state's form, or a proof of immunity.

    Only of the kinds that the rules of *book* know in *grade*; of those in *must_end* only with its
    last day.
    """

    kind = forms.ChoiceField(label=_("What?"))
    vaccine = _of_a_vaccine(_("All vaccines"))
    given_on = TypedDate(label=_("Given on"))
    expires_on = TypedDate(label=_("Ends on"), required=False)

    def __init__(
        self, *args: Any, book: RuleBook, grade: str, must_end: frozenset[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.must_end = must_end
        kind: Any = self.fields["kind"]
        kind.choices = [each for each in Exemption.Kind.choices if book.allows(each[0], grade)]
        unknown = no_such_exemption(book.name if book.state else "")
        kind.error_messages["invalid_choice"] = unknown
        named = [
            str(Exemption.Kind(each).label) for each, _name in kind.choices if each in must_end
        ]
        self.fields["expires_on"].help_text = needs_end_help(named)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("kind") in self.must_end and not (
            said.get("expires_on") or "expires_on" in self.errors
        ):
            self.add_error("expires_on", _("Say until when it holds: the form or the proof says."))
        given, ends = said.get("given_on"), said.get("expires_on")
        if given and ends and ends < given:
            self.add_error("expires_on", _("The last day lies before the first."))
        if said.get("kind") == Exemption.Kind.PROOF and not said.get("vaccine"):
            self.add_error("vaccine", _("Say against which illness."))
        return said


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """Which exemptions are entered only with their last day, and what families see."""

    class Meta:
        model = HealthRules
        fields = (
            *("medical_ends", "religious_ends", "conscience_ends", "proof_ends"),
            *("shows_conditions", "shows_medication", "shows_visits"),
        )
        labels = {f"{kind}_ends": label for kind, label in Exemption.Kind.choices} | {
            "shows_conditions": _("Conditions"),
            "shows_medication": _("Medication at school"),
            "shows_visits": _("Visits to the nurse"),
        }


class AppointmentForm(forms.Form):
    """The next visit at the doctor's."""

    on = TypedDate(label=_("Day of the appointment"))
    vaccine = _of_a_vaccine(_("All vaccines"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise forms.ValidationError(_("This day has passed. Enter the next appointment."))
        return on


class CardDecisionForm(forms.Form):
    """Entered, or why not. *entered*: whether a dose was, since the card came."""

    answer = LineField(
        label=_("Answer to the family"),
        required=False,
        max_length=300,
        help_text=_("Where the card cannot be read, say what to send instead."),
    )

    def __init__(self, *args: Any, entered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entered = entered

    @property
    def asks(self) -> bool:
        """If it is to be asked whether no dose of the card was new."""
        says_entered = self.data.get("decision") == "entered"
        return says_entered and not self.entered and not self.data.get("sure")

    @property
    def state(self) -> str:
        entered = self.data.get("decision") == "entered"
        return CardUpload.State.CONFIRMED if entered else CardUpload.State.REFUSED

    def clean(self) -> dict[str, Any]:
        if self.asks:
            self.add_error(None, _("No dose was entered since this card was sent"))
        if self.state == CardUpload.State.REFUSED and not self.cleaned_data.get("answer"):
            self.add_error("answer", _("Say why, so that the family knows what to do."))
        return self.cleaned_data


def decision_form(sent: Any, file: HealthFile, card: CardUpload) -> CardDecisionForm:
    """The form to close a card of a student."""
    entered = any(each.entered_at and each.entered_at > card.sent_at for each in file.doses)
    return CardDecisionForm(sent, entered=entered)
