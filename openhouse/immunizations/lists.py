"""Lists of a school: who is missing what, who stays at home from a day on, the state's count."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from openhouse.access.viewer import System
from openhouse.common.models import running
from openhouse.common.scope import as_the_house
from openhouse.courses.models import HOMEROOM, Placement
from openhouse.immunizations import words
from openhouse.immunizations.rules.counts import Count
from openhouse.immunizations.rules.school import Standing, VaccineStanding, as_given
from openhouse.immunizations.standings import Stands
from openhouse.people.models import Student
from openhouse.people.rules import GRADES
from openhouse.people.words import grade_words


class Line(NamedTuple):
    """A student of a list, and what is missing."""

    student: int
    name: str
    grade: str
    school: str
    missing: list[str]
    from_on: date | None
    #: When what excused it ended: somebody has to ask.
    lapsed_on: date | None


def lacking(
    found: Iterable[Stands], grade: str = "", vaccine: str = ""
) -> Iterator[tuple[Stands, list[VaccineStanding]]]:
    """Who is missing something and what, perhaps in one grade or of one vaccine only."""
    for each in found:
        if grade and each.grade != grade:
            continue
        lines = [
            line
            for line in each.vaccines or ()
            if line.standing is Standing.NOT_COMPLIANT and vaccine in ("", line.vaccine)
        ]
        if lines:
            yield each, lines


def not_compliant(found: Iterable[Stands], grade: str = "", vaccine: str = "") -> Iterator[Line]:
    """The same as lines of a list."""
    for each, lines in lacking(found, grade, vaccine):
        yield _line(each, lines)


def to_ask(found: Sequence[Stands], grade: str = "", vaccine: str = "") -> Iterator[Line]:
    """Whose family somebody has to ask: for a dose, or for the birthday."""
    yield from not_compliant(found, grade, vaccine)
    yield from not_judged(found, grade)


def not_judged(found: Iterable[Stands], grade: str = "") -> Iterator[Line]:
    """Of whom nobody can say how she stands: somebody has to ask for the birthday."""
    for each in found:
        if each.vaccines is None and grade in ("", each.grade):
            missing = [_("The birthday is not on file, so nothing can be judged")]
            grade_name = grade_words(each.grade)
            yield Line(each.student, each.name, grade_name, each.school_name, missing, None, None)


def _line(found: Stands, lines: Sequence[VaccineStanding]) -> Line:
    days = [each.from_on for each in lines if each.from_on]
    lapsed = [each.lapsed_on for each in lines if each.lapsed_on]
    return Line(
        found.student,
        found.name,
        grade_words(found.grade),
        found.school_name,
        [*([] if found.has_record else [words.no_record_words()]), *_what(lines)],
        min(days, default=None),
        max(lapsed, default=None),
    )


def _what(lines: Sequence[VaccineStanding]) -> list[str]:
    return [words.short_words(each) for each in as_given(lines)]


def at_the_door(students: Collection[int], on: date) -> dict[int, tuple[str, str]]:
    """Of students whom a nurse keeps: each one's number and homeroom, for a list of the school.

    Read by the house: a nurse sees nobody's classes.
    """
    with as_the_house():
        house = System()
        pupils = Student.objects.visible_to(house).filter(pk__in=students)
        numbers = dict(pupils.values_list("pk", "number"))
        rooms = (
            Placement.objects.visible_to(house)
            .filter(
                running(on),
                Q(section__homeroom=True) | Q(section__name__iregex=HOMEROOM),
                student_id__in=students,
            )
            .order_by("section_id")
            .values_list("student_id", "section__name", "section__teacher_name")
        )
        room_of = {each: " · ".join(filter(None, said)) for each, *said in rooms}
    return {each: (number or "", room_of.get(each, "")) for each, number in numbers.items()}


def exclusion_table(
    found: Sequence[Stands], on: date, door: Mapping[int, tuple[str, str]]
) -> tuple[list[str], list[list[object]]]:
    """Who may not come from a day on, by homeroom and grade; *door* has each one's number and
    homeroom."""
    head = [
        _("Excluded from"), _("School"), _("Homeroom"), _("Grade"), _("Student"),
        _("Student number"), _("Missing"),
    ]  # fmt: skip
    grades = {each.student: each.grade for each in found}

    def place(line: Line) -> tuple[str, int]:
        grade = grades[line.student]
        known = GRADES.index(grade) if grade in GRADES else len(GRADES)
        return door.get(line.student, ("", ""))[1], known

    rows: list[list[object]] = []
    for each in sorted(not_compliant(found), key=place):
        number, room = door.get(each.student, ("", ""))
        missing = "; ".join(each.missing)
        rows.append([on.isoformat(), each.school, room, each.grade, each.name, number, missing])
    return head, rows


def counts_head() -> list[str]:
    return [
        _("Grade"), _("Vaccine"), _("Enrolled"), _("Compliant"), _("In progress"),
        _("Medical exemption"), _("Religious exemption"), _("Exemption of conscience"),
        _("Not compliant"), _("No record"),
    ]  # fmt: skip


def counts_rows(counts: Iterable[Count]) -> list[list[object]]:
    return [
        [grade_words(each.grade), words.vaccine_words(each.vaccine), *each.numbers]
        for each in counts
    ]
