"""An office writes to the families of its schools."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import viewer_of
from openhouse.common.methods import form_page
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.views import searching, serving


@audience(*OFFICE)
@require_safe
def school_messages(request: HttpRequest) -> HttpResponse:
    """What was written, the newest first."""
    return serving.serve_list(request, Desk(viewer_of(request)))


@audience(*OFFICE)
@form_page
def school_message_new(request: HttpRequest) -> HttpResponse:
    """To whom, and what."""
    return serving.serve_new(request, Desk(viewer_of(request)))


@audience(*OFFICE)
@require_safe
def school_message(request: HttpRequest, number: int) -> HttpResponse:
    """Who will get it, or who got it."""
    return serving.serve_one(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@form_page
def school_message_edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change a draft."""
    return serving.serve_edit(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@require_POST
def school_message_send(request: HttpRequest, number: int) -> HttpResponse:
    """Let it go, now or later."""
    return serving.serve_send(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@require_POST
def school_message_cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Take it back before it goes out."""
    return serving.serve_cancel(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@require_POST
def school_message_again(request: HttpRequest, number: int) -> HttpResponse:
    """Send it by another way to whom it did not reach."""
    return serving.serve_again(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@require_safe
def school_message_file(request: HttpRequest, number: int) -> HttpResponse:
    """The file that goes with it."""
    return serving.serve_file(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@form_page
def school_message_search(request: HttpRequest) -> HttpResponse:
    """Of which families, by what is so of their children; kept for the next time."""
    return searching.serve_search(request, Desk(viewer_of(request)))


@audience(*OFFICE)
@form_page
def school_message_kept(request: HttpRequest) -> HttpResponse:
    """Templates and searches that she has kept."""
    return searching.serve_kept(request, Desk(viewer_of(request)))
