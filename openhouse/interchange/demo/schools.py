"""Schools, their years, terms, days and bells."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from openhouse.interchange.demo.calendar import FRIDAY, Year, first_day
from openhouse.interchange.demo.copying import copy_rows, number, reserve
from openhouse.interchange.demo.names import STREETS, TOWN, phone, school_name
from openhouse.interchange.demo.town import School, Town

#: How many students one school of a level takes, and how many of the 13 grades it has.
SIZES = {"elementary": (460, 6), "middle": (770, 3), "high": (1550, 4)}
#: name, start, end, if taught.
Bells = tuple[tuple[str, str, str, bool], ...]
SECONDARY: Bells = (
    ("Period 1", "7:50", "9:15", True),
    ("Period 2", "9:20", "10:45", True),
    ("Lunch", "10:45", "11:20", False),
    ("Period 3", "11:25", "12:50", True),
    ("Period 4", "12:55", "14:20", True),
)
SECONDARY_EARLY: Bells = (
    ("Period 1", "7:50", "8:50", True),
    ("Period 2", "8:55", "9:55", True),
    ("Period 3", "10:00", "11:00", True),
    ("Period 4", "11:05", "12:05", True),
    ("Lunch", "12:05", "12:35", False),
)
ELEMENTARY: Bells = (
    ("Morning meeting", "8:30", "8:50", True),
    ("Reading block", "8:50", "10:20", True),
    ("Recess", "10:20", "10:45", False),
    ("Math block", "10:45", "12:00", True),
    ("Lunch", "12:00", "12:30", False),
    ("Writing block", "12:30", "13:15", True),
    ("Specials", "13:15", "14:05", True),
    ("Science and Social Studies", "14:05", "15:20", True),
    ("Pack up", "15:20", "15:30", True),
)
ELEMENTARY_EARLY: Bells = (
    ("Morning meeting", "8:30", "8:45", True),
    ("Reading block", "8:45", "9:45", True),
    ("Recess", "9:45", "10:05", False),
    ("Math block", "10:05", "11:00", True),
    ("Lunch", "11:00", "11:30", False),
    ("Specials", "11:30", "12:10", True),
    ("Writing block", "12:10", "13:05", True),
    ("Pack up", "13:05", "13:15", True),
)
LATER = 40  # minutes by which high schools begin after middle schools


def schedules(level: str) -> dict[str, Bells]:
    """The bell schedules of a school, by name."""
    if level == "elementary":
        return {"Regular": ELEMENTARY, "Early release": ELEMENTARY_EARLY}
    return {
        "A day": SECONDARY,
        "B day": SECONDARY,
        "Early release A": SECONDARY_EARLY,
        "Early release B": SECONDARY_EARLY,
    }


def clock_time(text: str, level: str) -> time:
    """The time of day that *text* ("7:50") says, moved for high schools."""
    hours, minutes = map(int, text.split(":"))
    total = hours * 60 + minutes + (LATER if level == "high" else 0)
    return time(total // 60, total % 60)


def found_schools(town: Town) -> None:
    """Fill ``town.schools``: as many of each level as the students need."""
    dice, streets = town.dice("schools"), town.dice("streets of schools")
    for level, (size, grades) in SIZES.items():
        count = max(1, round(town.students * grades / 13 / size))
        for place in range(count):
            school = School(school_name(level, place), level, place, phone=phone(dice))
            school.street = f"{streets.randrange(100, 990)} {streets.choice(STREETS)}"
            town.schools.append(school)


def write_schools(town: Town) -> None:
    """Schools with years, terms, schedules, periods and days; fills their ids."""
    number("districts_school", town.schools)
    copy_rows(
        "districts_school",
        "id name level number phone street city state",
        (
            (
                *(school.id, school.name, school.level, str(1010 + 10 * place)),
                *(school.phone, school.street, TOWN, "MO"),
            )
            for place, school in enumerate(town.schools)
        ),
    )
    year = town.year
    first = reserve("districts_schoolyear", len(town.schools))
    for place, school in enumerate(town.schools):
        school.year_id = first + place
    copy_rows(
        "districts_schoolyear",
        "id school_id ends_in name starts_on ends_on",
        (
            (
                school.year_id,
                school.id,
                year.start + 1,
                year.name,
                year.starts_on,
                first_day(year.start + 1) - timedelta(1),  # its summer is part of it
            )
            for school in town.schools
        ),
    )
    _write_terms(town)
    _write_bells(town)
    copy_rows(
        "districts_day",
        "school_year_id on instructional bell_schedule_id note",
        _days(town),
    )
    _write_next_year(town)


def _write_next_year(town: Town) -> None:
    """The calendar of the year that follows: families plan by it long before."""
    following = Year(first_day(town.year.start + 1))
    first = reserve("districts_schoolyear", len(town.schools))
    years = list(enumerate(town.schools, first))
    copy_rows(
        "districts_schoolyear",
        "id school_id ends_in name starts_on ends_on",
        (
            (
                place,
                school.id,
                following.start + 1,
                following.name,
                following.starts_on,
                following.ends_on,
            )
            for place, school in years
        ),
    )
    columns = "school_year_id on instructional bell_schedule_id note"
    for place, school in years:
        copy_rows("districts_day", columns, _days_of(following, school, place))


def _summer(year: Year) -> Iterator[tuple[date, str]]:
    """The weekdays between a year's last day and the next year's first, with when that is."""
    begins = first_day(year.start + 1)
    day = year.ends_on + timedelta(1)
    while day < begins:
        if day.weekday() <= FRIDAY:
            yield day, f"Summer break until {begins:%A, %b} {begins.day}"
        day += timedelta(1)


def _write_terms(town: Town) -> None:
    terms = list(town.year.terms.values())
    first = reserve("districts_term", len(terms) * len(town.schools))
    rows: list[tuple[Any, ...]] = []
    for school in town.schools:
        for sequence, term in enumerate(terms):
            school.terms[term.key] = first + len(rows)
            rows.append(
                (
                    school.terms[term.key],
                    school.year_id,
                    school.terms.get(term.parent),
                    term.name,
                    term.kind,
                    sequence,
                    term.starts_on,
                    term.ends_on,
                )
            )
    columns = "id school_year_id parent_id name kind sequence starts_on ends_on"
    copy_rows("districts_term", columns, rows)


def _write_bells(town: Town) -> None:
    names = [(school, name) for school in town.schools for name in schedules(school.level)]
    first = reserve("districts_bellschedule", len(names))
    for place, (school, name) in enumerate(names):
        school.schedules[name] = first + place
    copy_rows(
        "districts_bellschedule",
        "id school_id name",
        ((school.schedules[name], school.id, name) for school, name in names),
    )
    bells = [
        (school, name, sequence, bell)
        for school, name in names
        for sequence, bell in enumerate(schedules(school.level)[name], 1)
    ]
    first = reserve("districts_period", len(bells))
    rows = []
    for place, (school, name, sequence, (period, starts, ends, taught)) in enumerate(bells, first):
        school.periods.setdefault(name, {})[period] = place
        times = clock_time(starts, school.level), clock_time(ends, school.level)
        rows.append((place, school.schedules[name], period, sequence, *times, taught))
    columns = "id bell_schedule_id name sequence starts_at ends_at instructional"
    copy_rows("districts_period", columns, rows)


def _days(town: Town) -> Iterator[tuple[Any, ...]]:
    for school in town.schools:
        yield from _days_of(town.year, school, school.year_id)
        for on, note in _summer(town.year):
            yield school.year_id, on, False, None, note


def _days_of(year: Year, school: School, number: int) -> Iterator[tuple[Any, ...]]:
    for day in year.days:
        bells = _schedule(school, day.letter, day.early_release) if day.letter else None
        yield number, day.on, bool(day.letter), bells, day.note


def _schedule(school: School, letter: str, early: bool) -> int:
    if school.level == "elementary":
        return school.schedules["Early release" if early else "Regular"]
    return school.schedules[f"Early release {letter}" if early else f"{letter} day"]
