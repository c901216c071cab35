"""The contexts of the pages on which a school writes messages and reads who got them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.common.text import day_words, hour_words
from openhouse.messages.models import Message
from openhouse.messages.sending.composing import Composing
from openhouse.messages.sending.desk import MOST, Desk
from openhouse.messages.sending.templates import of_teachers, own
from openhouse.messages.wording import language_name, spoken, with_links
from openhouse.notifications.kinds import words_of
from openhouse.ui.components.phone import phone
from openhouse.ui.components.row import row
from openhouse.ui.markup import NOTHING, joined

State = Message.State
#: Lines of a list on a page.
ON_A_PAGE = 100
#: Fields that few need.
MORE = ("ways", "sender", "send_time", "keep_as")


def desk_page(desk: Desk) -> dict[str, Any]:
    """What she has written, the newest first."""
    found = list(desk.messages.exclude(state=State.CANCELLED).prefetch_related("words")[:MOST])
    held = [one for one in found if one.state == State.HELD]
    return {
        "section": desk.section,
        "new_url": desk.url("new"),
        "announcements_url": desk.announcements_url,
        "held": joined(_message(desk, one) for one in held),
        "lines": joined(_message(desk, one) for one in found if one.state != State.HELD),
    }


def held_row(many: int) -> SafeString:
    """The line on an office's start; empty where nothing waits for it."""
    if not many:
        return NOTHING
    words = ngettext(
        "%(many)s message of a teacher waits for you",
        "%(many)s messages of teachers wait for you",
        many,
    )
    small = _("Send it in the office’s name, or take it back")
    return row(words % {"many": many}, small=small, url=address("school-messages"), icon="clock")


def _message(desk: Desk, one: Message) -> SafeString:
    tone = {
        State.DRAFT: "warn",
        State.HELD: "warn",
        State.WAITING: "info",
        State.SENDING: "info",
    }.get(State(one.state), "neutral")
    at = one.send_at if one.state == State.WAITING and one.send_at else one.written_at
    return row(
        subject_of(one),
        small=f"{one.whom_words} · {words_of(one.kind)}",
        small_right=capfirst(moment_words(at)),
        url=desk.url("", one.pk),
        tag="" if one.state == State.SENT else State(one.state).label,
        kind=tone,
    )


def subject_of(message: Message) -> str:
    """Its headline as it was written."""
    return next(
        (one.subject for one in message.words.all() if one.language == message.language), ""
    )


def moment_words(at: datetime) -> str:
    """ "Monday, Oct 5, 8:00 AM", inside a line: Spanish has "lunes 5 de oct, 8:00 a.m."."""
    there = timezone.localtime(at)
    said = {"day": day_words(there.date()), "time": hour_words(there.time())}
    return _("%(day)s, %(time)s") % said


def form_page(desk: Desk, form: Any, one: Composing, query: str) -> dict[str, Any]:
    """The form, with the messages that it can begin with."""
    texts = [*(of_teachers() if desk.section else []), *own(desk.viewer)]
    here, message = desk.url("new"), one.message
    return {
        "back": desk.url("", message.pk) if message else desk.url(),
        "section": desk.section,
        "form": form,
        "whom": one.target.words,
        "file": one.file,
        "fields": ", ".join(f"{{{name}}}" for name in form.known),
        "has_more": any(
            form[name].errors or form[name].value() for name in MORE if name in form.fields
        ),
        "texts": []
        if message
        else [(one.name, f"{here}?{query}&{urlencode({'text': one.key})}") for one in texts],
    }


def words_cards(message: Message) -> list[dict[str, Any]]:
    """The text in each language, the original first."""
    every = sorted(message.words.all(), key=lambda one: one.language != message.language)
    return [
        {
            "language": language_name(one.language),
            "subject": spoken(one.subject, one.language),
            "body": spoken(with_links(one.body), one.language),
            "machine": one.machine,
        }
        for one in every
    ]


def message_page(desk: Desk, message: Message) -> dict[str, Any]:
    """What stands on the page of a message, however it stands."""
    return {
        "back": desk.url(),
        "section": desk.section,
        "message": message,
        "title": subject_of(message),
        "kind": words_of(message.kind),
        "words": words_cards(message),
        "files": [
            (one.name, desk.url("file", message.pk)) for one in message.files.defer("content")
        ],
        "cancel_url": desk.url("cancel", message.pk),
        "when": moment_words(message.send_at) if message.send_at else "",
        "state": State(message.state).label,
        "is_draft": message.state == State.DRAFT,
        "is_waiting": message.state == State.WAITING,
        "is_held": message.state == State.HELD,
        "is_cancelled": message.state == State.CANCELLED,
    }


def way_words(way: str) -> str:
    """By which way, as a list says it."""
    known = {
        "mail": _("By e-mail"),
        "push": _("By app"),
        "text": _("By text message"),
        "call": _("By phone call"),
    }
    return known.get(way, way)


def called(about: str, said: str, phones: Sequence[str]) -> SafeString:
    """What stands small under a name: the children, what became of it, and where to call."""
    found = [about, said, *(format_html(_("call {}"), phone(each, plain=True)) for each in phones)]
    return format_html_join(" · ", "{}", ((each,) for each in found if each))


def pages(here: str, show: str, page: int, many: int) -> dict[str, Any]:
    """The ways to the page before and after, and which this is."""
    last = max(1, -(-many // ON_A_PAGE))
    return {
        "before": _at(here, show, page - 1) if page > 1 else "",
        "after": _at(here, show, page + 1) if page < last else "",
        "which": _("Page %(page)s of %(last)s") % {"page": page, "last": last} if last > 1 else "",
    }


def _at(here: str, show: str, page: int) -> str:
    return f"{here}?{urlencode({'show': show, 'page': page})}"
