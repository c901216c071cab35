"""What a day's marks come to, and how they add up (features.md ATT-01 to ATT-06, section 2.4).

Words of the tables: a *code* has a status (absent, tardy, early release, present) and an excuse
(excused, unexcused, exempt, unknown). Exempt and present never count against the child.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

ABSENT, TARDY, EARLY, PRESENT = "absent", "tardy", "early release", "present"
EXCUSED, UNEXCUSED, EXEMPT, UNKNOWN = "excused", "unexcused", "exempt", "unknown"
#: Who made a mark; the office's counts.
TEACHER, OFFICE = "teacher", "office"
#: Of several excuses on one day, the one that a parent has to know of first.
GRAVEST_FIRST = (UNKNOWN, UNEXCUSED, EXCUSED, EXEMPT)


class DayValue(StrEnum):
    """What a day was, as one word; in the order in which the first that holds is shown."""

    ABSENT = "absent"
    PART = "part"
    LATE = "late"
    LEFT_EARLY = "left-early"
    ACTIVITY = "activity"
    PRESENT = "present"
    NONE = "none"


class Mark(NamedTuple):
    """One mark. Without section and period it is about the whole day.

    ``taken_by`` is "teacher" or "office"; times are local; ``code`` is the code's name as the
    school writes it, ``code_es`` the same in Spanish where it does.
    """

    on: date
    status: str
    excuse: str
    code: str
    taken_by: str = OFFICE
    section: int | None = None
    section_name: str = ""
    period: int | None = None
    period_name: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    arrived_at: time | None = None
    left_at: time | None = None
    comment: str = ""
    school: int = 0
    school_name: str = ""
    code_es: str = ""

    @property
    def is_whole_day(self) -> bool:
        return self.section is None and self.period is None

    @property
    def counts(self) -> bool:
        """If it counts against the child."""
        return self.status != PRESENT and self.excuse != EXEMPT

    @property
    def value(self) -> DayValue:
        """What this mark alone says of its class or day."""
        if self.status == PRESENT:
            return DayValue.PRESENT
        if self.excuse == EXEMPT:
            return DayValue.ACTIVITY
        if self.status == ABSENT:
            return DayValue.ABSENT
        return DayValue.LATE if self.status == TARDY else DayValue.LEFT_EARLY


class Met(NamedTuple):
    """A class that the student had on a date; without a period where the source has none."""

    section: int
    period: int | None = None
    name: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    school: int = 0


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day's total.

    ``facts`` are all (value, excuse) that hold, the first of them being ``value`` and ``excuse``:
    a child may be late and miss the last class too. ``marks`` are those that count, office before
    teacher, the whole day first. ``DayMark()`` is a day about which nothing is recorded.
    """

    on: date | None = None
    value: DayValue = DayValue.NONE
    excuse: str = ""
    facts: tuple[tuple[DayValue, str], ...] = ()
    marks: tuple[Mark, ...] = ()
    #: If it is a day of absence only because the district counts it so.
    by_rule: bool = False

    @property
    def arrived_at(self) -> time | None:
        return max((m.arrived_at for m in self.marks if m.arrived_at), default=None)

    @property
    def left_at(self) -> time | None:
        return min((m.left_at for m in self.marks if m.left_at), default=None)

    @property
    def missed(self) -> tuple[Mark, ...]:
        """The classes missed, in order of time."""
        return tuple(m for m in self.marks if not m.is_whole_day and m.value is DayValue.ABSENT)


def counting(marks: Iterable[Mark]) -> list[Mark]:
    """The marks of one day that hold: where the office has spoken, not the teacher's.

    An office's mark of the same class and period takes the place of the teacher's. Its mark of a
    whole day's absence explains each class of that day: those keep their line, with the office's
    code and excuse. Its mark of a late arrival or an early leave does so for the classes before the
    arrival and after the leave, and for the teacher's own mark of the same.
    """
    known = list(marks)
    office = [mark for mark in known if mark.taken_by == OFFICE]
    days = [mark for mark in office if mark.is_whole_day]
    held = office + [
        mark
        for mark in known
        if mark.taken_by != OFFICE and not any(_same_class(one, mark) for one in office)
    ]
    return sorted((_explained(mark, days) for mark in held), key=_order)


