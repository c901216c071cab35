"""A child's transcript, as its family reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, district_of
from openhouse.access.unchanged import stamped
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.documents.transcript import pages
from openhouse.documents.transcript.papers import transcript_paper
from openhouse.documents.transcript.pupils import pupil_of
from openhouse.documents.transcript.queries import transcript_of


@audience(FAMILY)
@form_page
@stamped
def transcript(request: HttpRequest, student: int) -> HttpResponse:
    """Courses by year, credits, averages, what graduation still asks for; posted to, as a PDF."""
    viewer, child = child_or_404(request, student)
    home, today = child.home_school, clock.today()
    found = transcript_of(viewer, child.id, home.school, home.grade_level, today)
    assert found is not None
    pupil = pupil_of(viewer, child.id, today) if request.method == "POST" else None
    if pupil is not None and not found.is_empty:
        paper = transcript_paper(viewer, pupil, found, district_of(request).name, today)
        return redirect("paper-file", child.id, paper.pk)
    context = pages.shown(found, links=True) | {"child": child, "may_issue": viewer.look is None}
    return render(request, "documents/transcript.html", context)
