"""What a month of some children holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openhouse.access.viewer import Child, Viewer
from openhouse.attendance.models import AbsenceNote
from openhouse.attendance.notes.queries import told_between
from openhouse.attendance.queries import days_of_each
from openhouse.attendance.rules import DayMark
from openhouse.common.months import last_day
from openhouse.home.feed.days import Days, Span, days_for


@dataclass(frozen=True, slots=True)
class Month:
    """What the feed tells of a month, and absences, which it tells nobody.

    ``marks`` are by child; ``told`` is what the viewer herself has told the school.
    """

    first: date
    today: date
    days: Sequence[Days]
    marks: Mapping[int, Sequence[DayMark]]
    told: Sequence[AbsenceNote]


def month_of_family(viewer: Viewer, children: Sequence[Child], first: date, today: date) -> Month:
    """The month that begins on *first*, in five statements, of which one is kept."""
    last = last_day(first)
    # work is asked for by past weeks: so many that the whole month is among them
    weeks = max(0, (today - first).days // 7 + 1)
    days = days_for(viewer, children, Span(today, first, last, weeks), classes=False)
    ids = [child.id for child in children]
    marks = days_of_each(viewer, ids, first, last)
    return Month(first, today, days, marks, told_between(viewer, ids, first, last))
