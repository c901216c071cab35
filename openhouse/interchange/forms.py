"""The upload of a delivery."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

#: The largest upload, in bytes; larger deliveries go in on the command line.
LARGEST = 2 * 1024**3


class UploadForm(forms.Form):
    """One zip file."""

    delivery = forms.FileField(
        label=_("Zip file"),
        help_text=_("OneRoster CSV or Ed-Fi XML, as your student system exports it."),
        error_messages={
            "required": _("Choose the zip file that your student system exported."),
            "empty": _("This file is empty. Export it again, look at its size, and choose it."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_delivery(self) -> Any:
        upload = self.cleaned_data["delivery"]
        start = upload.read(4)
        upload.seek(0)
        if start[:2] != b"PK":
            raise forms.ValidationError(
                _("This is not a zip file. Put the files into one zip, and choose that.")
            )
        if upload.size > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than 2 GB. Ask your administrator to import it.")
            )
        return upload
