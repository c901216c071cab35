"""The office's list of missing work."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.offices import offices_of
from openhouse.access.requests import viewer_of
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.common.spreadsheet import as_csv
from openhouse.grades.gradebook import missing_pages as pages
from openhouse.grades.gradebook.missing import lacked_by, note_saved


@audience(*OFFICE)
@form_page
def missing_work(request: HttpRequest) -> HttpResponse:
    """By school, grade and class; sent, as a file."""
    viewer, today = viewer_of(request), clock.today()
    said = request.POST if request.method == "POST" else request.GET
    choice = pages.Choice(said, viewer, offices_of(viewer), today)
    found = pages.found_by(choice, viewer, today)
    if request.method != "POST" or not choice.is_valid():
        return render(request, "grades/missing_work.html", pages.page(choice, found))
    note_saved(viewer, choice.cleaned_data.items(), len(found))
    answer = HttpResponse(as_csv(*pages.sheet(found)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="missing-work.csv"'
    return answer


@audience(*OFFICE)
@require_safe
def missing_work_student(request: HttpRequest, student: int) -> HttpResponse:
    """What one student lacks, class by class."""
    found = lacked_by(viewer_of(request), student, clock.today())
    if found is None:
        raise Http404
    context = pages.student_page(student, *found)
    return render(request, "grades/missing_work_student.html", context)
