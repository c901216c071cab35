"""For whom a calendar address is, and what is in it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.access.viewer import Child


class FeedForm(forms.Form):
    """One child or all, with or without each class."""

    child = forms.TypedChoiceField(label=_("Whose calendar?"), coerce=int, widget=forms.RadioSelect)
    classes = forms.BooleanField(
        label=_("With each class and its times"),
        help_text=_("Without, it has work with its due date, days off and early releases."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, children: Sequence[Child], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[int, Any]] = [(child.id, child.first_name) for child in children]
        if len(choices) > 1:
            choices.insert(0, (0, _("All children")))
        whose: Any = self.fields["child"]
        whose.choices = choices
        whose.initial = choices[0][0] if choices else None
