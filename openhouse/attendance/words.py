"""Attendance in words, for Today and for the page of attendance."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.attendance.rules import (
    ABSENT,
    EARLY,
    EXCUSED,
    EXEMPT,
    PRESENT,
    TARDY,
    UNEXCUSED,
    UNKNOWN,
    DayMark,
    DayValue,
    Mark,
)
from openhouse.attendance.sums import Tally
from openhouse.common.text import in_language_of_reader, time_said, time_words


@dataclass(frozen=True, slots=True)
class DayWord:
    """A day in a word, and the rest of the sentence; ``kind`` and ``icon`` as in ui's tags.

    ``word`` is empty where nothing is recorded.
    """

    word: str = ""
    small: str = ""
    kind: str = "neutral"
    icon: str = ""


def day_word(day: DayMark) -> DayWord:
    """ "Here", "Late" with "8:22, Bus 14", "Absent" with "not explained yet"."""
    if day.value is DayValue.NONE:
        return DayWord()
    kind, icon = look(day.value, day.excuse)
    return DayWord(value_words(day.value), _small(day), kind, icon)


def _small(day: DayMark) -> str:
    if day.value is DayValue.PRESENT:
        at = day.arrived_at
        return _("since %(time)s") % {"time": time_said(at)} if at else ""
    if day.value is DayValue.PART:
        count = len(day.missed)
        classes = ngettext("1 class", "%(count)d classes", count) % {"count": count}
        return f"{classes}, {excuse_words(day.excuse)}"
    at = {DayValue.LATE: day.arrived_at, DayValue.LEFT_EARLY: day.left_at}.get(day.value)
    comment = next((mark.comment for mark in day.marks if mark.comment), "")
    said = [time_words(at)] if at else []
    if day.value is not DayValue.ACTIVITY and not (at and comment):
        said.append(excuse_words(day.excuse))
    if len(comment) <= 24:
        said.append(comment)
    return ", ".join(word for word in said if word)


def look(value: DayValue, excuse: str) -> tuple[str, str]:
    """Kind and icon; they stand beside a word, never alone."""
    if value is DayValue.PRESENT:
        return "good", "good"
    if value is DayValue.ACTIVITY:
        return "info", "star"
    kind = {UNKNOWN: "warn", UNEXCUSED: "bad"}.get(excuse, "neutral")
    if value is DayValue.LATE:
        return kind, "late"
    if value is DayValue.LEFT_EARLY:
        return kind, "sign-out"
    return kind, {"warn": "warn", "bad": "bad"}.get(kind, "excused")


def value_words(value: DayValue) -> str:
    """The day's value as the status of a line: "Absent", "Part of the day", "Late"."""
    words = {
        DayValue.ABSENT: _("Absent"),
        DayValue.PART: _("Part of the day"),
        DayValue.LATE: _("Late"),
        DayValue.LEFT_EARLY: _("Left early"),
        DayValue.ACTIVITY: _("School activity"),
        DayValue.PRESENT: _("Here"),
    }
    return words.get(value, "")


def cell_words(value: DayValue) -> str:
    """The same, short enough for a cell of the calendar."""
    if value is DayValue.PART:
        return _("Part")
    return _("Activity") if value is DayValue.ACTIVITY else value_words(value)


def status_words(mark: Mark) -> str:
    """What one mark says of its class."""
    if mark.excuse == EXEMPT and mark.status != PRESENT:
        return _("School activity")
    words = {ABSENT: _("Absent"), TARDY: _("Late"), EARLY: _("Left early"), PRESENT: _("Here")}
    return words.get(mark.status, mark.status)


def excuse_words(excuse: str) -> str:
    """ "excused", "not excused", "not explained yet", "does not count"."""
    words = {
        EXCUSED: _("excused"),
        UNEXCUSED: _("not excused"),
        UNKNOWN: _("not explained yet"),
        EXEMPT: _("does not count"),
    }
    return words.get(excuse, excuse)


#: What a code's name may consist of and still say no more than its status and its excuse do.
_SAID_ALREADY = {
    ABSENT: {"absent", "absence"},
    TARDY: {"tardy", "tardiness", "late", "arrival"},
    EARLY: {"early", "release", "departure", "dismissal", "left"},
    PRESENT: {"present", "here", "in", "attendance"},
    EXCUSED: {"excused"},
    UNEXCUSED: {"unexcused", "not", "excused"},
    UNKNOWN: {"unknown", "unverified", "not", "explained", "yet"},
}
_WORD = re.compile(r"\w+")


def own_words(mark: Mark) -> str:
    """The school's name of the code, where it says more than "absent" and "excused" do."""
    said = _SAID_ALREADY.get(mark.status, set()) | _SAID_ALREADY.get(mark.excuse, set())
    if set(_WORD.findall(mark.code.casefold())) <= said:
        return ""
    return in_language_of_reader(mark.code, mark.code_es)


def fact_words(value: DayValue, excuse: str) -> str:
    """A line of the counts: "Absent, not explained yet"."""
    if value is DayValue.PRESENT:
        return value_words(value)
    return f"{value_words(value)}, {excuse_words(excuse)}"


def since_words(first: date, name: str, *, whole_year: bool, over: bool) -> str:
    """ "since August"; "in Quarter 1" for a term; "in 2026-27" for a year that is over.

    Without a *name* the school has told no year, so what counts is a year back from today.
    """
    if not name:
        return _("in the last 12 months")
    if whole_year and not over:
        return _("since %(month)s") % {"month": date_format(first, "F")}
    return _("in %(term)s") % {"term": name}


def sentence(sums: Tally, since: str) -> str:
    """ "Absent 3 days and late twice since August; 1 absence is not explained yet."."""
    parts = _parts(sums)
    if not parts:
        return _("No absence and no late arrival recorded %(since)s.") % {"since": since}
    what = _and(parts)
    told = _("%(what)s %(since)s") % {"what": what[:1].upper() + what[1:], "since": since}
    count = sums.unexplained
    if not count:
        return f"{told}."
    rest = ngettext(
        "1 absence is not explained yet", "%(count)d absences are not explained yet", count
    )
    return f"{told}; {rest % {'count': count}}."


def _parts(sums: Tally) -> list[str]:
    absent, part = sums.of(DayValue.ABSENT), sums.of(DayValue.PART)
    late, early = sums.of(DayValue.LATE), sums.of(DayValue.LEFT_EARLY)
    parts = []
    if absent:
        days = ngettext("absent 1 day", "absent %(count)d days", absent)
        parts.append(days % {"count": absent})
    if part:
        days = ngettext("away for part of 1 day", "away for part of %(count)d days", part)
        parts.append(days % {"count": part})
    if late:
        parts.append(_("late %(times)s") % {"times": times_words(late)})
    if early:
        parts.append(_("left early %(times)s") % {"times": times_words(early)})
    return parts


def times_words(count: int) -> str:
    """ "once", "twice", "3 times"."""
    if count == 1:
        return _("once")
    if count == 2:
        return _("twice")
    return _("%(count)d times") % {"count": count}


def days_words(count: int) -> str:
    """ "1 day", "3 days"."""
    return ngettext("1 day", "%(count)d days", count) % {"count": count}


def _and(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
