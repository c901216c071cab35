"""The page on which a sender reads who got a message, and what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.messages.models import Message
from openhouse.messages.sending.addressing import names_of, phones_of
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.pages import (
    ON_A_PAGE,
    called,
    message_page,
    moment_words,
    pages,
    way_words,
)
from openhouse.messages.sending.proof import Line, Sent, counts_of, has_another_way
from openhouse.notifications.models import Delivery
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

State = Delivery.State
ALL = ""
#: How a recipient stands, with its word, tone and icon.
STANDS = ("read", "sent", "waiting", "lost", "none")


def proof_page(
    desk: Desk, message: Message, lines: Sequence[Line], show: str, page: int
) -> dict[str, Any]:
    """Counts on top, then each recipient; with *show* those who stand so."""
    counts = counts_of(lines)
    show = show if show in STANDS else ALL
    shown = [line for line in lines if show in (ALL, line.stands)]
    here = desk.url("", message.pk)
    every = [{"label": _("Everybody"), "url": here, "count": len(lines), "current": not show}]
    return message_page(desk, message) | {
        "chips": every
        + [
            {
                "label": stands_words(one)[0],
                "url": f"{here}?show={one}",
                "count": counts[one],
                "current": one == show,
            }
            for one in STANDS
            if counts[one]
        ],
        "many": len(lines),
        "lost": counts["lost"] + counts["none"],
        "has_another": has_another_way(message, lines),
        "again_url": desk.url("again", message.pk),
        "people": joined(_lines(desk, message, shown[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])),
        **pages(here, show, page, len(shown)),
    }


def stands_words(stands: str) -> tuple[str, str, str]:
    """Word, tone and icon of how one recipient stands."""
    return {
        "read": (_("Read"), "good", ""),
        "sent": (_("Sent"), "info", "mail"),
        "waiting": (_("On its way"), "neutral", "clock"),
        "lost": (_("Did not arrive"), "bad", ""),
    }.get(stands, (_("No way"), "warn", ""))


def _lines(desk: Desk, message: Message, part: Sequence[Line]) -> list[SafeString]:
    """An office reads whose adults they are, and whom it can call."""
    names: Mapping[int, str] = {}
    phones: Mapping[int, Sequence[str]] = {}
    if message.section_id is None:
        names = names_of(desk.viewer, {student for one in part for student in one.students})
    if desk.section is None:
        phones = phones_of([one.person for one in part if one.stands in ("lost", "none")])
    return [_line(desk, one, names, phones.get(one.person, ())) for one in part]


def _line(desk: Desk, line: Line, names: Mapping[int, str], phones: Sequence[str]) -> SafeString:
    word, tone, icon = stands_words(line.stands)
    said = [_sent_words(one, tells=desk.section is None) for one in line.sent]
    if line.read_at:
        said.insert(0, _("Read in the portal, %(when)s") % {"when": moment_words(line.read_at)})
    elif line.looked and all(one.waited is None for one in line.sent):
        said.append(_("It was not opened, and there was no other way"))
    about = ", ".join(names[student] for student in line.students if student in names)
    small = called(about, " · ".join(said), phones)
    return row(line.name, small=small, tag=word, kind=tone, icon=icon)


def _sent_words(one: Sent, *, tells: bool) -> str:
    """ "By e-mail: sent, Monday, Oct 5, 8:00 AM", "By e-mail: came back (no such mailbox)".

    What the other side answered only an office reads: it puts addresses right, a teacher sees none.
    """
    way, state = way_words(one.way) + _why(one), State(one.state).label
    # what a demonstration shows went out by the real clock, which its own has left
    if one.state == State.SENT and one.at:
        return f"{way}: {state}, {moment_words(one.at)}"
    return f"{way}: {state}" + (
        f" ({one.answer})" if tells and one.answer and one.way != "push" else ""
    )


def _why(one: Sent) -> str:
    """ ", as the e-mail was not opened in 3 hours": of what went by itself."""
    if one.waited is None:
        return ""
    if one.waited == 0:
        return {
            "mail": _(", as the e-mail did not arrive"),
            "text": _(", as the text message did not arrive"),
            "call": _(", as the call did not arrive"),
        }.get(one.instead_of, _(", as it did not arrive"))
    hours = ngettext("%(many)s hour", "%(many)s hours", one.waited) % {"many": one.waited}
    return {
        "mail": _(", as the e-mail was not opened in %(hours)s"),
        "text": _(", as the text message was not opened in %(hours)s"),
        "call": _(", as nobody opened it in %(hours)s after the call"),
    }.get(one.instead_of, _(", as it was not opened in %(hours)s")) % {"hours": hours}
