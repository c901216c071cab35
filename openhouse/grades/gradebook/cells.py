"""A cell of the gradebook as it is typed and shown: "8", "8L", "M"."""

from decimal import Decimal

from django.utils.translation import gettext as _

from openhouse.grades.numbers import plain
from openhouse.grades.rules.entries import KEYS, is_far_over

KEY_OF = {flag: key.upper() for key, flag in KEYS.items()}


def typed(points: Decimal | None, flag: str, text: str = "") -> str:
    """What a teacher would type for it. A mark in words, which a source sends, stands alone."""
    if points is None and text:
        return text
    return (plain(points) if points is not None else "") + KEY_OF.get(flag, "")


def doubt(points: Decimal | None, possible: Decimal | None) -> str:
    """What is asked about a score far over the points of its work; it is kept all the same."""
    if possible is None or not is_far_over(points, possible):
        return ""
    words = _("Is this meant? The work has %(possible)s points. The score is kept as it is.")
    return words % {"possible": plain(possible)}


def flag_keys() -> list[tuple[str, str]]:
    """Each key with its flag's name, for the teacher."""
    names = {
        "turned in": _("Turned in"),
        "late": _("Late"),
        "missing": _("Missing"),
        "incomplete": _("Incomplete"),
        "cheated": _("Cheated"),
        "exempt": _("Excused"),
        "dropped": _("Dropped"),
    }
    return [(KEY_OF[flag], names[flag]) for flag in KEYS.values()]
