"""What the pages of an office and of a teacher do alike."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.desks import found_for
from openhouse.access.requests import district_of, number_in
from openhouse.access.viewed import shows_record_of
from openhouse.common import clock
from openhouse.common.fields import focused
from openhouse.common.files import inline
from openhouse.messages.sending import (
    actions,
    composing,
    draft_pages,
    pages,
    proof,
    proof_pages,
    who_pages,
)
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.forms import SendForm
from openhouse.messages.sending.targets import NAMED


def serve_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What she has written."""
    return render(request, "messages/school_messages.html", pages.desk_page(desk))


def serve_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """To whom, then what."""
    one = composing.begun(desk, request.GET, clock.today())
    if one is None:
        return _serve_who(request, desk)
    return _serve_form(request, desk, one)


def serve_edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Change a draft."""
    one = composing.opened(desk, _message(request, desk, number), clock.today())
    if one is None:
        raise Http404
    return _serve_form(request, desk, one)


def _serve_who(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Raises Http404 where the address names somebody to whom she may not write."""
    if NAMED & request.GET.keys() or request.method == "POST":
        raise Http404
    text, today = request.GET.get("q", "").strip()[:100], clock.today()
    found = found_for(desk, text, today) if text and desk.section is None else []
    begins = request.GET.get("text", "")[:20]
    context = who_pages.who_page(desk, text, found, today, begins)
    return render(request, "messages/school_message_who.html", context)


def _serve_form(request: HttpRequest, desk: Desk, one: composing.Composing) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = one.form(*sent, district=district_of(request).id)
    if request.method == "POST" and form.is_valid():
        kept = one.keep(form, clock.now())
        if kept is None:
            messages.warning(request, _("It has gone out already."))
        return redirect(desk.url("", kept.pk) if kept else desk.url())
    query = request.GET.copy()
    query.pop("text", None)
    context = pages.form_page(desk, focused(form), one, query.urlencode())
    return render(request, "messages/school_message_new.html", context)


def serve_one(
    request: HttpRequest, desk: Desk, number: int, form: SendForm | None = None
) -> HttpResponse:
    """Of a draft who will get it; of one that is out who got it."""
    message = _message(request, desk, number)
    show, page = request.GET.get("show", "")[:10], max(1, number_in(request, "page") or 1)
    if message.state in ("draft", "waiting", "held"):
        context = _before(desk, message, form, (show, page))
        return render(request, "messages/school_message_draft.html", context)
    context = proof_pages.proof_page(desk, message, proof.lines_of(message), show, page)
    return render(request, "messages/school_message.html", context)


def _before(desk: Desk, message: Any, form: SendForm | None, at: tuple[str, int]) -> dict[str, Any]:
    """Who will get it. Of very many the page stands there first and then asks who they are."""
    today, (show, page) = clock.today(), at
    asks = not show and page == 1 and form is None
    if asks and (many := composing.many_before(message, today)):
        return draft_pages.counting_page(desk, message, many)
    people = composing.people_before(desk, message, today)
    form = form or SendForm(now=clock.now(), at=message.send_time)
    held = composing.held_now(people, message, message.send_at or clock.now())
    return draft_pages.draft_page(desk, message, people, focused(form), at, held)


def serve_send(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Let it go."""
    message, now = _message(request, desk, number), clock.now()
    form = SendForm(request.POST, now=now)
    if not form.is_valid():
        return serve_one(request, desk, number, form)
    at = form.cleaned_data["send_at"]
    if actions.send(desk, message, district_of(request), at, now):
        later = _("It waits for its time. Until then you can take it back.")
        said = _("It goes out. You see here who has got it.")
        messages.success(request, later if at and at > now else said)
    return redirect(desk.url("", message.pk))


def serve_cancel(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Take it back before it goes out."""
    if actions.cancel(desk, _message(request, desk, number)):
        messages.success(request, _("Taken back. Nobody gets it."))
        return redirect(desk.url())
    messages.warning(request, _("It has gone out already."))
    return redirect(desk.url("", number))


def serve_again(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Send it by another way to whom it did not reach."""
    message = _message(request, desk, number)
    many = proof.send_again(desk, message, district_of(request), proof.lines_of(message))
    if many:
        words = ngettext(
            "Sent by another way to %(many)s person.",
            "Sent by another way to %(many)s people.",
            many,
        )
        messages.success(request, words % {"many": many})
    else:
        messages.warning(request, _("There is no other way to any of them. Please call them."))
    return redirect(desk.url("", message.pk))


def serve_file(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The file that goes with it."""
    file = _message(request, desk, number).files.first()
    if file is None:
        raise Http404
    return inline(file.name, file.kind, file.content)


def _message(request: HttpRequest, desk: Desk, number: int) -> Any:
    found = desk.message(number)
    if found is None:
        raise Http404
    if found.student_id is not None:
        shows_record_of(request, found.student_id)
    return found
