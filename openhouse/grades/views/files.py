"""Files that a teacher hands out: hers to add and take away, and a family's to download."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import viewer_of
from openhouse.access.teaching import section_or_404
from openhouse.common import clock
from openhouse.common.files import attached
from openhouse.common.rows import LARGEST_ID
from openhouse.grades.gradebook import files
from openhouse.grades.gradebook.work import work_in
from openhouse.grades.handouts import file_in
from openhouse.grades.queries import work_of
from openhouse.grades.views.family import course_in


@audience("teacher")
@require_POST
def assignment_files(request: HttpRequest, section: int, assignment: int) -> HttpResponse:
    """Add files to a piece of work: all that were sent, or none and why."""
    viewer, found = section_or_404(request, section)
    if assignment > LARGEST_ID or work_in(found.id, assignment) is None:
        raise Http404
    uploads, faults = files.read_uploads(request.FILES.getlist("files"))
    if not faults and not files.keep_files(viewer, found.id, assignment, uploads):
        faults = [_("A piece of work has at most 10 files.")]
    for words in faults:
        messages.error(request, words)
    if not faults:
        messages.success(request, _("The files are there for families."))
    return redirect("assignment-edit", found.id, assignment)


@audience("teacher")
@require_safe
def assignment_file(request: HttpRequest, section: int, file: int) -> HttpResponse:
    """A file of her class."""
    viewer, found = section_or_404(request, section)
    kept = file_in(viewer, found.id, file)
    if kept is None:
        raise Http404
    return attached(kept.name, kept.kind, kept.content)


@audience("teacher")
@require_POST
def assignment_file_remove(request: HttpRequest, section: int, file: int) -> HttpResponse:
    """Take a file away."""
    viewer, found = section_or_404(request, section)
    kept = file_in(viewer, found.id, file)
    if kept is None:
        raise Http404
    files.remove_file(viewer, kept)
    messages.success(request, _("The file is gone."))
    return redirect("assignment-edit", found.id, kept.assignment_id)


@audience(FAMILY)
@require_safe
def work_file(request: HttpRequest, student: int, section: int, file: int) -> HttpResponse:
    """A file of work that the course's page shows; any other is not there."""
    child, course, _calendar = course_in(request, student, section)
    viewer = viewer_of(request)
    kept = file_in(viewer, course.id, file) if course.shows_work else None
    if kept is None or not work_of(viewer, child.id, course, kept.assignment_id, clock.today()):
        raise Http404
    return attached(kept.name, kept.kind, kept.content)
