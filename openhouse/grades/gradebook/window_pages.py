"""What the pages of windows show: each with its state, and who has not posted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.text import day_words
from openhouse.grades.gradebook.windows import Progress, Window
from openhouse.grades.words import task_words, together
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def window_rows(
    windows: Sequence[Window],
    here: str,
    today: date,
    posted: tuple[Mapping[tuple[int, int], int], int] = ({}, 0),
    *,
    schools: bool,
) -> SafeString:
    """A row a window, with its state; for a teacher how many of her class have *posted* marks."""
    many, students = posted
    return joined(
        row(
            task_words(each.term_name, each.task_name),
            _of(many.get((each.term, each.task), 0), students) if students else "",
            small_right=_("posted") if students else "",
            small=together((each.school_name if schools else "", _days(each))),
            tag=state(each, today)[0],
            kind=state(each, today)[1],
            url=f"{here}?window={each.id}",
        )
        for each in windows
    )


def as_form(window: Window) -> dict[str, Any]:
    """A window as the form gives it other days."""
    return {
        "task": window.task,
        "term": f"{window.school}-{window.term}",
        "opens_on": window.opens_on,
        "closes_on": window.closes_on,
    }


def _days(window: Window) -> str:
    said = {"opens": day_words(window.opens_on), "closes": day_words(window.closes_on)}
    return _("%(opens)s to %(closes)s") % said


def state(window: Window, today: date) -> tuple[str, str]:
    if window.is_open(today):
        return _("Open"), "good"
    return (_("Opens later"), "info") if window.opens_on > today else (_("Closed"), "neutral")


def closed_words(window: Window, today: date) -> str:
    """Why nothing can be posted now; empty while the window is open."""
    if window.is_open(today):
        return ""
    if window.opens_on > today:
        return _("Marks can be posted here from %(day)s on.") % {"day": day_words(window.opens_on)}
    return _("This window closed on %(day)s. Ask the office to open it again.") % {
        "day": day_words(window.closes_on)
    }


def progress_rows(found: Sequence[Progress]) -> dict[str, Any]:
    """Who has not posted, and folded away who has; classes of one name and teacher are one line."""
    lines: dict[tuple[bool, str, str], list[Progress]] = {}
    for each in found:
        key = (each.posted >= each.students, each.name, each.teacher)
        lines.setdefault(key, []).append(each)
    waits = [_progress(same) for (done, *_name), same in lines.items() if not done]
    done = [_progress(same) for (has, *_name), same in lines.items() if has]
    many = sum(len(same) for (has, *_name), same in lines.items() if has)
    words = ngettext("%(many)s class has posted", "%(many)s classes have posted", many)
    return {"waits": joined(waits), "done": joined(done), "done_words": words % {"many": many}}


def _progress(same: Sequence[Progress]) -> SafeString:
    """The row of a class, or of several that one would not tell apart."""
    posted = sum(min(each.posted, each.students) for each in same)
    students = sum(each.students for each in same)
    several = ngettext("%(many)s class", "%(many)s classes", len(same)) % {"many": len(same)}
    hand = _hand_count(sum(each.by_hand for each in same))
    return row(
        same[0].name,
        _of(posted, students),
        together((same[0].teacher, several if len(same) > 1 else "", hand)),
        tag=_("Posted") if posted >= students else _("Not posted yet"),
        kind="good" if posted >= students else "warn",
    )


def _of(posted: int, students: int) -> str:
    return _("%(posted)s of %(students)s") % {"posted": posted, "students": students}


def _hand_count(many: int) -> str:
    if not many:
        return ""
    return ngettext("%(many)s set by hand", "%(many)s set by hand", many) % {"many": many}
