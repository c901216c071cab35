"""The contexts of a family's pages of messages."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.common.addresses import address
from openhouse.common.files import size_words
from openhouse.common.text import day_words, hour_words, near_day
from openhouse.messages import pieces
from openhouse.messages.models import Message, MessageFile, Recipient
from openhouse.messages.queries import Notice
from openhouse.messages.wording import (
    Wording,
    by_machine_words,
    original_words,
    spoken,
    with_links,
)
from openhouse.notifications.kinds import Kind
from openhouse.ui.components.button import link_button
from openhouse.ui.components.notice import notice
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

type Words = Mapping[int, Mapping[str, Wording]]


def messages_page(
    children: Sequence[Child],
    announced: Sequence[Notice],
    letters: Sequence[Recipient],
    words: Words,
    on: date,
) -> dict[str, Any]:
    """Her messages, then what is announced now, and what was before."""
    now = [one for one in announced if one.ends_on >= on]
    over = [one for one in announced if one.ends_on < on]
    return {
        "emergencies": pieces.above_all(now),
        "letters": joined(_letter(one, words, children, on) for one in letters),
        "now": joined(_line(one, children, on) for one in now if not one.emergency),
        "over": joined(_line(one, children, on) for one in over),
    }


def _line(one: Notice, children: Sequence[Child], on: date) -> Any:
    return pieces.line(one, day=pieces.days_words(one, children, on))


def _letter(one: Recipient, words: Words, children: Sequence[Child], on: date) -> SafeString:
    text = _in_language(one.message, words)
    said = [sender_words(one.message), names_of(one, children)]
    emergency = one.message.kind == Kind.EMERGENCY
    word = _("Emergency") if emergency else "" if one.read_at else _("New")
    return row(
        spoken(text.title, text.language),
        small=" · ".join(filter(None, said)),
        small_right=near_day(timezone.localtime(one.written_at).date(), on),
        url=address("message", one.message_id),
        tag=word,
        kind="bad" if emergency else "info",
    )


def above_all(
    letters: Sequence[Recipient], words: Words, children: Collection[Child]
) -> SafeString:
    """Emergencies that she has not opened, each with the way to it; the sender sees who has."""
    return joined(_above(one, words, children) for one in letters)


def _above(one: Recipient, words: Words, children: Collection[Child]) -> SafeString:
    text, there = _in_language(one.message, words), timezone.localtime(one.written_at)
    said = [sender_words(one.message), names_of(one, children)]
    when = f"{capfirst(day_words(there.date()))}, {hour_words(there.time())}"
    inside = format_html(
        '<p><small>{}</small></p><p class="buttons">{}</p>',
        " · ".join(filter(None, [*said, when])),
        link_button(_("Read it"), address("message", one.message_id), "main", icon="mail"),
    )
    return notice(inside, "bad", format_html(_("Emergency: {}"), spoken(text.title, text.language)))


def _in_language(message: Message, words: Words) -> Wording:
    every = words[message.pk]
    return every.get((get_language() or "").partition("-")[0], every[message.language])


def sender_words(message: Message) -> str:
    """ "Theo Marchetti, Algebra II", "High School", "The whole district"."""
    if message.section is not None:
        return f"{message.written_by_name}, {message.section.name}"
    school = message.school.name if message.school else _("The school district")
    return f"{message.sender}, {school}" if message.sender else school


def names_of(one: Recipient, children: Collection[Child]) -> str:
    """Whom of several children it is about; of one alone nothing is said."""
    named = [child.first_name for child in children if child.id in one.students]
    return ", ".join(named) if len(children) > 1 else ""


def message_page(
    one: Recipient, words: Words, files: Sequence[MessageFile], children: Sequence[Child]
) -> dict[str, Any]:
    """One message, in her language where it is there."""
    text, message = _in_language(one.message, words), one.message
    there = timezone.localtime(one.written_at)
    original = words[message.pk][message.language]
    return {
        "back": address("messages"),
        "title": spoken(text.title, text.language),
        "plain_title": text.title,
        "body": spoken(with_links(text.body), text.language),
        "sender": sender_words(message),
        "names": names_of(one, children),
        "when": f"{capfirst(day_words(there.date()))}, {hour_words(there.time())}",
        "emergency": message.kind == Kind.EMERGENCY,
        "machine": by_machine_words() if text.is_machines else "",
        "original_words": original_words(original.language) if text.is_machines else "",
        "original_title": spoken(original.title, original.language),
        "original_body": spoken(with_links(original.body), original.language),
        "files": [
            (file.name, size_words(file.size), address("message-file", message.pk, file.pk))
            for file in files
        ],
        "remove_url": address("message-remove", message.pk),
    }


def answers(
    children: Sequence[Child], section: int | None, school: int | None, subject: str
) -> list[tuple[str, str]]:
    """From a message of the school the ways to answer it: a conversation about each of *children*.

    With the class that wrote it, else the office, and with its headline.
    """
    said = {"about": subject, "to": f"c{section}" if section else f"s{school}"}
    return [
        (one.first_name, f"{address('thread-new', one.id)}?{urlencode(said)}") for one in children
    ]
