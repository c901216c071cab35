"""Fields of forms: a file that somebody sends; where the reader stands after a fault."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from openhouse.common.checking import checked
from openhouse.common.uploads import LARGEST, Refused


def focused[F: forms.Form](form: F) -> F:
    """*form*, with the reader at its first field that is not right: on a phone it is far below."""
    wrong = next((field for field in form if field.errors), None) if form.is_bound else None
    if wrong is not None:
        wrong.field.widget.attrs["autofocus"] = True
    return form


class CheckedFile(forms.FileField):
    """A PDF, JPEG or PNG that is looked into; ``cleaned_data`` has the ``Upload``, or None."""

    # without HEIC an iPhone sends its photos as JPEG
    widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if not found:
            return None
        if found.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        try:
            return checked(found.name, found.read())
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
