"""A family's days as iCalendar (RFC 5545): work with its due date, days off, terms, classes.

Nobody but the child stands in it, and of her only the first name: a calendar is shared more easily
than a password. Times are written in UTC, so they are right on both sides of a change of the clock,
whatever the reader's program knows of time zones.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from openhouse.common.signs import one_line
from openhouse.home.feed.days import Days, off_words, term_words
from openhouse.schedule.rules import Meeting


def written(days: list[Days], name: str, zone: ZoneInfo, slug: str, now: datetime) -> bytes:
    """The file; *name* is how the calendar calls itself."""
    calendar = Calendar()
    calendar.add("prodid", "-//Openhouse//Family calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(name))
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
        event.add("description", one_line(work.course))
        yield event
    for off in days.off:
        uid = f"day-{student}-{off.first.isoformat()}-{'off' if off.is_off else 'on'}"
        yield _all_day(uid, whose + off_words(off), off.first, off.last)
    for term in days.terms:
        yield _all_day(f"term-{student}-{term.id}", whose + term_words(term), term.on)
    for on, meeting in days.classes:
        yield _class(student, on, meeting, whose, zone)


def _all_day(uid: str, summary: str, first: date, last: date | None = None) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("summary", one_line(summary))
    event.add("dtstart", first)
    event.add("dtend", (last or first) + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _class(student: int, on: date, meeting: Meeting, whose: str, zone: ZoneInfo) -> Event:
    event = Event()
    start, stop = _moment(on, meeting.starts_at, zone), _moment(on, meeting.ends_at, zone)
    uid = f"class-{student}-{meeting.section}-{on.isoformat()}-{meeting.sequence}"
    event.add("uid", uid)
    event.add("summary", one_line(f"{whose}{meeting.name}"))
    event.add("dtstart", start)
    event.add("dtend", stop)
    event.add("transp", "TRANSPARENT")
    if meeting.room:
        event.add("location", one_line(meeting.room))
    return event


def _moment(on: date, at: time | None, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, at or time.min, zone).astimezone(ZoneInfo("UTC"))
