"""The page and the file of a search in the ledger."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.common.text import day_title, hour_words
from openhouse.home import changed_words, looked_words
from openhouse.home.audit.queries import PAGE, Asked, Audited, place_words
from openhouse.ledger.kinds import GROUPS, kind_words
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: What only the district searches by: no line of these is about a student.
OF_THE_DISTRICT = {"sign_on", "import"}
TOLD = ("score", "mark", "attendance", "placement", "assignment")


def page(
    viewer: Viewer, asked: Asked, found: Sequence[Audited], url: str, name: str
) -> dict[str, Any]:
    """The context: lines day by day, and where the next ones are; *name* is the student's."""
    shown = found[:PAGE]
    days = groupby(shown, key=lambda line: line.change.at.date())
    is_district = "district" in viewer.roles
    more = len(found) > PAGE
    return {
        "asked": asked,
        "name": name,
        "kinds": [
            (key, str(words), key == asked.kind)
            for key, words in GROUPS.items()
            if is_district or key not in OF_THE_DISTRICT
        ],
        "days": [(day_title(on), joined(_row(line, asked, url) for line in of)) for on, of in days],
        "more_url": address_of(url, asked, before=place_words(shown[-1].place)) if more else "",
        "all_url": url if said(asked) else "",
        "student_url": f"{url}?student={asked.student}" if asked.same else "",
        "is_district": is_district,
        "kept": list(said(asked).items()),
    }


def said(asked: Asked) -> dict[str, object]:
    """What the search says, as an address does; without the place."""
    found = {
        "student": asked.student,
        "staff": asked.staff,
        "kind": asked.kind,
        "first": asked.first,
        "last": asked.last,
        "same": asked.same,
    }
    return {name: value for name, value in found.items() if value}


def address_of(url: str, asked: Asked, **more: object) -> str:
    """The address of the same search with *more* said."""
    return f"{url}?{urlencode(said(asked) | more)}"


def _row(line: Audited, asked: Asked, url: str) -> SafeString:
    parts = [line.about if asked.student is None else "", who(line), because(line)]
    return row(
        what(line),
        small=" · ".join(part for part in parts if part),
        small_right=hour_words(line.change.at.time()),
        url=_place(line, asked, url),
    )


def _place(line: Audited, asked: Asked, url: str) -> str:
    """The lines of the same student; among these, those of the same score, mark or day."""
    student = line.change.student
    if asked.student is None:
        return address_of(url, asked, student=student) if student else ""
    if asked.same is None and line.change.kind.partition(".")[0] in ("score", "mark", "attendance"):
        return f"{url}?{urlencode({'student': student, 'same': line.id})}"
    return ""


def what(line: Audited) -> str:
    """What happened, in words."""
    change = line.change
    kind = change.kind.partition(".")[0]
    if kind in TOLD:
        return changed_words.sentence(change)
    if kind == "contact":
        was, now = (str((part or {}).get("value", "")) for part in (change.before, change.after))
        return _("%(what)s: %(before)s → %(after)s") % {
            "what": kind_words(change.kind),
            "before": was or "–",
            "after": now or "–",
        }
    if change.kind == "record.viewed":
        return looked_words.sentence(line.subject)
    return kind_words(change.kind)


def who(line: Audited) -> str:
    """Who did it; a guardian's name stands here, where the office may read it."""
    change = line.change
    if not change.by_post:
        return _("from the school’s records, or by the house itself")
    if change.by_post in ("guardian", "student"):
        return _("by %(name)s") % {"name": change.by_name or _("a guardian")}
    return _("by %(name)s") % {"name": changed_words.person(change)}


def because(line: Audited) -> str:
    """Why, or whom it went to; of a look the page is said already."""
    viewed = line.change.kind == "record.viewed"
    return line.change.reason or ("" if viewed else line.subject)


def table(found: Iterable[Audited]) -> tuple[list[str], list[list[object]]]:
    """The head and the rows of the file."""
    head = [_("When"), _("About"), _("Kind"), _("What"), _("By"), _("Why")]
    return head, [
        [
            line.change.at.isoformat(" ", "seconds"),
            line.about,
            line.change.kind,
            what(line),
            who(line),
            because(line),
        ]
        for line in found
    ]


def file_name(today: date) -> str:
    """ "changes-2026-10-06.csv"."""
    return f"changes-{today.isoformat()}.csv"
