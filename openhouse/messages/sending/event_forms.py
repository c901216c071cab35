"""A rule about what comes about: when, of whom, who is told, how often, and what is added."""

from datetime import date, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from openhouse.access.desks import schools_of
from openhouse.access.offices import offices_of
from openhouse.common.fields import LineField, LinesField
from openhouse.messages.models_rules import EventRule
from openhouse.messages.queries import grades_of
from openhouse.messages.rules import fields_of
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.event_rules import ASKED
from openhouse.messages.sending.forms import hour_of_telling
from openhouse.messages.word_forms import GradesField
from openhouse.messages.wording import language_within
from openhouse.notifications.calm.forms import Clock

What, Tells = EventRule.What, EventRule.Tells
#: Letters of the line that a school adds, and marks that a rule names.
LONGEST, MOST_LETTERS = 500, 20
#: What each kind of rule asks beside; what it does not ask is empty.
_COUNTED = (What.ABSENCES, What.MISSING, What.DOCUMENT)
_MARKED = (What.MARK, What.POSTED)


class EventRuleForm(forms.Form):
    """A rule, as an office or the district says it; ``edition`` is the one that it shows."""

    name = LineField(label=_("Name of the rule"), max_length=100)
    school = forms.ChoiceField(label=_("Which school?"), required=False)
    what = forms.ChoiceField(
        label=_("When?"), choices=What.choices, widget=forms.RadioSelect, initial=What.ABSENCES
    )
    least = forms.IntegerField(
        label=_("How many days or pieces, at least?"), required=False, min_value=1, max_value=200
    )
    during = forms.ChoiceField(
        label=_("Days in which time?"), choices=EventRule.During.choices, required=False
    )
    unexcused = forms.BooleanField(label=_("Only days without an excuse"), required=False)
    before_due = forms.BooleanField(
        label=_("Count the days back from the document’s last day"), required=False
    )
    by_class = forms.BooleanField(label=_("Count the work of each class by itself"), required=False)
    below = forms.DecimalField(
        label=_("Below how many percent?"), required=False, min_value=0, max_value=100,
        max_digits=4, decimal_places=1,
    )  # fmt: skip
    letters = LineField(
        label=_("Or if it is one of these marks"), required=False, max_length=200,
        help_text=_("With commas between them, as they stand in the portal: D, F"),
    )  # fmt: skip
    grades = GradesField()
    tells = forms.MultipleChoiceField(
        label=_("Who is told?"), choices=Tells.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who is told.")},
    )  # fmt: skip
    often = forms.ChoiceField(
        label=_("How often?"), choices=EventRule.Often.choices, widget=forms.RadioSelect
    )
    those_already = forms.BooleanField(
        label=_("Tell also of whom it is so already when the rule is turned on"), required=False
    )
    at = forms.TimeField(label=_("At what time of a school day?"), widget=Clock())
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, desk: Desk, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        schools: Any = self.fields["school"]
        whole = [("", _("All schools"))] if offices_of(desk.viewer) is None else []
        schools.choices = [*whole, *((str(one.pk), one.name) for one in schools_of(desk))]
        schools.required = not whole
        offered: Any = self.fields["grades"]
        offered.offer(grades_of(desk, today, self.initial.get("grades", ())))
        for code, _name in settings.LANGUAGES:
            name = {"language": language_within(code)}
            self.fields[f"added_{code}"] = LinesField(
                label=_("What your school adds: %(language)s") % name,
                required=False, max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )  # fmt: skip

    @property
    def lines(self) -> list[forms.BoundField]:
        """What the school adds, a field a language."""
        return [self[f"added_{code}"] for code, _name in settings.LANGUAGES]

    def clean_at(self) -> time:
        return hour_of_telling(self.cleaned_data["at"])

    def clean_letters(self) -> list[str]:
        found = [one.strip() for one in self.cleaned_data["letters"].split(",") if one.strip()]
        if len(found) > MOST_LETTERS or any(len(one) > 20 for one in found):
            raise forms.ValidationError(_("Write up to 20 marks of 20 letters each."))
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        what = said.get("what")
        if what in _COUNTED and said.get("least") is None and "least" not in self.errors:
            self.add_error("least", _("Write how many: 1 or more."))
        low = said.get("below") or said.get("letters")
        if what in _MARKED and not low and not {"below", "letters"} & self.errors.keys():
            self.add_error("below", _("Write a percent above 0, or marks below."))
        of_a_class = what in (*_MARKED, What.DOCUMENT) or (
            what == What.MISSING and said.get("by_class")
        )
        if Tells.TEACHER in said.get("tells", ()) and not of_a_class:
            self.add_error(
                "tells",
                _("A teacher is told of her class: count the work of each class by itself."),
            )
        for code, _name in settings.LANGUAGES:
            if fields_of(said.get(f"added_{code}") or ""):
                self.add_error(f"added_{code}", _("Write it without braces: nothing is filled in."))
        return said

    def put_into(self, rule: EventRule) -> None:
        """Have *rule* say what a form that is right says."""
        said = self.cleaned_data
        counted, days = said["what"] in _COUNTED, said["what"] == What.ABSENCES
        added = {code: said[f"added_{code}"] for code, _name in settings.LANGUAGES}
        values = said | {
            "school_id": int(said["school"]) if said["school"] else None,
            "least": said["least"] if counted else None,
            "during": said["during"] if days and said["during"] else EventRule.During.TERM,
            "unexcused": days and said["unexcused"],
            "before_due": said["what"] == What.DOCUMENT and said["before_due"],
            "by_class": said["what"] == What.MISSING and said["by_class"],
            "below": None if counted else said["below"] or None,
            "letters": [] if counted else said["letters"],
            "added": {code: words for code, words in added.items() if words},
        }
        for name in ASKED:
            setattr(rule, name, values[name])
        if rule.pk:
            rule.edition = said["edition"] or 0


def as_said(rule: EventRule | None) -> dict[str, Any]:
    """The form's values for a rule that is there, or for a new one."""
    if rule is None:
        return {
            "least": 5, "tells": [Tells.GUARDIANS.value], "often": EventRule.Often.TERM.value,
            "at": time(15, 30),
        }  # fmt: skip
    found = {name: getattr(rule, name) for name in ASKED}
    found |= {f"added_{code}": words for code, words in rule.added.items()}
    return found | {
        "school": rule.school_id or "", "letters": ", ".join(rule.letters), "edition": rule.edition,
    }  # fmt: skip
