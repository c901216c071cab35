"""A class on a date, and what is about it: a mark, or what a family has told. Pure."""

from dataclasses import dataclass
from datetime import time

from openhouse.attendance.rules import Mark

#: What a family tells: the child is away for days, comes late, leaves early.
DAYS, LATE, EARLY = "days", "late", "early"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A class on a date: its section, and the period that it meets in, where it has one."""

    school: int
    section: int
    period: int | None = None
    starts_at: time | None = None
    ends_at: time | None = None


def is_about(mark: Mark, lesson: Lesson) -> bool:
    """If a mark is about *lesson*: as its class, its period, or the whole day at its school."""
    if mark.section is None:
        is_there = mark.school == lesson.school
    else:
        is_there = mark.section == lesson.section
    return is_there and (mark.period is None or lesson.period in (None, mark.period))


def touches(kind: str, at: time | None, starts_at: time | None, ends_at: time | None) -> bool:
    """If a note is about a class: the whole day is; else what lies before coming or after going."""
    if kind == DAYS or at is None:
        return True
    if kind == LATE:
        return starts_at is None or starts_at < at
    return ends_at is None or ends_at > at
