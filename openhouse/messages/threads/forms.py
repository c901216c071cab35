"""What is written in a thread; what the district lets families do; when somebody is away."""

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import CheckedFile, LineField
from openhouse.common.uploads import Upload
from openhouse.messages.models_threads import LONGEST, ThreadRules
from openhouse.messages.threads.rules import MOST_WAITING, days_of, days_text
from openhouse.messages.threads.who import Addressee


class WordsField(forms.CharField):
    """What somebody writes: lines stay lines; a long text is refused in words, and kept."""

    def __init__(self, **more: Any) -> None:
        area = forms.Textarea(attrs={"rows": 5})
        super().__init__(widget=area, **more)

    def to_python(self, value: Any) -> str:
        """Line ends count once: a browser sends two characters for each."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > LONGEST:
            words = gettext("That is %(many)s characters. Please keep it to %(most)s.")
            said = {"many": f"{len(value):,}", "most": f"{LONGEST:,}"}
            raise forms.ValidationError(words % said)
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in value):
            raise forms.ValidationError(_("There are characters in it that cannot be shown."))


class SubjectField(LineField):
    """What a conversation is about, in a line."""

    def __init__(self) -> None:
        words = {"required": _("Say in a few words what it is about.")}
        super().__init__(label=_("What is it about?"), max_length=200, error_messages=words)


def a_mark() -> str:
    """By this a post is known that was sent twice."""
    return secrets.token_hex(16)


class PostForm(forms.Form):
    """A few words, and the mark by which they are there once."""

    body = WordsField(
        label=_("Your message"), error_messages={"required": _("Write your message first.")}
    )
    upload = CheckedFile(
        label=_("Add a file"),
        required=False,
        max_length=255,
        help_text=_("A PDF, JPEG or PNG up to 10 MB."),
    )
    client = forms.RegexField(
        r"\A[A-Za-z0-9-]{16,64}\Z", widget=forms.HiddenInput, initial=a_mark, required=False
    )

    def __init__(self, *args: Any, room: int | None = None, **more: Any) -> None:
        """*room*: so many bytes of files may come still; None: as many as it takes."""
        super().__init__(*args, **more)
        self.room = room

    def clean_client(self) -> str:
        return self.cleaned_data["client"] or a_mark()

    def clean_upload(self) -> Upload | None:
        found: Upload | None = self.cleaned_data["upload"]
        if found and self.room is not None and len(found.content) > self.room:
            raise forms.ValidationError(
                _("You have sent many large files this week. Please bring this one to the school.")
            )
        return found


class BeginForm(PostForm):
    """To whom at school, what it is about, and who at home reads it."""

    to = forms.ChoiceField(label=_("To"))
    subject = SubjectField()
    private = forms.ChoiceField(
        label=_("Who at home reads it?"), widget=forms.RadioSelect, initial="", required=False
    )
    field_order = ("to", "subject", "body", "upload", "private", "client")

    def __init__(
        self,
        *args: Any,
        to: Sequence[Addressee],
        words: Sequence[str],
        readers: Sequence[tuple[str, str]],
        waiting: int = 0,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.waiting = waiting
        self.addressees = {one.key: one for one in to}
        choices = [(one.key, said) for one, said in zip(to, words, strict=True)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self.fields["private"].choices = readers  # type: ignore[attr-defined]

    def clean_to(self) -> str:
        """One family’s conversations are not to bury all others' on a teacher's list."""
        if self.waiting >= MOST_WAITING:
            raise forms.ValidationError(
                _("Several conversations wait for an answer already. Please write in one of them.")
            )
        found: str = self.cleaned_data["to"]
        return found


class StudentForm(forms.Form):
    """About which of her students a teacher writes."""

    to = forms.ChoiceField(label=_("About which student?"))

    def __init__(self, *args: Any, students: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        first = [("", gettext("Please choose"))]
        self.fields["to"].choices = [*first, *students]  # type: ignore[attr-defined]


class StaffBeginForm(PostForm):
    """The school writes to the family of a student: to all adults, or to one of them alone."""

    subject = SubjectField()
    reader = forms.ChoiceField(
        label=_("Who at home reads it?"), widget=forms.RadioSelect, initial="", required=False
    )
    field_order = ("subject", "body", "upload", "reader", "client")

    def __init__(
        self,
        *args: Any,
        adults: Sequence[tuple[int, str]],
        homes: Mapping[int, Sequence[tuple[int, str]]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.homes = homes
        every = ("", gettext("Every adult who sees the student’s records, in each home"))
        together = [
            (
                f"home-{home}",
                gettext("Only one home: %(names)s")
                % {"names": " · ".join(words for _person, words in those)},
            )
            for home, those in homes.items()
        ]
        alone = [
            (str(person), gettext("Only %(name)s") % {"name": words}) for person, words in adults
        ]
        self.fields["reader"].choices = [every, *together, *alone]  # type: ignore[attr-defined]

    @property
    def readers(self) -> list[int]:
        """Who reads it at home, by id; none: every adult."""
        home, _dash, number = self.cleaned_data["reader"].rpartition("-")
        if home:
            return [person for person, _words in self.homes[int(number)]]
        return [int(number)] if number else []


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What families may, and when staff are told."""

    week = forms.MultipleChoiceField(
        label=_("On which days are staff told?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one day.")},
    )

    class Meta:
        model = ThreadRules
        fields = ("families", "from_time", "until_time")
        labels = {
            "families": _("What families may do"),
            "from_time": _("From"),
            "until_time": _("Until"),
        }
        widgets = {
            "families": forms.RadioSelect,
            **{
                name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
                for name in ("from_time", "until_time")
            },
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["week"].choices = [  # type: ignore[attr-defined]
            (str(day + 1), str(name).capitalize()) for day, name in WEEKDAYS.items()
        ]
        self.initial["week"] = [str(day) for day in sorted(days_of(self.instance.days))]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = said.get("from_time"), said.get("until_time")
        if first and last and last <= first:
            self.add_error("until_time", _("This is not after the first hour."))
        self.instance.days = days_text([int(day) for day in said.get("week", ())]) or "12345"
        return said


class AwayForm(forms.Form):
    """From which day to which somebody is away."""

    starts_on = forms.DateField(
        label=_("Away from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Until, that day included"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        if first and not 2000 <= first.year <= 2100:
            self.add_error("starts_on", _("This year cannot be right."))
        if last and not 2000 <= last.year <= 2100:
            self.add_error("ends_on", _("This year cannot be right."))
        return said
