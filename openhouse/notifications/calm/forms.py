"""What somebody says about notices, and what the district decides about their hours."""

from datetime import time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS as NAMES_OF_DAYS
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openhouse.notifications.models_notices import NoticeRules, NoticeTimes

#: The percents that can be chosen from; any other that is kept stays.
PERCENTS = (90, 80, 70, 60)
WEEKDAYS = [(number, capfirst(name)) for number, name in NAMES_OF_DAYS.items()]


def below_choices(kept: str = "") -> list[tuple[str, str]]:
    """All of them, or only those below a percent; with the one that is *kept*."""
    found = [*map(str, PERCENTS), *([kept] if kept and kept not in map(str, PERCENTS) else [])]
    return [("", gettext("Every one")), *((n, below_words(n)) for n in found)]


def below_words(percent: str) -> str:
    return gettext("Only below %(n)s %%") % {"n": percent}


class Clock(forms.TimeInput):
    """A time of day, as the browser asks for it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class TimesForm(forms.ModelForm):  # type: ignore[type-arg]
    """When somebody wants to hear, and of which marks: few decisions, the rest behind More."""

    below = forms.ChoiceField(
        label=_("Which scores and marks?"), choices=below_choices, required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "A posted mark without a percent always comes; a score without points does not."
        ),
    )  # fmt: skip
    safe = forms.TypedChoiceField(
        label=_("What may a locked phone show?"),
        choices=[
            (0, _("What happened: “Quiz 3: 7 of 10”")),
            (1, _("Only that there is something new")),
        ],
        coerce=lambda said: said == "1",
        widget=forms.RadioSelect,
    )
    weekday = forms.TypedChoiceField(
        label=pgettext_lazy("of the week", "On which day, once a week?"),
        choices=WEEKDAYS,
        coerce=int,
    )

    class Meta:
        model = NoticeTimes
        fields = (
            "pace", "below", "safe", "weekly_word", "hour", "weekday", "quiet_from", "quiet_until",
        )  # fmt: skip
        labels = {
            "pace": _("When do you want to hear?"),
            "weekly_word": _("Send me a short word once a week"),
            "hour": _("At which hour?"),
            "quiet_from": _("Quiet from"),
            "quiet_until": _("Quiet until"),
        }
        help_texts = {
            "pace": _("Absences and emergencies come at once, whatever you choose here."),
            "weekly_word": _("What is missing, what is due, which marks moved, which days missed."),
            "quiet_from": _(
                "Empty both for no quiet hours. Emergencies, attendance calls and what the school"
                " calls important come all the same."
            ),
        }
        widgets = {
            "pace": forms.RadioSelect,
            "hour": Clock,
            "quiet_from": Clock,
            "quiet_until": Clock,
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kept = self.instance.below
        self.initial["below"] = "" if kept is None else f"{kept.normalize():f}"
        self.initial["safe"] = int(self.instance.safe)
        field = self.fields["below"]
        if isinstance(field, forms.ChoiceField):
            field.choices = below_choices(self.initial["below"])

    def clean_below(self) -> str | None:
        return self.cleaned_data["below"] or None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if bool(said.get("quiet_from")) != bool(said.get("quiet_until")):
            self.add_error("quiet_until", _("Give both times, or none."))
        return said


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """The hours that the district keeps."""

    class Meta:
        model = NoticeRules
        fields = (
            "earliest", "latest", "hold_from", "hold_until", "head_start", "fold",
            "emergency_again", "attendance_again",
        )  # fmt: skip
        labels = {
            "earliest": _("Nobody is told before"),
            "latest": _("Nobody is told after"),
            "hold_from": _("No marks and no work from"),
            "hold_until": _("No marks and no work until"),
            "head_start": _("Hours by which a student hears before her parents"),
            "fold": _("Minutes in which corrections are one notice"),
            "emergency_again": _("An emergency: hours until another way is tried"),
            "attendance_again": _("Attendance: hours until another way is tried"),
        }
        help_texts = {
            "latest": _("An emergency goes out at any hour."),
            "hold_from": _("On days of school. Empty both for no such hours."),
            "head_start": _("Of scores, marks and work, where she has an account of her own."),
            "fold": _("A mark that comes back to where it was is told to nobody."),
            "emergency_again": _("At any hour of the day. 0 turns it off."),
            "attendance_again": _("Not at night. 0 turns it off."),
        }
        widgets = {
            "earliest": Clock,
            "latest": Clock,
            "hold_from": Clock,
            "hold_until": Clock,
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if bool(said.get("hold_from")) != bool(said.get("hold_until")):
            self.add_error("hold_until", _("Give both times, or none."))
        first, last = said.get("earliest"), said.get("latest")
        if isinstance(first, time) and isinstance(last, time) and first >= last:
            self.add_error("latest", _("This has to be later than the first hour."))
        if (said.get("head_start") or 0) > 48:
            self.add_error("head_start", _("Two days are the most."))
        if (said.get("fold") or 0) > 60:
            self.add_error("fold", _("An hour is the most."))
        for name in ("emergency_again", "attendance_again"):
            if (said.get(name) or 0) > 48:
                self.add_error(name, _("Two days are the most."))
        return said
