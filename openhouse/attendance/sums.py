"""How days of attendance add up, and which days stand behind a sum. Pure, like ``rules``."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openhouse.attendance.rules import GRAVEST_FIRST, UNKNOWN, DayMark, DayValue


@dataclass(frozen=True, slots=True)
class CourseCount:
    """How often a student missed, came late to, or left early from one class.

    Sections of the same name (of two semesters) are one class; ``section`` is one of them.
    """

    section: int
    name: str
    absent: int
    late: int
    left_early: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Days by value and excuse, and classes by course. A day counts once for each value."""

    days: Mapping[tuple[DayValue, str], int] = field(default_factory=dict)
    courses: tuple[CourseCount, ...] = ()

    def of(self, *values: DayValue) -> int:
        """Days with one of *values*, whatever the excuse."""
        return sum(count for (value, _), count in self.days.items() if value in values)

    @property
    def unexplained(self) -> int:
        """Days of absence, whole or in part, that nobody has explained yet."""
        return sum(self.days.get((value, UNKNOWN), 0) for value in (DayValue.ABSENT, DayValue.PART))


def tally(days: Iterable[DayMark]) -> Tally:
    """The sums over *days*, most serious first; courses with most absences first."""
    counts: Counter[tuple[DayValue, str]] = Counter()
    sections: dict[str, int] = {}
    classes: dict[str, Counter[DayValue]] = {}
    for day in days:
        counts.update(day.facts)
        for mark in day.marks:
            if mark.section is not None and mark.counts:
                sections.setdefault(mark.section_name, mark.section)
                classes.setdefault(mark.section_name, Counter())[mark.value] += 1
    values, excuses = list(DayValue), (*GRAVEST_FIRST, "")
    ordered = sorted(counts, key=lambda f: (values.index(f[0]), excuses.index(f[1])))
    courses = [
        CourseCount(
            sections[name], name, c[DayValue.ABSENT], c[DayValue.LATE], c[DayValue.LEFT_EARLY]
        )
        for name, c in classes.items()
    ]
    courses.sort(key=lambda c: (-c.absent, -c.late, -c.left_early, c.name))
    return Tally({fact: counts[fact] for fact in ordered}, tuple(courses))


def having(
    days: Iterable[DayMark], value: DayValue | None = None, excuse: str = ""
) -> list[DayMark]:
    """The *days* of which *value* holds with *excuse*; None and "" stand for any."""
    return [
        day
        for day in days
        if any(value in (None, one) and excuse in ("", why) for one, why in day.facts)
    ]


def in_class(days: Iterable[DayMark], section: int) -> list[DayMark]:
    """The *days* with a mark that counts in one class, as if the day were that class alone.

    The sections of other terms with the same name are the same class to a family.
    """
    known = list(days)
    names = {m.section_name for day in known for m in day.marks if m.section == section}
    found = []
    for day in known:
        marks = tuple(
            m for m in day.marks if m.section is not None and m.section_name in names and m.counts
        )
        if marks:
            facts = tuple(dict.fromkeys((mark.value, mark.excuse) for mark in marks))
            found.append(DayMark(day.on, *facts[0], facts, marks))
    return found
