"""What the school writes to a family."""

from typing import Any

from django.contrib.messages import success
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.on_device import is_ahead
from openhouse.access.requests import child_or_404, has_read, viewer_of
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.files import inline
from openhouse.messages import inbox
from openhouse.messages.pages import answers, message_page, messages_page
from openhouse.messages.queries import all_announcements
from openhouse.messages.threads.pages import may_begin, way_to_threads
from openhouse.messages.threads.queries import rules_now, unread_of


@audience(FAMILY)
@require_safe
def messages(request: HttpRequest, student: int | None = None) -> HttpResponse:
    """Messages and announcements for all children, or one."""
    viewer, today = viewer_of(request), clock.today()
    children = [child_or_404(request, student)[1]] if student is not None else viewer.children
    announced = all_announcements(viewer, children, today)
    letters = inbox.letters_of(viewer, children)
    words = inbox.texts_of(viewer, letters)
    context = messages_page(children, announced, letters, words, today)
    context |= way_to_threads(student, unread_of(viewer, today, [child.id for child in children]))
    return render(request, "messages/messages.html", context)


def _letter(request: HttpRequest, number: int) -> tuple[Viewer, Any]:
    viewer = viewer_of(request)
    found = inbox.letter_of(viewer, number)
    if found is None:
        raise Http404
    return viewer, found


@audience(FAMILY)
@require_safe
def message(request: HttpRequest, number: int) -> HttpResponse:
    """One message; whoever opens it has read it."""
    viewer, letter = _letter(request, number)
    if not is_ahead(request) and inbox.note_read(viewer, letter, clock.now()):
        has_read(request)
    words = inbox.texts_of(viewer, [letter])
    context = message_page(letter, words, inbox.files_of(letter), viewer.children)
    if may_begin(viewer, rules_now()):
        about = [one for one in viewer.children if one.id in letter.students]
        context["answers"] = answers(
            about, letter.section_id, letter.school_id, context["plain_title"]
        )
    return render(request, "messages/message.html", context)


@audience(FAMILY)
@require_safe
def message_file(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """A file that came with it."""
    _viewer, letter = _letter(request, number)
    found = inbox.file_of(letter, file)
    if found is None:
        raise Http404
    return inline(found.name, found.kind, found.content)


@audience(FAMILY)
@require_POST
def message_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take it off her list."""
    viewer, letter = _letter(request, number)
    inbox.put_away(viewer, letter, clock.now())
    success(request, _("Removed from your list."))
    return redirect("messages")
