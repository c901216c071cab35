"""What an office reads before it writes down somebody whom that lets see what was there before."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.registration.models import Part
from openhouse.registration.office.child import Child


def opens_words(child: Child) -> dict[str, Any] | None:
    """Who would see what, and how many see it today; None where nothing is opened."""
    opens = child.opens
    if not opens:
        return None
    change = child.found.application.is_change
    who = _children(child) if change else child.names[child.found.child.pk].name
    who = who or _("the child")
    record = _("%(adult)s will read all that the school shows families of %(child)s.")
    home = _("%(adult)s will read where the home in the records is, and its phone.")
    return {
        "known": _seen_by(child, who, change=change),
        "lines": [
            *(record % {"adult": _called(child, part), "child": who} for part in opens.record),
            *(home % {"adult": _called(child, part)} for part in opens.home),
            *_elsewhere(child),
        ],
    }


def _children(child: Child) -> str:
    """Those of a change, which is written for each child of the home."""
    names = [child.names[part.pk].name for part in child.found.children if part.pk in child.names]
    return ", ".join(filter(None, names))


def _seen_by(child: Child, who: str, *, change: bool) -> str:
    opens = child.opens
    if not (change or opens.record):
        return ""
    words = ngettext(
        "The records know %(child)s already. %(count)s adult sees the child today.",
        "The records know %(child)s already. %(count)s adults see the child today.",
        opens.seen_by,
    )
    if change:
        words = ngettext(
            "%(count)s adult sees a child of this home today.",
            "%(count)s adults see a child of this home today.",
            opens.seen_by,
        )
    return words % {"child": who, "count": opens.seen_by}


def _elsewhere(child: Child) -> list[str]:
    """Of how many more children the same holds."""
    opens = child.opens
    if not (opens.record and opens.elsewhere):
        return []
    words = ngettext(
        "The same holds for %(count)s more child of this home, at another school.",
        "The same holds for %(count)s more children of this home, at other schools.",
        opens.elsewhere,
    )
    return [words % {"count": opens.elsewhere}]


def _called(child: Child, part: Part) -> str:
    """Name, and the address to which a way in would go."""
    one = child.names.get(part.pk)
    email = child.found.said(part, "person.email")
    name = (one.name if one else "") or _("An adult")
    return f"{name} ({email})" if email else name
