"""What changed: all children, or one, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, number_in, viewer_of
from openhouse.home import changed_page
from openhouse.home.changes import DAYS, MORE_DAYS, changes_of, read_changes


@audience(FAMILY)
@require_safe
def changes(request: HttpRequest, student: int | None = None) -> HttpResponse:
    """The last two weeks, with ``?days=90`` the last three months; ``?course=`` of one class.

    Opening that of all children is reading it. Raises Http404 for a child who is not hers.
    """
    viewer = viewer_of(request)
    children = [child_or_404(request, student)[1]] if student else viewer.children
    days = MORE_DAYS if number_in(request, "days") == MORE_DAYS else DAYS
    course = number_in(request, "course")
    found = changes_of(viewer, children, days, course)
    if len(children) == len(viewer.children) and course is None:
        read_changes(viewer)
    context = changed_page.context(viewer, found, request.path, days, course)
    return render(request, "home/changes.html", context)
