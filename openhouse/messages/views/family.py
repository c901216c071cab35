"""What the school writes to a family."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, viewer_of
from openhouse.access.unchanged import stamped
from openhouse.common import clock
from openhouse.messages.pages import messages_page
from openhouse.messages.queries import all_announcements


@audience(FAMILY)
@require_safe
@stamped
def messages(request: HttpRequest, student: int | None = None) -> HttpResponse:
    """Announcements for all children, or one; those that are over too."""
    viewer, today = viewer_of(request), clock.today()
    children = [child_or_404(request, student)[1]] if student is not None else viewer.children
    announced = all_announcements(viewer, children, today)
    context = messages_page(children, announced, today)
    return render(request, "messages/messages.html", context)
