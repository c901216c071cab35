"""A roll as the browser sends it: what each line was when the page was made, and what it is now."""

from collections.abc import Collection, Mapping

from openhouse.access.requests import whole_number
from openhouse.attendance.rules import PRESENT
from openhouse.attendance.taking.rules import CHOICES, Line, Said

LONGEST_NOTE = 100


def lines_sent(post: Mapping[str, str], students: Collection[int]) -> dict[int, Line]:
    """The lines about *students* in a form; what it says wrongly counts as not said."""
    found = {}
    for student in students:
        status = post.get(f"is-{student}", "")
        if status not in CHOICES:
            continue
        was = post.get(f"was-{student}", "")
        before = Said(was if was in CHOICES else PRESENT, _note(post.get(f"had-{student}", "")))
        found[student] = Line(before, Said(status, _note(post.get(f"note-{student}", ""))))
    return found


def _note(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NOTE]


def places_sent(post: Mapping[str, str], students: Collection[int]) -> dict[int, int]:
    """The places of *students* in a form, 1 to 999; others have none."""
    found = {}
    for student in students:
        text = post.get(f"place-{student}", "").strip()
        place = whole_number(text) or 0
        if 0 < place < 1000:
            found[student] = place
    return found
