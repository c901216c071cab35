"""What a student writes and chooses where she hands in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import LinesField
from openhouse.common.uploads import Upload
from openhouse.grades.gradebook.files import read_uploads
from openhouse.grades.rules.files import MOST
from openhouse.grades.rules.handing import LONGEST


class HandInForm(forms.Form):
    """A text, files, or both; and the form's own number."""

    sent_as = forms.UUIDField(required=False, widget=forms.HiddenInput)
    words = LinesField(
        label=_("Your text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(
        self, said: Any, *, files: Sequence["UploadedFile[Any]"] = (), words: str = ""
    ) -> None:
        """*said* and *files* as they were sent; *words* stood there before."""
        super().__init__(said, initial={"sent_as": uuid4(), "words": words})
        self.files_sent = files
        self.uploads: list[Upload] = []

    @property
    def number(self) -> UUID:
        """By this a form is known that was sent twice."""
        return self.cleaned_data.get("sent_as") or uuid4()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if len(self.files_sent) > MOST:
            self.add_error(None, _("At most 10 files at once, please."))
        elif self.files_sent:
            self.uploads, faults = read_uploads(self.files_sent)
            for words in faults:
                self.add_error(None, words)
        elif "words" in said and not said["words"].strip():
            self.add_error(None, _("Write something or choose a file first."))
        if self.errors and self.files_sent:
            self.add_error(None, _("Then choose your files again: a browser does not keep them."))
        return said
