"""An office announces to its schools, and the district to all."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import viewer_of
from openhouse.common.methods import form_page
from openhouse.messages.announcing.desk import Desk
from openhouse.messages.announcing.views import serving


@audience(*OFFICE)
@require_safe
def school_announcements(request: HttpRequest) -> HttpResponse:
    """What is announced now, what will be, and what is over."""
    return serving.serve_list(request, Desk(viewer_of(request)))


@audience(*OFFICE)
@form_page
def school_announcement_new(request: HttpRequest) -> HttpResponse:
    """Write one."""
    return serving.serve_new(request, Desk(viewer_of(request)))


@audience(*OFFICE)
@form_page
def school_announcement(request: HttpRequest, number: int) -> HttpResponse:
    """Change one."""
    return serving.serve_one(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@require_POST
def school_announcement_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take one back."""
    return serving.serve_withdraw(request, Desk(viewer_of(request)), number)
