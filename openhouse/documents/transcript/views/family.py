"""A child's transcript, as its family reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404
from openhouse.access.unchanged import stamped
from openhouse.common import clock
from openhouse.documents.transcript import pages
from openhouse.documents.transcript.queries import transcript_of


@audience(FAMILY)
@require_safe
@stamped
def transcript(request: HttpRequest, student: int) -> HttpResponse:
    """Courses by year, credits, averages, and what graduation still asks for."""
    viewer, child = child_or_404(request, student)
    home = child.home_school
    found = transcript_of(viewer, child.id, home.school, home.grade_level, clock.today())
    assert found is not None
    context = pages.shown(found, links=True) | {"child": child}
    return render(request, "documents/transcript.html", context)
