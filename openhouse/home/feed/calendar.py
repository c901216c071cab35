"""A family's days as iCalendar (RFC 5545): work with its due date, days off, classes.

Nobody but the child stands in it, and of her only the first name: a calendar is shared more easily
than a password. Times are written in UTC, so they are right on both sides of a change of the clock,
whatever the reader's program knows of time zones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from openhouse.access.viewer import Child, Viewer
from openhouse.grades.assignments import CourseWork, work_of_courses
from openhouse.schedule.queries import days_of, school_days
from openhouse.schedule.rules import DayOfStudent, Meeting

#: How far back and ahead: classes in days, work in past weeks, days off in days.
CLASSES_BACK, CLASSES_AHEAD = 7, 42
WORK_BACK = 4
DAYS_BACK, DAYS_AHEAD = 30, 330


@dataclass(frozen=True, slots=True)
class DayOff:
    """Days in a row with one note; ``is_off``: no school on them."""

    first: date
    last: date
    note: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class Days:
    """What a calendar is made of: the child, and whether her name stands before each line."""

    child: Child
    work: tuple[CourseWork, ...]
    off: tuple[DayOff, ...]
    classes: tuple[tuple[date, Meeting], ...]


def days_for(
    viewer: Viewer, children: Iterable[Child], today: date, *, classes: bool
) -> list[Days]:
    """Each child's days: a statement for all classes, and two for each child."""
    known = tuple(children)
    dates = [today + timedelta(days=n) for n in range(-CLASSES_BACK, CLASSES_AHEAD)]
    days = days_of(viewer, [child.id for child in known], dates) if classes else {}
    return [
        Days(
            child,
            tuple(w for w in work_of_courses(viewer, child.id, today, WORK_BACK) if w.due_on),
            tuple(_days_off(viewer, child, today)),
            tuple(_classes(days.get(child.id, {}).values())),
        )
        for child in known
    ]


def _days_off(viewer: Viewer, child: Child, today: date) -> Iterator[DayOff]:
    first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    running: DayOff | None = None
    for on, day in school_days(viewer, child.id, first, last).items():
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


def written(days: list[Days], name: str, zone: ZoneInfo, slug: str, now: datetime) -> bytes:
    """The file; *name* is how the calendar calls itself."""
    calendar = Calendar()
    calendar.add("prodid", "-//Openhouse//Family calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("x-published-ttl", "PT4H")
    end = f"@{slug}.{urlsplit(settings.PUBLIC_URL).hostname}"
    for each in days:
        whose = f"{each.child.first_name}: " if len(days) > 1 else ""
        for event in _events(each, whose, zone):
            event["UID"] = f"{event['UID']}{end}"
            event.add("dtstamp", now.astimezone(ZoneInfo("UTC")))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(days: Days, whose: str, zone: ZoneInfo) -> Iterator[Event]:
    student = days.child.id
    for work in days.work:
        assert work.due_on
        words = _("%(name)s due") % {"name": work.name}
        event = _all_day(f"work-{student}-{work.id}", whose + words, work.due_on)
        event.add("description", work.course)
        yield event
    for off in days.off:
        words = _("No school: %(why)s") % {"why": off.note} if off.is_off else off.note
        uid = f"day-{student}-{off.first.isoformat()}-{'off' if off.is_off else 'on'}"
        yield _all_day(uid, whose + words, off.first, off.last)
    for on, meeting in days.classes:
        yield _class(student, on, meeting, whose, zone)


def _all_day(uid: str, summary: str, first: date, last: date | None = None) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("summary", summary)
    event.add("dtstart", first)
    event.add("dtend", (last or first) + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _class(student: int, on: date, meeting: Meeting, whose: str, zone: ZoneInfo) -> Event:
    event = Event()
    start, stop = _moment(on, meeting.starts_at, zone), _moment(on, meeting.ends_at, zone)
    uid = f"class-{student}-{meeting.section}-{on.isoformat()}-{meeting.sequence}"
    event.add("uid", uid)
    event.add("summary", f"{whose}{meeting.name}")
    event.add("dtstart", start)
    event.add("dtend", stop)
    event.add("transp", "TRANSPARENT")
    if meeting.room:
        event.add("location", meeting.room)
    return event


def _moment(on: date, at: time | None, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, at or time.min, zone).astimezone(ZoneInfo("UTC"))
