"""A teacher announces to a class of hers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.teaching import section_or_404
from openhouse.common.methods import form_page
from openhouse.messages.announcing.desk import Desk
from openhouse.messages.announcing.views import serving


@audience("teacher")
@require_safe
def class_announcements(request: HttpRequest, section: int) -> HttpResponse:
    """What she announces to the class now, what she will, and what is over."""
    return serving.serve_list(request, Desk(*section_or_404(request, section)))


@audience("teacher")
@form_page
def class_announcement_new(request: HttpRequest, section: int) -> HttpResponse:
    """Write one."""
    return serving.serve_new(request, Desk(*section_or_404(request, section)))


@audience("teacher")
@form_page
def class_announcement(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """Change one."""
    return serving.serve_one(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@require_POST
def class_announcement_withdraw(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """Take one back."""
    return serving.serve_withdraw(request, Desk(*section_or_404(request, section)), number)
