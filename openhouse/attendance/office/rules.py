"""Minutes present and what a day comes to by the district's rule (ATT-05, TCH-12). Pure.

Minutes present fall by the length of each class missed, by the minutes before a late arrival and
after an early leave; with all classes missed they are 0 (features.md, section 2.4). What does not
count against a child (a school activity) is time present.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from openhouse.attendance.rules import ABSENT, EARLY, TARDY, Mark, counting
from openhouse.attendance.taking.rules import Lesson, is_about

PERIODS, MINUTES = "periods", "minutes"


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
