"""The calendar of a family: a month of all children, or of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, month_in, viewer_of
from openhouse.access.unchanged import stamped
from openhouse.access.viewer import Child
from openhouse.common import clock
from openhouse.common.months import month_of
from openhouse.home.month import page
from openhouse.home.month.queries import month_of_family


@audience(FAMILY)
@require_safe
@stamped
def calendar(request: HttpRequest) -> HttpResponse:
    """The month of ``?month=2026-10``, else this one: days off, what is due, terms, absences."""
    return _calendar(request, None)


@audience(FAMILY)
@require_safe
@stamped
def calendar_of_child(request: HttpRequest, student: int) -> HttpResponse:
    """The same of one child. Raises Http404 for one who is not the viewer's."""
    return _calendar(request, child_or_404(request, student)[1])


def _calendar(request: HttpRequest, child: Child | None) -> HttpResponse:
    viewer, today = viewer_of(request), clock.today()
    children = [child] if child else viewer.children
    first = month_in(request, "month") or month_of(today)
    month = month_of_family(viewer, children, first, today)
    return render(request, "home/calendar.html", page.context(viewer.children, child, month))
