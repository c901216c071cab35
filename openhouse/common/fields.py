"""Fields of forms: a file, or a line of text; where the reader stands after a fault."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from openhouse.common.checking import JPEG, PDF, PNG, checked
from openhouse.common.signs import lines, one_line
from openhouse.common.uploads import LARGEST, Refused


def focused[F: forms.BaseForm](form: F) -> F:
    """*form*, with the reader at its first field that is not right: on a phone it is far below."""
    wrong = next((field for field in form if field.errors), None) if form.is_bound else None
    if wrong is not None:
        wrong.field.widget.attrs["autofocus"] = True
    return form


class LinesField(forms.CharField):
    """A text of lines that somebody types or pastes; ``cleaned_data`` has it as ``lines`` does."""

    def to_python(self, value: Any) -> str:
        return lines(str(super().to_python(value)))


class LineField(forms.CharField):
    """One line that somebody types or pastes; ``cleaned_data`` has it as ``one_line`` leaves it."""

    def to_python(self, value: Any) -> str:
        return one_line(str(super().to_python(value)))


class CheckedFile(forms.FileField):
    """A PDF, JPEG or PNG that is looked into; ``cleaned_data`` has the ``Upload``, or None."""

    # without HEIC an iPhone sends its photos as JPEG
    widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})
    kinds: tuple[str, ...] = (PDF, JPEG, PNG)

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if not found:
            return None
        if found.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        try:
            return checked(found.name, found.read(), self.kinds)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None


class CheckedPicture(CheckedFile):
    """The same, and no PDF."""

    widget = forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"})
    kinds = (JPEG, PNG)
