"""The contexts of the pages on which a school announces."""

from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.text import day_words
from openhouse.messages.announcing.desk import MOST, Desk
from openhouse.messages.models import Announcement
from openhouse.messages.wording import language_name
from openhouse.people.words import grade_words
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def desk_page(desk: Desk, today: date) -> dict[str, Any]:
    """What families read now, what they will read, and what is over or was taken back."""
    there = desk.shown.filter(withdrawn_at=None)
    now = there.filter(starts_on__lte=today, ends_on__gte=today)
    coming = there.filter(starts_on__gt=today).order_by("starts_on", "pk")
    over = desk.shown.exclude(withdrawn_at=None) | there.filter(ends_on__lt=today)
    return {
        "section": desk.section,
        "new_url": desk.url("new"),
        "back": desk.messages_url,
        "now": _lines(desk, now.order_by("-emergency", "-starts_on", "-pk")),
        "coming": _lines(desk, coming),
        "over": _lines(desk, over.order_by("-starts_on", "-pk")),
    }


def _lines(desk: Desk, found: Any) -> SafeString:
    return joined(_line(desk, one) for one in found[:MOST])


def _line(desk: Desk, one: Announcement) -> SafeString:
    word, tone = (_("Emergency"), "bad") if one.emergency else ("", "neutral")
    if one.withdrawn_at:
        word, tone = _("Withdrawn"), "neutral"
    said = [for_whom(one), *map(language_name, [one.language, *one.others])]
    return row(
        one.title,
        small=" · ".join(said),
        small_right=days_words(one),
        url=desk.url("", one.pk) if desk.may_change(one) else "",
        tag=word,
        kind=tone,
    )


def for_whom(one: Announcement) -> str:
    """ "Algebra II", "Hillside Middle School, 7th grade", "The whole district"."""
    if one.section is not None:
        return one.section.name
    name = one.school.name if one.school is not None else _("The whole district")
    return ", ".join([name, *map(grade_words, one.grades)])


def days_words(one: Announcement) -> str:
    """ "Tuesday, Oct 6 – Friday, Oct 9"."""
    first, last = day_words(one.starts_on), day_words(one.ends_on)
    return first if one.starts_on == one.ends_on else f"{first} – {last}"


def form_page(desk: Desk, form: Any, one: Announcement | None = None) -> dict[str, Any]:
    """The form, empty or with one that is there."""
    found = {"back": desk.url(), "form": form, "section": desk.section, "one": one}
    found["message_url"] = address("school-message-new")
    if one is not None:
        found |= {
            "whom": for_whom(one),
            "withdraw_url": desk.url("withdraw", one.pk),
            "withdrawn": bool(one.withdrawn_at),
        }
    return found
