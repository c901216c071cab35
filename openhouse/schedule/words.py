"""A day of school in words, for Today and for the schedule."""

from collections.abc import Iterable
from datetime import date, time

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from openhouse.common.text import day_words, time_said
from openhouse.courses.words import period_words, room_words
from openhouse.schedule.rules import DayOfStudent, Meeting, Moment, now_and_next


def happening_words(day: DayOfStudent, at: time) -> tuple[str, str]:
    """What is on at *at*, as headline and the line below it; empty where nothing can be said."""
    found = now_and_next(day, at)
    after = found.next
    if found.moment is Moment.DURING and found.now and found.now.ends_at:
        said = {"lesson": found.now.name, "time": time_said(found.now.ends_at)}
        return _("Now: %(lesson)s until %(time)s") % said, _then(after)
    if found.moment is Moment.BEFORE and after and after.starts_at:
        return _("School starts at %(time)s") % {"time": time_said(after.starts_at)}, _where(after)
    if found.moment is Moment.BETWEEN and after and after.starts_at:
        said = {"lesson": after.name, "time": time_said(after.starts_at)}
        return _("Next: %(lesson)s at %(time)s") % said, place_words(after)
    if found.moment is Moment.AFTER:
        return _("School is over for today"), ""
    return "", ""


def _where(meeting: Meeting) -> str:
    return " · ".join(word for word in (meeting.name, place_words(meeting)) if word)


def _then(after: Meeting | None) -> str:
    if after is None:
        return _("The last one today")
    words = _("Then %(lesson)s") % {"lesson": after.name}
    return f"{words}, {room_words(after.room)}" if after.room else words


def place_words(meeting: Meeting, *, name_school: bool = False) -> str:
    """ "Room 214 · Ms. Okafor", with the school where the child goes to two."""
    said = [room_words(meeting.room), meeting.teacher]
    if name_school:
        said.append(meeting.school_name)
    return " · ".join(word for word in said if word)


def off_words(day: DayOfStudent, *, is_today: bool) -> str:
    """ "No school today: Labor Day.", "No school: Saturday."; never a day off that is a guess."""
    if day.is_unknown:
        return _("The school has not sent its calendar.")
    reason = day.note
    if not reason and day.on.weekday() > 4:
        reason = str(WEEKDAYS[day.on.weekday()])
    if is_today:
        return _("No school today: %(why)s.") % {"why": reason} if reason else _("No school today.")
    return _("No school: %(why)s.") % {"why": reason} if reason else _("No school on this day.")


def kind_words(day: DayOfStudent) -> str:
    """What sort of day it is: its bell schedule and note, "A day · Early release"."""
    bell, note = (day.bell_schedule, day.note) if day.is_school_day else ("", "")
    said = ["" if bell.casefold() in note.casefold() else bell, note]
    return " · ".join(word for word in said if word)


def periods_words(names: str) -> str:
    """Names of periods in a line, "1, 3", each as a family reads it."""
    return ", ".join(dict.fromkeys(map(period_words, names.split(", "))))


def span_words(dates: Iterable[date]) -> str:
    """ "Monday, Oct 5 to Friday, Oct 9"."""
    known = sorted(dates)
    said = {"first": day_words(known[0]), "last": day_words(known[-1])}
    return capfirst(_("%(first)s to %(last)s") % said)
