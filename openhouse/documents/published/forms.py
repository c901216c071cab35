"""Publishing a file, and answering it."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import CheckedFile
from openhouse.common.uploads import Upload
from openhouse.documents.models_published import LONGEST, LONGEST_BECAUSE, PublishedFile
from openhouse.documents.published.rules import NOTHING, is_the_name

Asks = PublishedFile.Asks
_FILE_HELP = _(
    "For example: Zoo permission.pdf. A PDF, JPEG or PNG up to 10 MB. Where a picture was taken is"
    " left out."
)


def _date(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class EditionForm(forms.Form):
    """A new edition of a file."""

    upload = CheckedFile(label=_("Which file?"), max_length=255, help_text=_FILE_HELP)

    @property
    def file(self) -> Upload:
        found: Upload = self.cleaned_data["upload"]
        return found


class PublishForm(EditionForm):
    """What is published, how it is called, from when, and what it asks."""

    title = forms.CharField(
        label=_("What is it called?"),
        max_length=150,
        help_text=_("For example: Zoo trip on October 14. Families see this in their list."),
    )
    kind = forms.ChoiceField(
        label=_("What kind of paper is it?"),
        choices=PublishedFile.Kind.choices,
        help_text=_("A form is filled in or signed. Families can look for letters or forms alone."),
    )
    words = forms.CharField(
        label=_("What should families know about it?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: Please bring $8 and a lunch. Families read this above the file."),
    )
    language = forms.ChoiceField(
        label=_("Which language is it in?"),
        required=False,
        choices=[("", _("Not said")), *settings.LANGUAGES],
        help_text=_("For example: Spanish. Families see “In Spanish” beside it."),
    )
    visible_from = _date(
        _("Show it to families from"),
        help_text=_("For example: today. Nobody at home sees it before this day."),
    )
    visible_until = _date(
        _("Show it until"),
        required=False,
        help_text=_("For example: the day of the trip. Leave it empty to keep it in their list."),
    )
    asks = forms.ChoiceField(
        label=_("What should a parent or guardian do?"),
        choices=[
            (Asks.NOTHING, _("Just read it")),
            (Asks.READ, _("Say “I have read it”")),
            (Asks.SIGN, _("Sign it")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Families see “Please read” or “Please sign” on Today until it is done."),
    )
    by_student = forms.BooleanField(
        label=_("The student does it too"),
        required=False,
        help_text=_("For example: rules for phones that the student signs as well."),
    )
    due_on = _date(
        _("By which day?"),
        required=False,
        help_text=_("For example: two days before the trip. Families see “Please sign by” it."),
    )
    remind_days = forms.IntegerField(
        label=_("Remind by e-mail, days before"),
        min_value=0,
        max_value=30,
        initial=2,
        required=False,
        help_text=_(
            "For example: 2. Only parents who have not answered get it, once. 0: no reminder."
        ),
    )

    field_order = ("upload", "title", "kind", "words", "language")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("remind_days") is None:
            said["remind_days"] = 2
        first, last, due = (said.get(name) for name in ("visible_from", "visible_until", "due_on"))
        if first and last and last < first:
            self.add_error("visible_until", _("The last day lies before the first."))
        if said.get("asks") == NOTHING:
            said["by_student"], said["due_on"] = False, None
        elif due and due < max(first or self.today, self.today):
            self.add_error("due_on", _("This day lies before families see it."))
        elif due and last and due > last:
            self.add_error("due_on", _("Families do not see it any more on this day."))
        return said

    @property
    def columns(self) -> dict[str, Any]:
        """What is kept of it, without the file."""
        return {name: value for name, value in self.cleaned_data.items() if name != "upload"}


class WithdrawForm(forms.Form):
    """Why a document is taken back, if that is said."""

    because = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=LONGEST_BECAUSE,
        help_text=_("For example: wrong date. Families read it in their list, so name no student."),
    )


class SignForm(forms.Form):
    """A typed signature; *name* is that of who signs."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    agree = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Tick this to sign.")}
    )
    typed = forms.CharField(
        label=_("Type your full name"),
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    def clean_typed(self) -> str:
        typed = str(self.cleaned_data["typed"])
        if not is_the_name(typed, self.name):
            words = _("Type your name as the school has it: %(name)s")
            raise forms.ValidationError(words, params={"name": self.name})
        return typed


class DeclineForm(forms.Form):
    """Why somebody does not sign."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why do you not sign?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The school reads it. Another parent or guardian does not."),
    )
