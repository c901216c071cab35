"""The page of calendar addresses, in words."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child, Viewer
from openhouse.common.text import day_words, hour_words
from openhouse.schedule.models import CalendarFeed


def of_family(viewer: Viewer, feeds: Sequence[CalendarFeed]) -> dict[str, Any]:
    """A line for each address that works, and what one can be made for."""
    names = {child.id: child.first_name for child in viewer.children}
    return {
        "children": viewer.children,
        "feeds": [
            (each.pk, names.get(each.student_id or 0) or everybody(), _read(each))
            for each in feeds
            if each.student_id is None or each.student_id in names
        ],
    }


def everybody() -> str:
    """All children of hers."""
    return _("All children")


def made(child: Child | None, url: str) -> dict[str, Any]:
    """The address, for this once."""
    whose = child.first_name if child else everybody()
    return {"whose": whose, "url": url, "opens": f"webcal:{url.partition(':')[2]}"}


def name_of(children: Sequence[Child]) -> str:
    """How the calendar calls itself in the reader's program."""
    names = ", ".join(child.first_name for child in children)
    return _("School: %(names)s") % {"names": names}


def _read(feed: CalendarFeed) -> str:
    if feed.read_at is None:
        return _("Made on %(day)s, not read yet") % {"day": _day(feed.made_at)}
    local = timezone.localtime(feed.read_at)
    said = {"day": day_words(local.date()), "time": hour_words(local.time())}
    return _("Last read on %(day)s, about %(time)s") % said


def _day(at: Any) -> str:
    return day_words(timezone.localtime(at).date())
