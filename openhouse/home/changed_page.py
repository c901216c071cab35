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
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


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
    more = f"&course={course}" if course else ""
    by_day = groupby(found, key=lambda change: change.at.date())
    return {
        "days": [
            (day_title(on), joined(_row(viewer, change) for change in those))
            for on, those in by_day
        ],
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
        "more_url": f"{url}?days={MORE_DAYS}{more}" if days == DAYS else "",
    }


def _row(viewer: Viewer, change: Changed) -> SafeString:
    child = viewer.child(change.student)
    name = child.first_name if child and len(viewer.children) > 1 else ""
    small = [name, changed_words.who(change), changed_words.details(change)]
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
    if kind == "attendance":
        return address("attendance", change.student)
    return address("course", change.student, change.section) if change.section else ""
