"""The form of a question, and the one of its answer."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.questions.models import LONGEST, QuestionRules


class WordsField(forms.CharField):
    """Some lines of words, without what a page cannot show."""

    def __init__(self, **more: Any) -> None:
        area = forms.Textarea(attrs={"rows": 6})
        super().__init__(max_length=LONGEST, widget=area, **more)

    def to_python(self, value: Any) -> str:
        """Line ends count once: a browser sends two characters for each."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in value):
            raise forms.ValidationError(_("There are characters in it that cannot be shown."))


class AskForm(forms.Form):
    """What a family thinks is wrong."""

    text = WordsField(
        label=_("What do you think is wrong?"),
        help_text=_("Up to 2,000 characters. Say what you expected, and why."),
        error_messages={"required": _("Say what you think is wrong.")},
    )


class AnswerForm(forms.Form):
    """What the teacher or the office says to it."""

    text = WordsField(
        label=_("Your answer"),
        help_text=_("The family reads it as you write it."),
        error_messages={"required": _("Write a few words to the family.")},
    )


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """Within how many school days a question is answered."""

    class Meta:
        model = QuestionRules
        fields = ("days",)
        labels = {"days": _("School days until a question is to be answered")}
