"""The page of a message before it goes out: exactly who gets it, by which way, and who does not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.messages.models import Message
from openhouse.messages.sending.addressing import Addressee, names_of, phones_of
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.pages import ON_A_PAGE, called, message_page, pages, way_words
from openhouse.messages.wording import language_within
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def draft_page(
    desk: Desk, message: Message, people: Sequence[Addressee], form: Any, at: tuple[str, int],
    held: int,
) -> dict[str, Any]:  # fmt: skip
    """Everybody, or with "none" those whom nothing reaches; what has to be known before sending.

    *held* are told when their quiet hours or the night are over.
    """
    unreached = [one for one in people if not one.reached]
    show, page = at
    shown = unreached if show == "none" else people
    part = shown[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return message_page(desk, message) | {
        "edit_url": desk.url("edit", message.pk),
        "send_url": desk.url("send", message.pk),
        "form": form,
        "many": len(people),
        "counts": _counts(people),
        "unreached": len(unreached),
        "alone": sum(one.has_account for one in unreached),
        "held": held,
        "unread": _unread(message, people),
        "chips": _chips(desk, message, len(people), len(unreached), show),
        "people": joined(_people(desk, message, part)),
        **pages(desk.url("", message.pk), show, page, len(shown)),
    }


def counting_page(desk: Desk, message: Message, many: int) -> dict[str, Any]:
    """While it is counted who of very many gets it: all else stands there already."""
    here = desk.url("", message.pk)
    return message_page(desk, message) | {
        "counting": number_format(many, use_l10n=True, force_grouping=True),
        "counted_url": f"{here}?show=all",
    }


def _unread(message: Message, people: Sequence[Addressee]) -> list[str]:
    """Of each language in which the message is not written, how many of them read it."""
    written = {one.language for one in message.words.all()}
    reads = Counter(one.language for one in people)
    return [
        ngettext(
            "%(many)s person reads %(language)s and gets it in %(written)s.",
            "%(many)s people read %(language)s and get it in %(written)s.",
            many,
        )
        % {
            "many": many,
            "language": language_within(code),
            "written": language_within(message.language),
        }
        for code, many in reads.most_common()
        if code and code not in written
    ]


def _chips(desk: Desk, message: Message, many: int, lost: int, show: str) -> list[dict[str, Any]]:
    here = desk.url("", message.pk)
    return [
        {
            "label": _("Everybody"),
            "url": f"{here}?show=all",
            "count": many,
            "current": show != "none",
        },
        {
            "label": _("No way"),
            "url": f"{here}?show=none",
            "count": lost,
            "current": show == "none",
        },
    ]


def _counts(people: Sequence[Addressee]) -> list[tuple[str, int]]:
    """How many are reached by each way; one may be by several."""
    by_way = Counter(way for one in people for way in one.ways)
    return [
        (way_words(way), by_way[way]) for way in ("mail", "push", "text", "call") if by_way[way]
    ]


def _people(desk: Desk, message: Message, part: Sequence[Addressee]) -> list[SafeString]:
    """Of a class the names say the students already; an office reads whom it can call."""
    names: Mapping[int, str] = {}
    phones: Mapping[int, Sequence[str]] = {}
    if message.section_id is None:
        names = names_of(desk.viewer, {student for one in part for student in one.students})
    if desk.section is None:
        phones = phones_of([one.person for one in part if not one.reached])
    return [_person(one, names, phones.get(one.person, ())) for one in part]


def _person(one: Addressee, names: Mapping[int, str], phones: Sequence[str]) -> SafeString:
    about = ", ".join(names[student] for student in one.students if student in names)
    said = ", ".join(way_words(way) for way in one.ways)
    if said:
        return row(one.name, small=called(about, said, ()))
    alone = _("Only in the portal, when she or he signs in") if one.has_account else ""
    return row(one.name, small=called(about, alone, phones), tag=_("No way"), kind="warn")
