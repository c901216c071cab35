"""What a form says of a field that is not right, in the house's own words.

Django's are for programmers: "Ensure this value is less than or equal to 20." A form's own words
still come before these, and the words of a language are gathered with all others.
"""

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_NOT_OFFERED = _("Choose one of those that are offered.")
#: By the class of a field, and the code of what is wrong.
_OF_FIELDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Please fill this in.")},
    forms.BooleanField: {"required": _("Please tick this.")},
    forms.ChoiceField: {"required": _("Please choose one."), "invalid_choice": _NOT_OFFERED},
    forms.MultipleChoiceField: {"invalid_choice": _NOT_OFFERED, "required": _("Please choose.")},
    forms.ModelChoiceField: {"required": _("Please choose one."), "invalid_choice": _NOT_OFFERED},
    forms.IntegerField: {"invalid": _("Type a whole number.")},
    forms.FloatField: {"invalid": _("Type a number.")},
    forms.DecimalField: {"invalid": _("Type a number.")},
    forms.DateField: {"invalid": _("This is no date. Choose the day.")},
    forms.TimeField: {"invalid": _("This is no time of day.")},
    forms.DateTimeField: {"invalid": _("This is no day and time.")},
    forms.FileField: {
        "required": _("Please choose a file."),
        "missing": _("Please choose a file."),
        "empty": _("This file is empty."),
    },
}


def say_in_own_words() -> None:
    """Put them in the place of Django's, for every form that is made from now on."""
    for field, words in _OF_FIELDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
    validators.MinValueValidator.message = _("At least %(limit_value)s, please.")
    validators.MaxValueValidator.message = _("At most %(limit_value)s, please.")
    validators.EmailValidator.message = _("Type an e-mail address, like name@example.org.")
    validators.MaxLengthValidator.message = ngettext_lazy(
        "This is too long: there is room for %(limit_value)d character.",
        "This is too long: there is room for %(limit_value)d characters.",
        "limit_value",
    )
    of_numbers: Any = {
        **validators.DecimalValidator.messages,
        "max_digits": _("This number is too long."),
        "max_whole_digits": _("This number is too large."),
        "max_decimal_places": ngettext_lazy(
            "At most %(max)s figure after the point, please.",
            "At most %(max)s figures after the point, please.",
            "max",
        ),
    }
    validators.DecimalValidator.messages = of_numbers
