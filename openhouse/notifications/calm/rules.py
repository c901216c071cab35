"""When a notice may go out, to whom and by which way. Pure: no Django, every moment in UTC.

What a clock on the wall says (quiet hours, school hours, the hour of a bundle) is the district's
local time. An hour that a change of daylight saving leaves out is taken as the moment at which the
clock would have shown it, and one that comes twice as the first of the two.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

ATTENDANCE, SCORE, MARK, POSTED = "attendance", "score", "mark", "posted"
ASSIGNMENT, DOCUMENT, MESSAGE, REGISTRATION = "assignment", "document", "message", "registration"
#: ``ASSIGNMENT`` is missing work; these are work to do, and what of it is due on the next day.
NEW_WORK, DUE = "work", "due"
EMERGENCY = "emergency"
#: What a notice can be about, in the order of the settings page.
KINDS = (
    ATTENDANCE, SCORE, MARK, POSTED, ASSIGNMENT, NEW_WORK, DUE, DOCUMENT, MESSAGE, REGISTRATION,
)  # fmt: skip
#: What somebody writes to her; no notice, but chosen where these are, for each child.
THREAD = "thread"
THREAD_WAYS = ("push", "mail", "push mail")
#: What the student hears first, where the district gives a head start.
STUDENT_FIRST = (SCORE, MARK, POSTED, ASSIGNMENT, NEW_WORK)
#: What waits while a school shows no scores and marks.
GRADED = (SCORE, MARK, POSTED, ASSIGNMENT)
#: What a student hears of herself, and her guardians only where they ask for it.
STUDENTS_OWN = (DUE,)
#: Kinds of which one may hear only what is below a percent (NOT-03).
MEASURED = (SCORE, MARK, POSTED)

AT_ONCE, DAILY, WEEKLY, NEVER = "at once", "daily", "weekly", "never"
PUSH, MAIL, TEXT = "push", "mail", "text"
WAYS = (PUSH, MAIL, TEXT)
#: From, until, and on which days; None: on each.
_Hours = tuple[time, time, Callable[[date], bool] | None]
#: Times that a moment is moved before it is let go: each rule moves it, and again after midnight.
ROUNDS = 16
#: For so long a weekly word can be late.
WORD_WAITS = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class House:
    """What the district decides (``NoticeRules``): its hours, and how long a notice waits."""

    zone: ZoneInfo
    earliest: time = time(7)
    latest: time = time(21)
    hold_from: time | None = time(8)
    hold_until: time | None = time(15)
    head_start: timedelta = timedelta(hours=2)
    fold: timedelta = timedelta(minutes=10)
    is_school_day: Callable[[date], bool] = lambda on: on.weekday() < 5
    #: The hours of a day in which some school shows no scores and marks; None: none does.
    shut: Callable[[date], tuple[time, time] | None] = lambda _on: None


@dataclass(frozen=True, slots=True)
class Times:
    """When somebody wants to hear (``NoticeTimes``); ``weekday`` 0 is Monday."""

    pace: str = DAILY
    hour: time = time(17)
    weekday: int = 4
    quiet_from: time | None = time(20)
    quiet_until: time | None = time(7)


def moment(on: date, at: time, zone: ZoneInfo) -> datetime:
    """When the clock of *zone* shows *at* on a day."""
    return datetime.combine(on, at, zone).astimezone(UTC)


def due(
    kind: str,
    at: datetime,
    house: House,
    times: Times,
    *,
    waits_for_student: bool = False,
    bundled: bool = False,
) -> datetime:
    """When a notice of *kind*, about what happened *at*, goes out.

    An emergency at once, whatever anybody has chosen. Else after the minutes in which corrections
    fold into it; after the student's head start where *waits_for_student*; in the next bundle, but
    for attendance, which tells where a child is, and where it is *bundled* for who hears at once
    too; and in no quiet, late or (but for attendance) school hour.
    """
    if kind == EMERGENCY:
        return at
    when = at + house.fold
    if waits_for_student and kind in STUDENT_FIRST:
        when = _let_go(kind, when, house, None) + house.head_start
    if kind != ATTENDANCE and (bundled or times.pace in (DAILY, WEEKLY)):
        when = next_bundle(when, times, house.zone)
    return _let_go(kind, when, house, times)


def next_bundle(after: datetime, times: Times, zone: ZoneInfo) -> datetime:
    """The next hour of a bundle, not before *after*; an hour that comes twice counts once."""
    on = after.astimezone(zone).date()
    for days in range(9):
        day = on + timedelta(days)
        when = moment(day, times.hour, zone)
        if when >= after and (times.pace != WEEKLY or day.weekday() == times.weekday):
            return when
    raise AssertionError("A week has every weekday")


def due_reminder(on: date, house: House, times: Times) -> datetime | None:
    """When somebody hears on a day what is due on the next one; None: not at all.

    At the hour of her bundle, also who hears all else at once; once a week is too late for it.
    """
    if times.pace in (WEEKLY, NEVER):
        return None
    return _let_go(DUE, moment(on, times.hour, house.zone), house, times)


def day_of_the_word(now: datetime, house: House, times: Times) -> date | None:
    """The day of the weekly word that goes out *now*; None: none does.

    It goes at her hour of her day, or when the hours in which nobody is told are over; a worker
    that was away sends it within a day, and later not at all.
    """
    today = now.astimezone(house.zone).date()
    for day in (today, today - timedelta(1)):
        if day.weekday() != times.weekday:
            continue
        when = _let_go(SCORE, moment(day, times.hour, house.zone), house, times)
        open_now = _let_go(SCORE, now, house, times) == now
        if open_now and when <= now < when + WORD_WAITS:
            return day
    return None


def until_open(kind: str, when: datetime, house: House, times: Times) -> datetime:
    """The first moment from *when* on at which somebody may be told of *kind*."""
    return when if kind == EMERGENCY else _let_go(kind, when, house, times)


def may_ring(kind: str, now: datetime, house: House, times: Times) -> bool:
    """If somebody may be told of *kind* now: in none of the hours in which nobody is."""
    return until_open(kind, now, house, times) == now


def _let_go(kind: str, when: datetime, house: House, times: Times | None) -> datetime:
    """The first moment from *when* on that is in none of the hours in which nobody is told."""
    closed: list[_Hours] = [(house.latest, house.earliest, None)]
    if times and times.quiet_from and times.quiet_until:
        closed.append((times.quiet_from, times.quiet_until, None))
    if kind != ATTENDANCE and house.hold_from and house.hold_until:
        closed.append((house.hold_from, house.hold_until, house.is_school_day))
    for _round in range(ROUNDS):
        later = max(_after(when, *hours, house.zone) for hours in closed)
        if kind in GRADED and (shut := house.shut(when.astimezone(house.zone).date())):
            later = max(later, _after(when, *shut, None, house.zone))
        if later == when:
            return when
        when = later
    return when


def _after(
    when: datetime, starts: time, ends: time, on_days: Callable[[date], bool] | None, zone: ZoneInfo
) -> datetime:
    """The end of the hours from *starts* to *ends* if *when* is in them, else *when*.

    Hours that end before they start go over midnight; those that end when they start are none.
    """
    today = when.astimezone(zone).date()
    for day in (today - timedelta(1), today):
        over = timedelta(1) if ends < starts else timedelta(0)
        begin, end = moment(day, starts, zone), moment(day + over, ends, zone)
        if begin <= when < end and (on_days is None or on_days(day)):
            return end
    return when


def is_wanted(kind: str, percent: Decimal | None, below: Decimal | None) -> bool:
    """If what stands at *percent* is told to who wants to hear what is below a percent only.

    A posted mark that is a letter or a word alone is told: it may be the worst there is. A score
    without points is below none.
    """
    if below is None or kind not in MEASURED:
        return True
    return kind == POSTED if percent is None else percent < below


def is_nothing(first: Any, last: Any) -> bool:
    """If several changes of one thing come to nothing: it is as it was before the first."""
    return _said(first) == _said(last)


def _said(line: dict[str, Any] | None) -> dict[str, str]:
    """What a line of the ledger says, without what is empty; numbers as numbers."""
    kept = {}
    for name, value in (line or {}).items():
        if value is None or value is False or value == "":
            continue
        number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        kept[name] = f"{Decimal(str(value)).normalize():f}" if number else str(value)
    return kept


def first_of_the_day(
    days: Iterable[tuple[int, date]], told: Collection[tuple[int, date]]
) -> list[bool]:
    """Of notices about attendance, each of a student and a day: if it is the first of that day.

    At most one a child and day goes out (K20); *told* are those that have.
    """
    known, found = set(told), []
    for each in days:
        found.append(each not in known)
        known.add(each)
    return found


def ways(
    kind: str, chosen: Collection[str] | None, there: Collection[str], pace: str = AT_ONCE
) -> set[str]:
    """By which of the ways that are *there* a notice goes out.

    Who has *chosen* hears by those. Who has not hears by one way, for nobody wants to be told the
    same twice: on her phone, where she has let us; else of a child's attendance by text, where her
    number is proved; else by e-mail.
    """
    if pace == NEVER and kind != ATTENDANCE:
        return set()
    if chosen is not None:
        return {way for way in chosen if way in there}
    order = (PUSH, TEXT, MAIL) if kind == ATTENDANCE else (PUSH, MAIL)
    return {next((way for way in order if way in there), "")} - {""}
