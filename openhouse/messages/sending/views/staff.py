"""A teacher writes to the families of her class."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.teaching import section_or_404
from openhouse.common.methods import form_page
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.views import searching, serving


@audience("teacher")
@require_safe
def class_messages(request: HttpRequest, section: int) -> HttpResponse:
    """What was written, the newest first."""
    return serving.serve_list(request, Desk(*section_or_404(request, section)))


@audience("teacher")
@form_page
def class_message_new(request: HttpRequest, section: int) -> HttpResponse:
    """To whom, and what."""
    return serving.serve_new(request, Desk(*section_or_404(request, section)))


@audience("teacher")
@require_safe
def class_message(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """Who will get it, or who got it."""
    return serving.serve_one(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@form_page
def class_message_edit(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """Change a draft."""
    return serving.serve_edit(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@require_POST
def class_message_send(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """Let it go, now or later."""
    return serving.serve_send(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@require_POST
def class_message_cancel(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """Take it back before it goes out."""
    return serving.serve_cancel(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@require_POST
def class_message_again(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """Send it by another way to whom it did not reach."""
    return serving.serve_again(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@require_safe
def class_message_file(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """The file that goes with it."""
    return serving.serve_file(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@form_page
def class_message_search(request: HttpRequest, section: int) -> HttpResponse:
    """Of which families, by what is so of their children; kept for the next time."""
    return searching.serve_search(request, Desk(*section_or_404(request, section)))


@audience("teacher")
@form_page
def class_message_kept(request: HttpRequest, section: int) -> HttpResponse:
    """Templates and searches that she has kept."""
    return searching.serve_kept(request, Desk(*section_or_404(request, section)))
