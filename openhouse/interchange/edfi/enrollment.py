"""Enrollments at schools and placements in sections."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from openhouse.interchange.edfi import words
from openhouse.interchange.edfi.calendar import Years
from openhouse.interchange.edfi.catalog import Catalog, Place, row
from openhouse.interchange.edfi.elements import Element
from openhouse.interchange.edfi.keys import Keys, ends_in, short, source_id
from openhouse.interchange.rows import Row

FOREVER = "9999-12-31"


@dataclass(slots=True)
class _Stay:
    """A student at a school; ``primary`` is None while nothing is said of it."""

    student: str
    school: str
    starts: str
    ends: str
    grade: str
    year: str
    primary: bool | None
    part: float
    place: Place

    def meets(self, other: "_Stay") -> bool:
        ends, others = self.ends or FOREVER, other.ends or FOREVER
        return self.starts <= others and other.starts <= ends


class Enrollments:
    """The StudentSchoolAssociations, kept until all are known: only one at a time is primary.

    Where the sender does not say which, the one entered last counts (a student moved, and the old
    school has not yet written her out), then the larger part of the day. One that ends on the day
    on which the next begins ends the day before.
    """

    def __init__(self, catalog: Catalog, keys: Keys, years: Years) -> None:
        self._catalog = catalog
        self._keys = keys
        self._years = years
        self._stays: dict[str, list[_Stay]] = defaultdict(list)

    def add(self, e: Element, place: Place) -> None:
        student, school = self._keys.student(e), self._keys.school(e)
        starts = e.need("EntryDate")
        said = e.get("SchoolYear")
        year = source_id("year", school, ends_in(said)) if said else ""
        grade = e.code("EntryGradeLevel")
        stay = _Stay(
            student=student,
            school=school,
            starts=starts,
            ends=e.get("ExitWithdrawDate"),
            grade=words.grade_level(grade) if grade else "",
            year=year or self._years.of(school, starts),
            primary=e.says("PrimarySchool"),
            part=_number(e.get("FullTimeEquivalency")),
            place=place,
        )
        self._stays[student].append(stay)

    def rows(self) -> Iterator[Row]:
        for student, stays in self._stays.items():
            if len(stays) > 1:
                _settle(stays)
            person = self._catalog.persons.id("student", student)
            for stay in stays:
                values = {
                    "source_id": source_id("enrolled", student, stay.school, stay.starts),
                    "student": person,
                    "school": source_id("school", stay.school),
                    "school_year": stay.year or None,
                    "grade_level": stay.grade,
                    "starts_on": stay.starts,
                    "ends_on": stay.ends,
                    "primary": "false" if stay.primary is False else "true",
                }
                yield row("enrollments", stay.place, values)


def _settle(stays: list[_Stay]) -> None:
    for stay in stays:
        for other in stays:
            if other is not stay and stay.starts < other.starts == stay.ends:
                stay.ends = _day_before(stay.ends)
                break
    ranked = sorted(stays, key=lambda s: (s.primary is True, s.starts, s.part), reverse=True)
    taken: list[_Stay] = []
    for stay in ranked:
        if stay.primary is False or any(stay.meets(other) for other in taken):
            stay.primary = False
        else:
            taken.append(stay)


def _day_before(day: str) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    except ValueError:
        return day


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0


def placement(catalog: Catalog, keys: Keys, e: Element, place: Place) -> Iterator[Row]:
    """A StudentSectionAssociation."""
    student, (section, _school) = keys.student(e), keys.section(e)
    starts = e.need("BeginDate")
    values = {
        "source_id": source_id("placed", student, starts, short(section)),
        "student": catalog.persons.id("student", student),
        "section": section,
        "starts_on": starts,
        "ends_on": e.get("EndDate"),
    }
    yield row("placements", place, values)
