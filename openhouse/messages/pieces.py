"""An announcement as families see it: a line, or, of an emergency, a word above everything."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.common.text import near_day
from openhouse.messages.queries import Notice
from openhouse.messages.wording import (
    Wording,
    by_machine_words,
    in_reach,
    original_words,
    spoken,
    with_links,
)
from openhouse.ui.components.more import more
from openhouse.ui.components.notice import notice as notice_of
from openhouse.ui.components.row import row
from openhouse.ui.markup import NOTHING, joined


def line(notice: Notice, *, day: str = "") -> SafeString:
    """One line of "From school"."""
    words = in_reach(notice.original, notice.others, get_language())
    emergency = notice.emergency
    return row(
        spoken(words.title, words.language),
        small=_body(words),
        small_right=day,
        tag=_("Emergency") if emergency else notice.class_name or notice.school_name,
        kind="bad" if emergency else "neutral",
        below=_original(notice, words),
    )


def above_all(notices: Collection[Notice]) -> SafeString:
    """Emergencies, each with an icon and the word; nothing where there is none."""
    return joined(_emergency(one) for one in notices if one.emergency)


def _emergency(notice: Notice) -> SafeString:
    words = in_reach(notice.original, notice.others, get_language())
    title = spoken(words.title, words.language)
    inside = format_html(
        "<p>{}</p><p><small>{}</small></p>{}",
        _body(words),
        notice.school_name or _("The whole district"),
        _original(notice, words),
    )
    return notice_of(inside, "bad", format_html(_("Emergency: {}"), title))


def _body(words: Wording) -> SafeString:
    body = spoken(with_links(words.body), words.language)
    if not words.is_machines:
        return body
    return format_html("{}<br><em>{}</em>", body, by_machine_words())


def _original(notice: Notice, words: Wording) -> SafeString:
    """The way to the words as they were written, where a machine has made others of them."""
    if not words.is_machines:
        return NOTHING
    told = notice.original
    inside = format_html(
        "<p><strong>{}</strong></p><p>{}</p>",
        spoken(told.title, told.language),
        spoken(with_links(told.body), told.language),
    )
    return more(inside, original_words(told.language))


def days_words(notice: Notice, children: Sequence[Child], on: date) -> str:
    """Whom of several children it is about, and when it was first shown."""
    when = near_day(notice.starts_on, on)
    names = [child.first_name for child in children if child.id in notice.students]
    return when if len(names) == len(children) else f"{', '.join(names)} · {when}"
