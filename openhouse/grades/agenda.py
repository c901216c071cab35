"""The assignments page: work of all courses in cards, week by week."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.grades.assignments import (
    WEEKS,
    CourseWork,
    Week,
    by_week,
    missing,
    monday_of,
    newly_scored,
    to_do,
)
from openhouse.grades.cards import Chip, join, missing_words
from openhouse.grades.rules import NEVER_COUNT, not_due_yet
from openhouse.grades.words import (
    due_words,
    effect_words,
    near,
    score_words,
    short_day,
    tag_of,
    together,
    with_comment,
)
from openhouse.ui.components.row import row

MOST_WEEKS = 60
MORE_WEEKS = 6


def week_words(monday: date | None, this: date) -> str:
    """ "This week", "Next week", "Last week", "Week of Oct 5"; *this* is this week's Monday."""
    if monday is None:
        return _("Without a date")
    near = {0: _("This week"), 7: _("Next week"), -7: _("Last week")}
    name = near.get((monday - this).days)
    return name or _("Week of %(day)s") % {"day": short_day(monday)}


def agenda_row(work: CourseWork, base: str, today: date) -> SafeString:
    """A piece of work among those of all courses; leads to its course."""
    tag, kind, icon = tag_of(work, today)
    grey = not work.counts or work.flag in NEVER_COUNT
    settled = work.scored or work.flag in ("missing", "cheated")
    small = together(
        (
            work.course,
            due_words(work, today, lambda on: near(on, today)),
            effect_words(work, today),
        )
    )
    return row(
        format_html('<span class="quiet">{}</span>', work.name) if grey else work.name,
        score_words(work) if settled and not not_due_yet(work, today) else "",
        with_comment(small, work.comment),
        url=f"{base}{work.section}/",
        tag=tag,
        kind=kind,
        icon=icon,
    )


@dataclass(frozen=True, slots=True)
class Group:
    """A card of rows with its name."""

    title: str
    small: str
    rows: SafeString


def week_group(week: Week, base: str, today: date, this: date) -> Group:
    """A week of the assignments page."""
    return Group(
        week_words(week.monday, this), "", join([agenda_row(w, base, today) for w in week.work])
    )



def assignments(
    child: Child, work: list[CourseWork], show: str, weeks: int, today: date
) -> dict[str, Any]:
    """The context of the page. *show* is missing, due, recent or all; *weeks* past ones of all."""
    return {}
