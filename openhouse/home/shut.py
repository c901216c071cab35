"""What stands above a family's page while a school shows no scores and marks (NOT-06)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from openhouse.access.viewer import Shut, Viewer
from openhouse.common.text import hour_words

#: Pages on which scores and marks are looked for, by the names of their addresses.
LOOKED_FOR_ON = {
    *("today", "today-child", "changes", "changes-child", "calendar", "calendar-child"),
    *("grades", "course", "why", "try-scores", "assignments", "score-changes", "mark-changes"),
    *("hand-in", "question-new"),
}


def shut_words(viewer: Viewer, here: str, student: int | None) -> list[str]:
    """A sentence a school; nothing on pages about something else."""
    if here not in LOOKED_FOR_ON:
        return []
    return sentences(one for one in viewer.shut if student in (None, one.student))


def sentences(shut: Iterable[Shut]) -> list[str]:
    """ "Capital Hills High School shows grades outside class hours. They are here again …"."""
    known = dict.fromkeys((one.name, one.until) for one in shut)
    return [
        _(
            "%(school)s shows grades outside class hours. They are here again today at %(time)s."
        ) % {"school": name, "time": hour_words(until)}
        for name, until in known
    ]  # fmt: skip
