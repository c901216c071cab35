"""The dates of a school year: terms, holidays, A and B days. Pure arithmetic."""

from dataclasses import dataclass, field
from datetime import date, timedelta

MONDAY, WEDNESDAY, FRIDAY = 0, 2, 4


def weekday_on_or_after(day: date, weekday: int) -> date:
    """The first such weekday on or after *day*."""
    return day + timedelta((weekday - day.weekday()) % 7)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The *nth* such weekday of a month, counted from 1."""
    return weekday_on_or_after(date(year, month, 1), weekday) + timedelta(7 * (nth - 1))


def first_day(year: int) -> date:
    """The first school day of the year that starts in *year*: a Monday in the middle of August."""
    return weekday_on_or_after(date(year, 8, 17), MONDAY)


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """One weekday of the year; ``letter`` is "A" or "B" on school days, empty on days off."""

    on: date
    letter: str
    early_release: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A term by its short name: Y, S1, S2, Q1 to Q4."""

    key: str
    name: str
    kind: str
    parent: str
    starts_on: date
    ends_on: date


@dataclass(slots=True)
class Year:
    """The school year that contains *planned_on*; between two years, the one that has ended.

    A demonstration is planned on the day it is made, for the whole year; days go by afterwards.
    """

    planned_on: date
    start: int = 0
    terms: dict[str, Stretch] = field(default_factory=dict)
    days: list[SchoolDay] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start = self.planned_on.year
        if self.planned_on < first_day(self.start):
            self.start -= 1
        self.terms = _terms(self.start)
        self.days = _days(self)

    @property
    def name(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02}"

    @property
    def starts_on(self) -> date:
        return self.terms["Y"].starts_on

    @property
    def ends_on(self) -> date:
        return self.terms["Y"].ends_on

    @property
    def school_days(self) -> list[SchoolDay]:
        """The days with school, in order."""
        return [day for day in self.days if day.letter]

    @property
    def past(self) -> list[SchoolDay]:
        """The school days up to the day of the plan, that day included."""
        return self.until(self.planned_on)

    def until(self, day: date) -> list[SchoolDay]:
        """The school days up to *day*, that day included."""
        return [one for one in self.school_days if one.on <= day]

    def on_or_before(self, day: date) -> date:
        """The last school day up to *day*; the first of the year where there is none."""
        return max((one.on for one in self.school_days if one.on <= day), default=self.starts_on)

    def next_after(self, day: date, weekday: int | None = None) -> date | None:
        """The first school day after *day*, on that weekday if one is asked for."""
        later = (one.on for one in self.school_days if one.on > day)
        return next((on for on in later if weekday in (None, on.weekday())), None)

    def quarter(self, day: date) -> str:
        """The quarter that *day* is in, or the last that had begun."""
        begun = [key for key in ("Q1", "Q2", "Q3", "Q4") if self.terms[key].starts_on <= day]
        return begun[-1] if begun else "Q1"

    def flu_weeks(self) -> list[date]:
        """Mondays of the weeks in which many are ill."""
        return [
            weekday_on_or_after(date(self.start, 10, 5), MONDAY),
            weekday_on_or_after(date(self.start + 1, 2, 1), MONDAY),
        ]


def _terms(start: int) -> dict[str, Stretch]:
    """Two semesters of two quarters."""
    first = first_day(start)
    autumn_end = weekday_on_or_after(date(start, 12, 15), FRIDAY)
    spring = weekday_on_or_after(date(start + 1, 1, 4), MONDAY)
    last = weekday_on_or_after(date(start + 1, 5, 25), MONDAY) - timedelta(3)
    q1_end = first + timedelta(8 * 7 + 4)
    q3_end = spring + timedelta(9 * 7 + 4)
    made = [
        Stretch("Y", "Full year", "year", "", first, last),
        Stretch("S1", "Semester 1", "semester", "Y", first, autumn_end),
        Stretch("Q1", "Quarter 1", "quarter", "S1", first, q1_end),
        Stretch("Q2", "Quarter 2", "quarter", "S1", q1_end + timedelta(3), autumn_end),
        Stretch("S2", "Semester 2", "semester", "Y", spring, last),
        Stretch("Q3", "Quarter 3", "quarter", "S2", spring, q3_end),
        Stretch("Q4", "Quarter 4", "quarter", "S2", q3_end + timedelta(10), last),
    ]
    return {term.key: term for term in made}


def _days_off(year: Year) -> dict[date, str]:
    """Each day without school, with its reason."""
    start = year.start
    thanksgiving = nth_weekday(start, 11, 3, 4)
    off = {
        nth_weekday(start, 9, MONDAY, 1): "Labor Day",
        year.terms["Q2"].starts_on: "Teacher work day",
        thanksgiving - timedelta(1): "Thanksgiving break",
        thanksgiving: "Thanksgiving",
        thanksgiving + timedelta(1): "Thanksgiving break",
        nth_weekday(start + 1, 1, MONDAY, 3): "Federal holiday",
        nth_weekday(start + 1, 2, MONDAY, 3): "Presidents’ Day",
    }
    snow = nth_weekday(start + 1, 1, 3, 4)
    if snow <= year.planned_on:
        off[snow] = "Snow day"
    day = year.terms["S1"].ends_on + timedelta(1)
    while day < year.terms["S2"].starts_on:
        off[day] = "Winter break"
        day += timedelta(1)
    day = year.terms["Q3"].ends_on + timedelta(1)
    while day < year.terms["Q4"].starts_on:
        off[day] = "Spring break"
        day += timedelta(1)
    return off


def _days(year: Year) -> list[SchoolDay]:
    """Every weekday of the year; A and B take turns over the school days."""
    off = _days_off(year)
    made: list[SchoolDay] = []
    school_days = 0
    day = year.starts_on
    while day <= year.ends_on:
        if day.weekday() <= FRIDAY:
            if day in off:
                made.append(SchoolDay(day, "", note=off[day]))
            else:
                early = day == nth_weekday(day.year, day.month, WEDNESDAY, 2)
                note = "Early release" if early else ""
                if day == year.starts_on:
                    note = "First day of school"
                elif day == year.ends_on:
                    note = "Last day of school"
                made.append(SchoolDay(day, "AB"[school_days % 2], early, note))
                school_days += 1
        day += timedelta(1)
    return made
