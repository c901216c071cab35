"""What an office or a desk writes to a family, or for itself."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why a child is declined, or waits."""

    reason = forms.CharField(
        label=_("What the family reads"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: object, required: bool = True, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["reason"].required = required


class OverForm(forms.Form):
    """Why a child is taken where no seat is left."""

    over = forms.CharField(
        label=_("Why it is taken all the same: for the school, not for the family"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )


class NoteForm(forms.Form):
    """What a desk notes when its part is done: *alone* for itself, else for the school too."""

    note = forms.CharField(
        label=_("Note for the school, not for the family"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: object, alone: bool = False, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        if alone:
            self.fields["note"].label = _("Note for your desk: neither office nor family reads it")


class QuestionForm(forms.Form):
    """What a desk asks the family."""

    question = forms.CharField(
        label=_("Your question to the family"), max_length=500, widget=forms.Textarea({"rows": 2})
    )
