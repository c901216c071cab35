"""Minutes present, and what a day comes to by the district's rule (ATT-05, TCH-12). Pure.

Minutes present fall by the length of each class missed, by the minutes before a late arrival and
after an early leave; with all classes missed they are 0 (features.md, section 2.4). What does not
count against a child (a school activity) is time present.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time

from openhouse.attendance.lessons import Lesson, is_about
from openhouse.attendance.rules import (
    ABSENT,
    EARLY,
    TARDY,
    DayMark,
    DayValue,
    Mark,
    Met,
    counting,
    gravest,
)

PERIODS, MINUTES = "periods", "minutes"
#: What a day of absence is told instead of, or has no need to tell.
_LESS = (DayValue.PART, DayValue.PRESENT)


@dataclass(frozen=True, slots=True)
class WholeDayRule:
    """A day is missed from *share* percent of its classes, or of its minutes, on."""

    by: str = PERIODS
    share: int = 50


@dataclass(frozen=True, slots=True)
class DaySum:
    """Minutes and classes of a day, and how many of them the student was there."""

    minutes: int = 0
    present: int = 0
    classes: int = 0
    missed: int = 0


def day_sum(lessons: Sequence[Lesson], marks: Iterable[Mark]) -> DaySum:
    """What the *marks* of a day come to in its *lessons*; one without times has no minutes."""
    held = counting(marks)
    total = gone = missed = 0
    for lesson in lessons:
        length = minutes_between(lesson.starts_at, lesson.ends_at)
        lost = max((_lost(mark, lesson, length) for mark in held), default=0)
        total += length
        gone += min(lost, length)
        missed += any(_is_missed(mark, lesson) for mark in held) or bool(length and lost >= length)
    return DaySum(total, total - gone, len(lessons), missed)


def is_missed(total: DaySum, rule: WholeDayRule) -> bool:
    """If the day counts as missed. A day without minutes is reckoned by classes."""
    if rule.by == MINUTES and total.minutes:
        return (total.minutes - total.present) * 100 >= rule.share * total.minutes
    return bool(total.classes) and total.missed * 100 >= rule.share * total.classes


def by_rule(day: DayMark, met: Sequence[Met], rule: WholeDayRule) -> DayMark:
    """*day* as a day of absence, where by *rule* enough of its classes *met* was missed.

    A day that is one already, by a mark of the whole day or by each of its classes, stays as it is;
    and so does one of whose classes nothing is known.
    """
    real = [one for one in met if one.period is not None] or met
    lessons = [
        Lesson(one.school, one.section, one.period, one.starts_at, one.ends_at) for one in real
    ]
    if day.value is DayValue.ABSENT or not is_missed(day_sum(lessons, day.marks), rule):
        return day
    why = gravest(mark for mark in day.marks if mark.counts)
    rest = [fact for fact in day.facts if fact[0] not in _LESS]
    facts = ((DayValue.ABSENT, why), *rest)
    return replace(day, value=DayValue.ABSENT, excuse=why, facts=facts, by_rule=True)


def minutes_between(starts_at: time | None, ends_at: time | None) -> int:
    """From one local time of a day to another; 0 where one is not known."""
    if starts_at is None or ends_at is None:
        return 0
    return max(0, _minute(ends_at) - _minute(starts_at))


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _is_missed(mark: Mark, lesson: Lesson) -> bool:
    return mark.counts and mark.status == ABSENT and is_about(mark, lesson)


def _lost(mark: Mark, lesson: Lesson, length: int) -> int:
    """Minutes of the lesson that a mark takes away."""
    if not mark.counts or not is_about(mark, lesson):
        return 0
    if mark.status == ABSENT:
        return length
    lost = 0
    if mark.status in (TARDY, EARLY) and mark.arrived_at:
        lost += min(length, minutes_between(lesson.starts_at, mark.arrived_at))
    if mark.status in (TARDY, EARLY) and mark.left_at:
        lost += min(length, minutes_between(mark.left_at, lesson.ends_at))
    return lost
