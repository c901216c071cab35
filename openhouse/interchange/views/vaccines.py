"""A nurse takes in a file of vaccines: HL7 v2 (VXU) or CSV."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.common.uploads import LARGEST
from openhouse.immunizations.schedules import vaccine_names
from openhouse.interchange.vaccines.given import UnreadableFile, read
from openhouse.interchange.vaccines.taking import take_in

#: Faults that the page lists.
MOST = 200


class VaccinesForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=255,
        help_text=gettext_lazy(
            "HL7 messages of the state’s registry (VXU), or a CSV file with the columns student,"
            " birthdate, date, vaccine and lot; up to 10 MB."
        ),
    )

    def clean_file(self) -> bytes:
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        content: bytes = found.read()
        return content


@audience("nurse", "district")
@form_page
def nurse_file(request: HttpRequest) -> HttpResponse:
    """Choose a file; then what became of it."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, taken, now = VaccinesForm(*sent), None, clock.now()
    if request.method == "POST" and form.is_valid():
        try:
            lines = list(read(form.cleaned_data["file"], now.date(), vaccine_names()))
            taken = take_in(viewer_of(request), lines, now.date(), now)
        except UnreadableFile:
            form.add_error("file", _("This is neither a VXU file nor a CSV file of vaccines."))
    faults = taken.faults[:MOST] if taken else []
    context = {"form": form, "taken": taken, "faults": faults}
    return render(request, "interchange/nurse_file.html", context)
