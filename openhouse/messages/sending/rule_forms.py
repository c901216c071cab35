"""A rule of an office: which absences are told, to whom, at which hour, and in which words."""

from datetime import date, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from openhouse.access.desks import schools_of
from openhouse.attendance.models import AttendanceCode
from openhouse.attendance.rules import ABSENT, EARLY, TARDY, UNEXCUSED, UNKNOWN
from openhouse.common.fields import LineField
from openhouse.messages.models_rules import AttendanceRule
from openhouse.messages.queries import grades_of
from openhouse.messages.rules import FIELDS
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.forms import hour_of_telling, language_choices
from openhouse.messages.word_forms import GradesField, WordsForm
from openhouse.messages.wording import others_of
from openhouse.notifications.calm.forms import Clock

#: Of a school an office writes, so a text names the student and no class.
KNOWN = FIELDS[:2]
#: What is asked, as the rule and the form call it.
_ASKED = ("on", "name", "statuses", "excuses", "least", "grades", "reads", "at")


class RuleForm(WordsForm):
    """What a rule asks for, when it writes, and what."""

    on = forms.BooleanField(label=_("This rule is on"), required=False)
    name = LineField(label=_("Name of the rule"), max_length=100)
    school = forms.ChoiceField(label=_("Which school?"))
    statuses = forms.MultipleChoiceField(
        label=_("Marked as"),
        choices=[
            (one.value, one.label)
            for one in AttendanceCode.Status
            if one.value in (ABSENT, TARDY, EARLY)
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    excuses = forms.MultipleChoiceField(
        label=_("Excused or not"),
        choices=AttendanceCode.Excuse.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    least = forms.IntegerField(
        label=_("In how many periods, at least?"),
        min_value=1,
        max_value=20,
        help_text=_("Only periods with lessons count, no lunch. A whole day is always enough."),
    )
    grades = GradesField()
    reads = forms.ChoiceField(label=_("Which adults?"), required=False)
    at = forms.TimeField(
        label=_("At what time?"),
        widget=Clock(),
        help_text=_("On each school day. A note of the family that comes before stops it."),
    )

    def __init__(self, *args: Any, desk: Desk, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        schools: Any = self.fields["school"]
        schools.choices = [(str(one.pk), one.name) for one in schools_of(desk)]
        offered: Any = self.fields["grades"]
        offered.offer(grades_of(desk, today, self.initial.get("grades", ())))
        reads: Any = self.fields["reads"]
        reads.choices = language_choices(self.languages)

    def clean_at(self) -> time:
        return hour_of_telling(self.cleaned_data["at"])

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self.refuse_strange_fields(KNOWN)
        return said

    def put_into(self, rule: AttendanceRule) -> None:
        """Have *rule* say what a form that is right says."""
        said, wordings = self.cleaned_data, self.wordings
        for name in _ASKED:
            setattr(rule, name, said[name])
        rule.school_id = int(said["school"])
        rule.language, rule.said = wordings[0].language, others_of(wordings)


_TITLE = _("{first_name} is not at school")
_BODY = _(
    "Hello! {first_name} is marked absent today, and we have not heard why. Please tell us in the"
    " portal, under Attendance, or call the school."
)


def first_words() -> dict[str, Any]:
    """What a new rule begins with, in each language of the portal; a human translated it."""
    found: dict[str, Any] = {
        "statuses": [ABSENT], "excuses": [UNEXCUSED, UNKNOWN], "least": 1, "on": True,
        "at": time(10, 30),
    }  # fmt: skip
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[f"title_{code}"], found[f"body_{code}"] = str(_TITLE), str(_BODY)
    return found


def as_said(rule: AttendanceRule) -> dict[str, Any]:
    """The form's values for a rule that is there."""
    found: dict[str, Any] = {name: getattr(rule, name) for name in _ASKED}
    found["school"] = rule.school_id
    for code, said in rule.said.items():
        for part in ("title", "body", "machine"):
            found[f"{part}_{code}"] = said.get(part)
    return found
