"""Who changed a score, or a posted mark: for the teacher who keeps the gradebook."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import audience
from openhouse.access.teaching import section_or_404
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.rows import LARGEST_ID
from openhouse.courses.queries import SectionOfTeacher
from openhouse.home import history_page
from openhouse.home.audit.section import (
    lines_of_mark,
    lines_of_score,
    mark_in,
    sits_in,
    work_in,
)


@audience("teacher")
@require_safe
def gradebook_score_changes(
    request: HttpRequest, section: int, student: int, assignment: int
) -> HttpResponse:
    """One score; 404 for a student who is not in the section and for work of another."""
    viewer, found, name = _student_in(request, section, student, assignment)
    work = work_in(found.id, assignment)
    if work is None:
        raise Http404
    lines = lines_of_score(viewer, student, assignment)
    context = history_page.of_section(found, name, work, lines)
    return render(request, "home/history.html", context)


@audience("teacher")
@require_safe
def gradebook_mark_changes(
    request: HttpRequest, section: int, student: int, task: int, term: int
) -> HttpResponse:
    """One posted mark, *term* 0 for one of none; one that was taken back too."""
    viewer, found, name = _student_in(request, section, student, max(task, term))
    lines = lines_of_mark(viewer, student, found.id, task, term or None)
    mark = mark_in(viewer, student, found.id, task, term or None) or next(
        (line.change.work for line in lines), None
    )
    if mark is None:
        raise Http404
    context = history_page.of_section(found, name, mark, lines)
    return render(request, "home/history.html", context)


def _student_in(
    request: HttpRequest, section: int, student: int, number: int
) -> tuple[Viewer, SectionOfTeacher, str]:
    viewer, found = section_or_404(request, section)
    small = max(student, number) <= LARGEST_ID
    name = sits_in(viewer, found.id, student, clock.today()) if small else None
    if name is None:
        raise Http404
    return viewer, found, name
