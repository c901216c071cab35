"""A message: its kind, its words in each language, a file, and when it goes out."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import CheckedFile, LineField
from openhouse.common.text import hour_words
from openhouse.common.uploads import Upload
from openhouse.messages.models import Message
from openhouse.messages.quiet import hours_of_the_house
from openhouse.messages.rules import FIELDS, next_at
from openhouse.messages.sending.desk import Desk
from openhouse.messages.word_forms import GradesField, WordsForm
from openhouse.messages.wording import language_within
from openhouse.notifications.calm.forms import Clock
from openhouse.notifications.kinds import CALLED, Kind, words_of
from openhouse.notifications.ways import CALL, MAIL, PUSH, TEXT, makes_calls
from openhouse.people.words import grade_words


class MessageForm(WordsForm):
    """What is written. *grades* are those of the school that it goes to, to choose from."""

    kind = forms.ChoiceField(label=_("What kind of message is it?"))
    grades = GradesField()
    students_too = forms.BooleanField(
        label=_("Students get it too"),
        required=False,
        help_text=_("Those who have an account of their own."),
    )
    upload = CheckedFile(
        label=_("Add a file"),
        required=False,
        max_length=255,
        help_text=_("A PDF, JPEG or PNG up to 10 MB. Families open it in the portal."),
    )
    without_file = forms.BooleanField(label=_("Send it without this file"), required=False)
    language = forms.ChoiceField(
        label=_("Who of them?"),
        required=False,
        help_text=_("The language that each adult reads, by choice or by the records."),
    )
    ways = forms.MultipleChoiceField(
        label=_("Only by certain ways?"),
        choices=[(MAIL, _("E-mail")), (PUSH, _("App")), (TEXT, _("Text message"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Tick none to use every way that each one has. A copy always stands in the portal, and"
            " an emergency goes by every way."
        ),
    )
    sender = LineField(
        label=_("Name of the sender"),
        required=False,
        max_length=100,
        help_text=_("For example: The nurse’s office. The school’s name stands behind it."),
    )
    send_time = forms.TimeField(
        label=_("Usual time of day to send"),
        required=False,
        widget=Clock(),
        help_text=_("It is filled in for you before you send. You can change it then."),
    )
    keep_as = LineField(
        label=_("Keep all of it as a template called"),
        required=False,
        max_length=100,
        help_text=_(
            "For example: Picture day. It keeps whom you write to, the text, the file and all else."
        ),
    )

    def __init__(
        self, *args: Any, desk: Desk, grades: list[str], to_many: bool, has_file: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for name, wanted in (
            ("without_file", has_file), ("language", to_many), ("sender", desk.section is None),
        ):  # fmt: skip
            if not wanted:
                del self.fields[name]
        if to_many:
            languages: Any = self.fields["language"]
            languages.choices = language_choices(self.languages)
        #: Of a class and its work only its teacher writes.
        self.known = FIELDS if desk.section else FIELDS[:2]
        kinds: Any = self.fields["kind"]
        kinds.choices = [(str(kind), words_of(kind)) for kind in desk.kinds]
        if len(kinds.choices) == 1:
            kinds.widget, kinds.initial = forms.HiddenInput(), kinds.choices[0][0]
        else:
            kinds.initial = Kind.GENERAL
        if makes_calls() and set(CALLED) & set(map(str, desk.kinds)):
            ways: Any = self.fields["ways"]
            ways.choices = [*ways.choices, (CALL, _("Phone call: attendance and emergencies"))]
        offered: Any = self.fields["grades"]
        offered.offer(grades)
        if not grades:
            del self.fields["grades"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self.refuse_strange_fields(self.known)
        return said

    @property
    def file(self) -> Upload | None:
        found: Upload | None = self.cleaned_data["upload"]
        return found

    @property
    def grade_words(self) -> str:
        return ", ".join(map(grade_words, self.cleaned_data.get("grades", [])))


def hour_of_telling(at: time) -> time:
    """*at*, if the district tells anybody of anything then; raises ValidationError else."""
    first, last = hours_of_the_house()
    if not first <= at < last:
        hours = {"first": hour_words(first), "last": hour_words(last)}
        raise forms.ValidationError(_("Choose a time from %(first)s to %(last)s.") % hours)
    return at


def language_choices(languages: Sequence[str]) -> list[tuple[str, str]]:
    """All adults, or only who read one of the languages."""
    read = gettext("Only who read %(language)s")
    return [
        ("", gettext("All of them")),
        *((code, read % {"language": language_within(code)}) for code in languages),
    ]


class SendForm(forms.Form):
    """When it goes out; empty: now."""

    send_at = forms.DateTimeField(
        label=_("Send it later, at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=_("Leave it empty to send it now."),
    )

    def __init__(self, *args: Any, now: datetime, at: time | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.now = now
        if at is not None:
            self.initial["send_at"] = next_at(now, at)

    def clean_send_at(self) -> datetime | None:
        found: datetime | None = self.cleaned_data["send_at"]
        if found and not self.now - timedelta(minutes=5) <= found <= self.now + timedelta(days=120):
            raise forms.ValidationError(_("Choose a time within the next four months."))
        return found


def beginnings(message: Message) -> dict[str, Any]:
    """The form's values for a message that is there."""
    found: dict[str, Any] = {
        "kind": message.kind,
        "students_too": message.students_too,
        "grades": message.whom["grades"],
        "language": message.whom.get("language", ""),
        "ways": message.ways,
        "sender": message.sender,
        "send_time": message.send_time,
    }
    for one in message.words.all():
        found[f"title_{one.language}"] = one.subject
        found[f"body_{one.language}"] = one.body
        found[f"machine_{one.language}"] = one.machine
    return found
