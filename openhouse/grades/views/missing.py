"""The office's list of missing work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openhouse.access.audience import OFFICE, audience
from openhouse.access.offices import offices_of
from openhouse.access.requests import viewer_of
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.common.spreadsheet import as_csv
from openhouse.grades.gradebook import missing


@audience(*OFFICE)
@form_page
def missing_work(request: HttpRequest) -> HttpResponse:
    """By school, grade and class; sent, as a file."""
    viewer, today = viewer_of(request), clock.today()
    said = request.POST if request.method == "POST" else request.GET
    choice = missing.Choice(said, viewer, offices_of(viewer), today)
    found = missing.lacking(viewer, choice, today)
    if request.method != "POST" or not choice.is_valid():
        return render(request, "grades/missing_work.html", missing.page(choice, found))
    missing.note_saved(viewer, choice, len(found))
    answer = HttpResponse(as_csv(*missing.sheet(found)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="missing-work.csv"'
    return answer
