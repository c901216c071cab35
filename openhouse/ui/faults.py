"""What is wrong with a field, in the house's words where the form says nothing of its own.

The framework's own words ("Ensure this value is less than or equal to 20.") come from forms, models
and validators that were made before anything of ours could be; so they are put right where they are
shown. What a form or a rule of the house says stands as it is.
"""

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext, gettext_lazy, ngettext

_CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectMultiple)
_REQUIRED = forms.Field.default_error_messages["required"]
#: The framework's words, by what they stand for, and ours; both take the same parameters.
_WORDS = (
    (forms.IntegerField, "invalid", gettext_lazy("Please type a whole number, such as 12.")),
    (forms.DecimalField, "invalid", gettext_lazy("Please type a number, such as 7.5.")),
    (forms.DateField, "invalid", gettext_lazy("This is not a date. Please choose a day.")),
    (
        forms.DateTimeField,
        "invalid",
        gettext_lazy("This is not a day and a time. Please choose both."),
    ),
    (forms.TimeField, "invalid", gettext_lazy("This is not a time of day. It looks like 8:30.")),
    (forms.ChoiceField, "invalid_choice", gettext_lazy("Please choose one of those offered.")),
    (
        forms.ModelChoiceField,
        "invalid_choice",
        gettext_lazy("Please choose one of those offered."),
    ),
    (forms.FileField, "invalid", gettext_lazy("No file came with the form. Choose it once more.")),
    (forms.FileField, "missing", gettext_lazy("No file came with the form. Choose it once more.")),
    (forms.FileField, "empty", gettext_lazy("This file is empty. Please choose another.")),
)
_CHECKED = (
    (
        validators.EmailValidator,
        gettext_lazy("This is not an e-mail address. One looks like name@example.org."),
    ),
    (
        validators.URLValidator,
        gettext_lazy("This is not a web address. One begins with https://."),
    ),
    (validators.MaxValueValidator, gettext_lazy("Please type at most %(limit_value)s.")),
    (validators.MinValueValidator, gettext_lazy("Please type at least %(limit_value)s.")),
)


def faults(bound: BoundField) -> list[str]:
    """What is wrong with a field, a sentence each."""
    said = {str(field.default_error_messages[code]): str(words) for field, code, words in _WORDS}
    said |= {str(validator.message): str(words) for validator, words in _CHECKED}
    said[str(_REQUIRED)] = _left_out(bound)
    return [_worded(error, said) for error in bound.errors.as_data()]


def _worded(error: ValidationError, said: dict[str, str]) -> str:
    params = error.params or {}
    if error.code == "max_length" and {"limit_value", "show_value"} <= set(params):
        most = int(params["limit_value"])
        words = ngettext(
            "Please shorten this: at most %(limit_value)d letter fits, and it has %(show_value)d.",
            "Please shorten this: at most %(limit_value)d letters fit, and it has %(show_value)d.",
            most,
        )
        return words % params
    ours = said.get(str(error.message)) if isinstance(error.code, str) else None
    if ours is None:
        return str(next(iter(error)))
    return ours % params if params else ours


def _left_out(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return gettext("Please tick this box.")
    if isinstance(widget, forms.FileInput):
        return gettext("Please choose a file.")
    if isinstance(widget, _CHOSEN):
        return gettext("Please choose.")
    return gettext("Please fill this in.")
