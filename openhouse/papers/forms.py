"""What somebody says of a paper that she holds: its code, and its file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.common.uploads import LARGEST
from openhouse.papers.codes import read


class CodeForm(forms.Form):
    """The code at the foot of the paper."""

    code = forms.CharField(
        label=_("The code at the foot of the paper"),
        max_length=40,
        help_text=_("Twelve letters and digits, such as 7KQ2-M9XD-4TRA."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = read(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("A code has twelve letters and digits. Compare it with the paper once more.")
            )
        return code


class FileForm(forms.Form):
    """The PDF, to be compared and forgotten."""

    file: Any = forms.FileField(
        label=_("The PDF file"), widget=forms.ClearableFileInput(attrs={"accept": ".pdf"})
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        return file
