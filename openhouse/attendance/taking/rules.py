"""Until when a roll may be corrected, and where the office has spoken. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from openhouse.attendance.lessons import Lesson, is_about
from openhouse.attendance.rules import ABSENT, EARLY, PRESENT, TARDY, Mark

#: What a teacher marks: status only; why is the office's to know (features.md TCH-09, TCH-10).
CHOICES = (PRESENT, ABSENT, TARDY)


@dataclass(frozen=True, slots=True)
class Closing:
    """The district's rule: some minutes after the class has ended, or the end of that day."""

    after_class: bool = False
    minutes: int = 15


def closes_at(on: date, ends_at: time | None, rule: Closing, zone: tzinfo) -> datetime:
    """The moment from which on a roll of *on* is the office's to correct, in UTC.

    *ends_at* is the local end of the class; one without a time is open until the day is over.
    Minutes are added to the moment, not to the clock: on a day when the clocks change there is as
    much time as on any other.
    """
    if rule.after_class and ends_at is not None:
        ended = datetime.combine(on, ends_at, zone).astimezone(UTC)
        return ended + timedelta(minutes=rule.minutes)
    return datetime.combine(on + timedelta(days=1), time.min, zone).astimezone(UTC)


def is_open(taken_at: datetime | None, closes: datetime, now: datetime) -> bool:
    """If a teacher may send a roll: once it is taken until it *closes*; before that at any time.

    One that nobody has taken yet is better sent late than never.
    """
    return taken_at is None or now < closes


def locks(office: Mark, lesson: Lesson) -> bool:
    """If a mark of the office's stands in place of what a teacher would mark in *lesson*.

    Its mark of the class does; so does a day's absence, and a late arrival or an early leave for
    the classes that lie wholly outside of the child's day.
    """
    if not is_about(office, lesson):
        return False
    if not office.is_whole_day:
        return True
    if office.status == PRESENT:
        return False
    if office.status == ABSENT:
        return True
    if office.status == TARDY and office.arrived_at and lesson.ends_at:
        return lesson.ends_at <= office.arrived_at
    if office.status == EARLY and office.left_at and lesson.starts_at:
        return lesson.starts_at >= office.left_at
    return False


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a line of the roll: a status, and a short note."""

    status: str = PRESENT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One student in a roll that came back: as the page showed her, and as it is sent."""

    was: Said
    now: Said

    @property
    def touched(self) -> bool:
        return self.was != self.now


def outcome(line: Line, kept: Said) -> str:
    """What becomes of a line, where *kept* is what stands in the books by now.

    "keep": nothing to write; "write": hers; "conflict": somebody else changed the same student
    since the page was opened, to something else, and both are to be seen.
    """
    if not line.touched or line.now == kept:
        return "keep"
    return "write" if kept == line.was else "conflict"
