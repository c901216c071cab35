"""Today: all children, or one; and More."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.on_device import keeps, may_keep
from openhouse.access.requests import child_or_404, viewer_of
from openhouse.access.unchanged import stamped_by_minute
from openhouse.access.viewer import Child, Viewer
from openhouse.common import clock
from openhouse.home import pages
from openhouse.home.context import more_of_family
from openhouse.home.queries import family_day
from openhouse.registration.family.listing import asked_now, open_now


@audience(FAMILY)
@require_safe
@stamped_by_minute
def today(request: HttpRequest) -> HttpResponse:
    """All children first; with one child, or as a student, the whole of that day."""
    viewer = viewer_of(request)
    return _today(request, viewer, viewer.children)


@audience(FAMILY)
@require_safe
@stamped_by_minute
def today_of_child(request: HttpRequest, student: int) -> HttpResponse:
    """One child's day. Raises Http404 for a child who is not the viewer's."""
    viewer, child = child_or_404(request, student)
    return _today(request, viewer, [child])


def _today(request: HttpRequest, viewer: Viewer, children: Sequence[Child]) -> HttpResponse:
    now = clock.now()
    found = family_day(viewer, children, now.date())
    context = pages.family(found, viewer.first_name, now)
    context["registering"] = open_now(viewer, now.date())
    context["consent_asked"] = asked_now(viewer)
    context["asked_back"] = viewer.asked_back
    return render(request, "home/today.html", context)


@audience(FAMILY)
@require_safe
def more(request: HttpRequest, student: int | None = None) -> HttpResponse:
    """What has no place of its own in a phone's bottom bar."""
    viewer = viewer_of(request)
    child = viewer.child(student) if student else next(iter(viewer.children), None)
    if student and child is None:
        raise Http404
    offers = may_keep(request) and not keeps(request)
    places = more_of_family(viewer, child, offers_pages=offers)
    return render(request, "ui/more.html", {"places": places})
