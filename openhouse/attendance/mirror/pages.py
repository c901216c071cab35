"""The mirror as a family reads it: in encouraging words, and as a small picture."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.attendance.mirror.rules import Mirror, Standing
from openhouse.common.text import number_words
from openhouse.ui.markup import NOTHING, markup

_FRAME = (
    '<svg class="mirror {kind}" width="100%" height="44" role="img" aria-label="{label}">'
    '<rect class="mirror-track" y="8" width="100%" height="14" rx="7"/>'
    '<rect class="mirror-days" y="8" width="{days}%" height="14" rx="7"/>'
    "{usual}"
    '<line class="mirror-line" x1="{line}%" x2="{line}%" y1="2" y2="28"/>'
    '<text x="{line}%" y="41" text-anchor="middle">{ten}</text></svg>'
)
_USUAL = '<line class="mirror-usual" x1="{at}%" x2="{at}%" y1="2" y2="28"/>'


def mirror(found: Mirror | None, name: str, school: str) -> dict[str, Any]:
    """The context of the card; nothing outside of a school year."""
    if found is None:
        return {"mirror": None}
    usual = usual_words(found, school)
    return {
        "mirror": found,
        "mirror_words": standing_words(found, name),
        "mirror_line": line_words(found),
        "mirror_usual": usual,
        "mirror_picture": picture(found, usual),
    }


def standing_words(found: Mirror, name: str) -> str:
    """Where the child stands, and what helps."""
    if found.standing is Standing.NONE:
        return _("%(name)s has not missed a day this year. That helps a lot!") % {"name": name}
    told = ngettext(
        "%(name)s has missed %(n)d day so far this year.",
        "%(name)s has missed %(n)d days so far this year.",
        found.missed,
    ) % {"name": name, "n": found.missed}
    then = {
        Standing.SAFE: _("That is fewer than one day in ten. Keep it up!"),
        Standing.PACE: _(
            "That is more than one day in ten so far. The year is long: each day from now on"
            " brings it down."
        ),
        Standing.PAST: _(
            "That is one day in ten or more. Each day from here on counts, and the school is glad"
            " to help: call and ask."
        ),
    }[found.standing]
    return f"{told} {then}"


def line_words(found: Mirror) -> str:
    """What the line is, and why it matters."""
    return _(
        "The line: %(line)d days in a year are 10 %%. From there on it gets much harder to keep up,"
        " whatever the reason for the days."
    ) % {"line": found.line}


def usual_words(found: Mirror, school: str) -> str:
    """What is usual at the school; empty where too few go there to say so."""
    if found.usual is None:
        return ""
    return _("Usual at %(school)s: half of the students have missed %(n)s days or fewer.") % {
        "school": school,
        "n": number_words(found.usual),
    }


def picture(found: Mirror, usual: str) -> SafeString:
    """A bar of the days missed, with the line of 10 % and the school's usual number."""
    label = _("%(n)d days missed; 10 %% of the year are %(line)d days.") % {
        "n": found.missed,
        "line": found.line,
    }
    kinds = {Standing.PACE: "warn", Standing.PAST: "warn"}
    at = "" if found.usual is None else f"{found.place(found.usual):f}"
    return markup(
        _FRAME,
        kind=kinds.get(found.standing, "good"),
        label=f"{label} {usual}".strip(),
        days=f"{found.place(found.missed):f}",
        line=f"{found.place(found.line):f}",
        usual=markup(_USUAL, at=at) if at else NOTHING,
        ten=_("10 %"),
    )
