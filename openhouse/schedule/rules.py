"""A student's day: its classes in order, what is on now, and what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import pairwise

FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Meeting:
    """One line of a day: a class in a period, or a break of the school (``section`` is None).

    Both times are None where the source has periods without times.
    """

    period: str
    sequence: int
    starts_at: time | None
    ends_at: time | None
    section: int | None
    name: str
    room: str
    teacher: str
    school: int
    school_name: str


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """What a date is at one school: a school day or not (None: unknown), its bell schedule, note.

    ``note`` is what families read ("Labor Day", "Early release"); empty on an ordinary day.
    ``hidden``: the school has not opened the term's schedule to families.
    """

    school: int
    school_name: str
    is_school_day: bool | None
    note: str
    bell_schedule: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class DayOfStudent:
    """One student's date. ``meetings`` come in order of time, those without times last."""

    on: date
    schools: tuple[SchoolDay, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    @property
    def is_school_day(self) -> bool:
        """If at least one of the student's schools is in session."""
        return any(school.is_school_day for school in self.schools)

    @property
    def is_unknown(self) -> bool:
        """If it is a weekday of which a school has not said whether it is in session."""
        weekday = self.on.weekday() <= FRIDAY
        silent = any(school.is_school_day is None for school in self.schools)
        return weekday and silent and not self.is_school_day

    @property
    def is_hidden(self) -> bool:
        """If it is a school day whose schedule no school has opened to families yet."""
        in_session = [school for school in self.schools if school.is_school_day]
        return bool(in_session) and all(school.hidden for school in in_session)

    @property
    def note(self) -> str:
        """The day's note; with two schools that differ, each with its school's name."""
        return self._said("note")

    @property
    def bell_schedule(self) -> str:
        """The bell schedule's name ("A day"); with two schools that differ, both with names.

        Empty where it is the usual one of the school, so that its name would say nothing.
        """
        words = self.bell_schedules
        return words[0] if len(words) == 1 else self._said("bell_schedule")

    @property
    def bell_schedules(self) -> tuple[str, ...]:
        """The names of the bell schedules of the day, each once."""
        named = (school.bell_schedule for school in self.schools if school.bell_schedule)
        return tuple(dict.fromkeys(named))

    @property
    def timed(self) -> tuple[Meeting, ...]:
        return tuple(meeting for meeting in self.meetings if meeting.starts_at)

    @property
    def untimed(self) -> tuple[Meeting, ...]:
        return tuple(meeting for meeting in self.meetings if not meeting.starts_at)

    def at(self, school: int) -> "DayOfStudent":
        """The same day, only what it is at one school."""
        return replace(
            self,
            schools=tuple(one for one in self.schools if one.school == school),
            meetings=tuple(one for one in self.meetings if one.school == school),
        )

    def _said(self, field: str) -> str:
        said = [(school.school_name, getattr(school, field)) for school in self.schools]
        words = {word for _, word in said}
        if len(words) < 2:
            return next(iter(words), "")
        return "; ".join(f"{name}: {word}" for name, word in said if word)


class Moment(StrEnum):
    """Where a time of day lies in a school day."""

    OFF = "off"
    BEFORE = "before"
    DURING = "during"
    BETWEEN = "between"
    AFTER = "after"
    UNTIMED = "untimed"


@dataclass(frozen=True, slots=True)
class NowAndNext:
    """What is on at a moment, and the first class or break that starts after it."""

    moment: Moment
    now: Meeting | None = None
    next: Meeting | None = None


def now_and_next(day: DayOfStudent, at: time) -> NowAndNext:
    """What is on in *day* at *at* (local time); a period lasts until just before its end.

    OFF: no school, or no class that day. UNTIMED: classes, but none has a time.
    """
    if not day.is_school_day or not day.meetings:
        return NowAndNext(Moment.OFF)
    timed = day.timed
    if not timed:
        return NowAndNext(Moment.UNTIMED)
    on_now = [m for m in timed if m.starts_at and m.ends_at and m.starts_at <= at < m.ends_at]
    later = next((m for m in timed if m.starts_at and m.starts_at > at), None)
    if on_now:
        return NowAndNext(Moment.DURING, on_now[0], later)
    if later is timed[0]:
        return NowAndNext(Moment.BEFORE, None, later)
    return NowAndNext(Moment.BETWEEN if later else Moment.AFTER, None, later)


def in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """By time, then by the bell schedule's order, then by name; without times last."""
    return tuple(
        sorted(
            meetings,
            key=lambda m: (m.starts_at or time.max, m.ends_at or time.max, m.sequence, m.name),
        )
    )


def without_needless_breaks(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Leaves out breaks that say nothing about this student.

    Those that fall into one of her classes (of two lunches she has one), and those outside her
    hours at that school (half a day at the career center has no lunch there).
    """
    known = tuple(meetings)
    classes = [meeting for meeting in known if meeting.section is not None]
    return tuple(m for m in known if m.section is not None or _belongs(m, classes))


def _belongs(pause: Meeting, classes: Iterable[Meeting]) -> bool:
    classes = list(classes)
    here = [m for m in classes if m.school == pause.school]
    before = any(m.ends_at and pause.starts_at and m.ends_at <= pause.starts_at for m in here)
    after = any(m.starts_at and pause.ends_at and m.starts_at >= pause.ends_at for m in here)
    return before and after and not any(overlap(pause, m) for m in classes)


def overlap(one: Meeting, other: Meeting) -> bool:
    """If two meetings share a minute; those without times share none."""
    if not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def week_of(on: date) -> tuple[date, date]:
    """Monday and Sunday of the week of *on*; a Saturday or Sunday belongs to the week before it."""
    monday = on - timedelta(days=on.weekday())
    return monday, monday + timedelta(days=6)


def dates_of_week(on: date) -> list[date]:
    """The seven days of the week of *on*, Monday first."""
    monday, _sunday = week_of(on)
    return [monday + timedelta(days=n) for n in range(7)]


def weekday_before(on: date) -> date:
    """The last Monday to Friday before *on*."""
    return on - timedelta(days={0: 3, 6: 2}.get(on.weekday(), 1))


def weekday_after(on: date) -> date:
    """The first Monday to Friday after *on*."""
    return on + timedelta(days={4: 3, 5: 2}.get(on.weekday(), 1))


def days_to_show(days: Mapping[date, DayOfStudent]) -> tuple[DayOfStudent, ...]:
    """The days of a week: Monday to Friday, and a weekend day only when there is school on it."""
    return tuple(
        day for on, day in sorted(days.items()) if on.weekday() <= FRIDAY or day.is_school_day
    )


def arrivals(meetings: Iterable[Meeting]) -> set[Meeting]:
    """Where the child comes to another school: the meetings that need their school's name.

    With two schools that is the first of each run of classes at one of them; with one, none.
    """
    known = tuple(meetings)
    if len({meeting.school for meeting in known}) < 2:
        return set()
    pairs = pairwise(known)
    return {known[0]} | {meeting for before, meeting in pairs if before.school != meeting.school}