def _same_class(office: Mark, teacher: Mark) -> bool:
    if office.is_whole_day or teacher.is_whole_day:
        return office.is_whole_day and teacher.is_whole_day and office.school == teacher.school
    if office.section is not None and office.section != teacher.section:
        return False
    if office.section is None and office.school != teacher.school:
        return False
    return office.period is None or teacher.period is None or office.period == teacher.period


def _explained(mark: Mark, days: Sequence[Mark]) -> Mark:
    if mark.is_whole_day or mark.taken_by == OFFICE or mark.status == PRESENT:
        return mark
    for day in days:
        if day.school == mark.school and _covers(day, mark):
            return mark._replace(excuse=day.excuse, code=day.code, code_es=day.code_es)
    return mark


def _covers(day: Mark, mark: Mark) -> bool:
    if day.status == PRESENT:
        return False
    if day.status in (ABSENT, mark.status):
        return True
    if day.status == TARDY and day.arrived_at and mark.starts_at:
        return mark.starts_at < day.arrived_at
    if day.status == EARLY and day.left_at and mark.ends_at:
        return mark.ends_at > day.left_at
    return False


def _order(mark: Mark) -> tuple[bool, time, str, str]:
    started = mark.starts_at or time.min
    return not mark.is_whole_day, started, mark.period_name, mark.section_name


def day_mark(on: date, marks: Iterable[Mark], met: Iterable[Met] = ()) -> DayMark:
    """The total of one day from its *marks*; *met* are the classes that the student had.

    Absent is a mark of the whole day, or absences in every class; absent from some is a part of
    the day. Exempt absences are an activity. What the classes say of a whole day's absence is not
    counted again.
    """
    held = counting(_placed(mark, tuple(met)) for mark in marks)
    facts = _facts(held, tuple(met))
    if not facts:
        return DayMark(on=on, marks=tuple(held))
    value, excuse = facts[0]
    return DayMark(on, value, excuse, tuple(facts), tuple(held))


def _placed(mark: Mark, met: Sequence[Met]) -> Mark:
    """The mark with its class's period and times, where only the timetable knows them."""
    if mark.section is None or mark.starts_at:
        return mark
    found = [one for one in met if one.section == mark.section]
    if len(found) != 1 or (mark.period is not None and found[0].period != mark.period):
        return mark
    return mark._replace(
        period_name=mark.period_name or found[0].name,
        starts_at=found[0].starts_at,
        ends_at=found[0].ends_at,
    )


def _facts(held: Sequence[Mark], met: Sequence[Met]) -> list[tuple[DayValue, str]]:
    by_value: dict[DayValue, list[Mark]] = {}
    for mark in held:
        by_value.setdefault(mark.value, []).append(mark)
    facts: list[tuple[DayValue, str]] = []
    away = by_value.pop(DayValue.ABSENT, [])
    day = [mark for mark in away if mark.is_whole_day]
    if day:
        return [(DayValue.ABSENT, day[0].excuse)]
    if away and _every_class(away, met):
        return [(DayValue.ABSENT, gravest(away))]
    if away:
        facts.append((DayValue.PART, gravest(away)))
    for value in (DayValue.LATE, DayValue.LEFT_EARLY, DayValue.ACTIVITY, DayValue.PRESENT):
        if value in by_value and (value is not DayValue.PRESENT or not facts):
            facts.append((value, gravest(by_value[value])))
    return facts


def _every_class(away: Sequence[Mark], met: Sequence[Met]) -> bool:
    """If *away* reaches each class of the day; unknown classes make it a part of the day."""
    real = [one for one in met if one.period is not None] or list(met)
    return bool(real) and all(any(_same_meeting(mark, one) for mark in away) for one in real)


def _same_meeting(mark: Mark, met: Met) -> bool:
    if mark.section is not None and mark.section != met.section:
        return False
    return mark.period is None or met.period is None or mark.period == met.period


def gravest(marks: Iterable[Mark]) -> str:
    """The excuse to tell of first among *marks*: not explained, unexcused, excused, exempt."""
    found = {mark.excuse for mark in marks}
    return next((excuse for excuse in GRAVEST_FIRST if excuse in found), "")
