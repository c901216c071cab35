"""A family's days: work with its due date, days off and the school's notes, terms, classes.

What the calendar feed writes and what the calendar's page shows come from here alone, so that the
two cannot differ.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from openhouse.access.viewer import Child, Viewer
from openhouse.grades.assignments import CourseWork, work_of_each
from openhouse.home.feed.terms import TermEnd, term_ends
from openhouse.schedule.queries import days_of, school_days_of_each
from openhouse.schedule.rules import DayOfStudent, Meeting

#: How far back and ahead the feed reaches: classes in days, work in past weeks, days off in days.
CLASSES_BACK, CLASSES_AHEAD = 7, 42
WORK_BACK = 4
DAYS_BACK, DAYS_AHEAD = 30, 330


@dataclass(frozen=True, slots=True)
class Span:
    """The dates of days off and ends of terms, and how many past weeks of work; seen *today*."""

    today: date
    first: date
    last: date
    weeks: int


@dataclass(frozen=True, slots=True)
class DayOff:
    """Days in a row with one note; ``is_off``: no school on them."""

    first: date
    last: date
    note: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class Days:
    """What a calendar is made of: the child and her days; ``school`` is each date of the span."""

    child: Child
    work: tuple[CourseWork, ...]
    off: tuple[DayOff, ...]
    classes: tuple[tuple[date, Meeting], ...]
    terms: tuple[TermEnd, ...] = ()
    school: Mapping[date, DayOfStudent] = field(default_factory=dict)


def span_of_feed(today: date) -> Span:
    """What a calendar program is sent."""
    first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    return Span(today, first, last, WORK_BACK)


def days_for(viewer: Viewer, children: Iterable[Child], span: Span, *, classes: bool) -> list[Days]:
    """Each child's days: a statement for all work, for all days, for all terms, for all classes."""
    known = tuple(children)
    ids = [child.id for child in known]
    work = work_of_each(viewer, ids, span.today, span.weeks)
    school = school_days_of_each(viewer, ids, span.first, span.last)
    ends = term_ends(known, span.first, span.last)
    dates = [span.today + timedelta(days=n) for n in range(-CLASSES_BACK, CLASSES_AHEAD)]
    met = days_of(viewer, ids, dates) if classes else {}
    return [
        Days(
            child,
            tuple(piece for piece in work.get(child.id, ()) if piece.due_on),
            tuple(_days_off(school.get(child.id, {}))),
            tuple(_classes(met.get(child.id, {}).values())),
            ends[child.id],
            school.get(child.id, {}),
        )
        for child in known
    ]


def off_words(off: DayOff) -> str:
    """ "No school: Labor Day", or the school's note alone."""
    return _("No school: %(why)s") % {"why": off.note} if off.is_off else off.note


def term_words(term: TermEnd) -> str:
    """ "Quarter 1 ends", with the school where the child goes to two."""
    words = _("%(term)s ends") % {"term": term.name}
    return f"{words}: {term.school}" if term.school else words


def _days_off(school: Mapping[date, DayOfStudent]) -> Iterator[DayOff]:
    running: DayOff | None = None
    for on, day in school.items():
        note, is_off = day.note, not day.is_school_day
        if not note:
            continue
        if running and (running.note, running.is_off) == (note, is_off) and _follows(running, on):
            running = replace(running, last=on)
            continue
        if running:
            yield running
        running = DayOff(on, on, note, is_off)
    if running:
        yield running


def _follows(running: DayOff, on: date) -> bool:
    """If nothing but a weekend lies between; a week off is one line, not five."""
    between = (on - running.last).days
    return between == 1 or (running.is_off and between == 3 and on.weekday() == 0)


def _classes(days: Iterable[DayOfStudent]) -> Iterator[tuple[date, Meeting]]:
    for day in days:
        for meeting in day.timed:
            if meeting.section is not None:
                yield day.on, meeting
