"""A nurse takes in a file of vaccines: HL7 v2 (VXU) or CSV."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.access.audience import audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.common.uploads import LARGEST
from openhouse.immunizations.jobs import ask_for
from openhouse.immunizations.schedules import vaccine_names
from openhouse.interchange.rows import Broken
from openhouse.interchange.vaccines.reading import read
from openhouse.interchange.vaccines.taking import Taken, roll_of, take_in
from openhouse.interchange.words import of_rejects

#: Faults that the page lists.
MOST = 1_000


class VaccinesForm(forms.Form):
    """The file, and whose numbers it has."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=255,
        help_text=gettext_lazy(
            "HL7 messages of the state’s registry (VXU), or a CSV file in UTF-8 with the columns"
            " student number or state ID, birthdate, first name, last name, date, vaccine and"
            " lot; up to 10 MB."
        ),
    )
    authority = forms.CharField(
        label=gettext_lazy("Whose numbers a VXU file has"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "Numbers that name the district or one of its schools count. If your numbers stand"
            " under another name in PID-3, such as your system’s, write that name."
        ),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        found: UploadedFile[bytes] = self.cleaned_data["file"]
        if (found.size or 0) > LARGEST:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        return found


@audience("nurse", "district")
@form_page
def nurse_file(request: HttpRequest) -> HttpResponse:
    """Choose a file; then what became of it."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, taken, faults = VaccinesForm(*sent), None, []
    if request.method == "POST" and form.is_valid():
        try:
            taken = _taken(request, form)
            faults = taken.faults
        except Broken as error:
            form.add_error("file", _("The file cannot be read. Nothing was taken from it."))
            faults = [error.as_reject()]
    context = {"form": form, "taken": taken} | of_rejects(faults, MOST)
    return render(request, "interchange/nurse_file.html", context)


def _taken(request: HttpRequest, form: VaccinesForm) -> Taken:
    """Take in the file of a form that is filled in. Raises Broken before anything is taken."""
    viewer, now = viewer_of(request), clock.now()
    upload, today = form.cleaned_data["file"], now.date()
    name = upload.name or ""
    lines = list(read(upload.read(), name, today, vaccine_names()))
    roll = roll_of(viewer, district_of(request), form.cleaned_data["authority"], today)
    taken = take_in(viewer, name, lines, roll, today, now)
    if taken.new:
        ask_for(district_of(request).id)
    return taken
