"""The context of What changed."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child, Viewer
from openhouse.common.addresses import address
from openhouse.common.text import day_title, hour_words
from openhouse.home import changed_words
from openhouse.home.changes import DAYS, MORE_DAYS, Changed
from openhouse.ui.components.more import more
from openhouse.ui.components.row import row, rows
from openhouse.ui.markup import joined

#: So many of one kind on one day are one line.
MANY = 4


def context(
    viewer: Viewer,
    children: Sequence[Child],
    found: Sequence[Changed],
    url: str,
    days: int,
    course: int | None,
) -> dict[str, Any]:
    """The changes day by day; *url* is the page's, *days* how many it goes back.

    Of one *course* its name stands above, if something changed there.
    """
    kept = f"&course={course}" if course else ""
    by_day = groupby(found, key=lambda change: change.at.date())
    return {
        "days": [(day_title(on), joined(_rows(viewer, list(those)))) for on, those in by_day],
        "new": sum(change.is_new for change in found),
        "span": days,
        "course": found[0].course if course and found else "",
        "all_url": url if course else "",
        "looks": [
            (
                _("Who looked at %(name)s’s record") % {"name": child.first_name},
                address("looks-child", child.id),
            )
            for child in children
        ],
        "more_url": f"{url}?days={MORE_DAYS}{kept}" if days == DAYS else "",
    }


def _rows(viewer: Viewer, those: Sequence[Changed]) -> list[SafeString]:
    """The changes of a day; many of one kind that came together are one line, which opens."""
    together: dict[object, list[Changed]] = {}
    for change in those:
        together.setdefault(_key(change), []).append(change)
    found = []
    for change in those:
        same = together[_key(change)]
        if len(same) < MANY:
            found.append(_row(viewer, change))
        elif change is same[0]:
            found.append(_fold(viewer, same))
    return found


def _key(change: Changed) -> object:
    """What came together: of one child, kind, course (but for attendance) and person."""
    kind = change.kind.partition(".")[0]
    course = change.section if kind in ("score", "mark", "assignment") else None
    return change.student, kind, course, change.is_answer, changed_words.who(change)


def _fold(viewer: Viewer, same: Sequence[Changed]) -> SafeString:
    newest = same[0]
    new = any(change.is_new for change in same) and not viewer.look
    every = rows(joined(_row(viewer, change) for change in same))
    return row(
        changed_words.many(same),
        small=" · ".join(filter(None, [_name(viewer, newest), changed_words.who(newest)])),
        small_right=hour_words(newest.at.time()),
        tag=_("New") if new else "",
        kind="info",
        extra=more(every, _("Show each")),
    )


def _name(viewer: Viewer, change: Changed) -> str:
    child = viewer.child(change.student)
    return child.first_name if child and len(viewer.children) > 1 else ""


def _row(viewer: Viewer, change: Changed) -> SafeString:
    small = [_name(viewer, change), changed_words.who(change), changed_words.details(change)]
    return row(
        changed_words.sentence(change),
        small=" · ".join(part for part in small if part),
        small_right=hour_words(change.at.time()),
        url=_place(change),
        tag=_("New") if change.is_new and not viewer.look else "",
        kind="info",
    )


def _place(change: Changed) -> str:
    kind = change.kind.partition(".")[0]
    if change.is_answer:
        return address("questions", change.student)
    if change.is_document:
        return address("documents", change.student)
    if change.is_paper and change.about:
        return address("paper", change.student, change.about)
    if page := {
        "attendance": "attendance",
        "transcript": "transcript",
        "immunization": "immunizations",
        "health": "immunizations",
    }.get(kind):
        return address(page, change.student)
    return address("course", change.student, change.section) if change.section else ""
