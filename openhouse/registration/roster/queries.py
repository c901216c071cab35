"""Who is enrolled for a school year, at the schools whose office somebody keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from openhouse.access.offices import schools_kept
from openhouse.access.viewer import Viewer
from openhouse.districts.models import School, SchoolYear
from openhouse.people.models import Enrollment, Person
from openhouse.people.words import in_order
from openhouse.registration.models import RegistrationWindow

#: So many stand on a page; a grade is picked to see the others.
MOST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Which year (by the calendar year in which it ends), school and grade; None: the usual."""

    year: int | None
    school: int | None
    grade: str


@dataclass(frozen=True, slots=True)
class Line:
    """A student of the list; ``before`` is her school of before, "" where none is known."""

    student: int
    name: str
    grade: str
    school: str
    before: str


@dataclass(frozen=True, slots=True)
class Roster:
    """``years`` and ``schools`` are those to choose from; ``by_grade`` counts students."""

    year: int | None
    begins_on: date | None
    years: list[int]
    school: int | None
    schools: list[School]
    grade: str
    by_grade: Mapping[str, int]
    lines: list[Line]

    @property
    def found(self) -> int:
        """How many students of the year and school, of the grade where one is picked."""
        return self.by_grade.get(self.grade, 0) if self.grade else sum(self.by_grade.values())


def roster(viewer: Viewer, asked: Asked, today: date) -> Roster:
    """The students of a year: the next one's, unless *asked* says another."""
    schools = list(schools_kept(viewer))
    kept = [each.pk for each in schools]
    first_days = _first_days(kept, today)
    known = sorted(first_days)
    following = [each for each in known if (first_days[each] or date.max) > today]
    year = asked.year if asked.year in known else next(iter(following or known), None)
    school = asked.school if asked.school in kept else None
    rows = _of_year(viewer, year, [school] if school else kept)
    counts = dict(rows.values_list("grade_level").annotate(n=Count("student", distinct=True)))
    by_grade = {grade: counts[grade] for grade in in_order(counts)}
    grade = asked.grade if asked.grade in by_grade else ""
    mine = rows.filter(grade_level=grade) if grade else rows
    lines = _lines(viewer, mine)
    begins_on = first_days[year] if year else None
    return Roster(year, begins_on, known, school, schools, grade, by_grade, lines)


def _first_days(schools: list[int], today: date) -> dict[int, date | None]:
    """The years that are not over, and those that families register for, with their first day."""
    windows = RegistrationWindow.objects.filter(ends_in__gte=today.year)
    found: dict[int, date | None] = dict.fromkeys(windows.values_list("ends_in", flat=True))
    years = SchoolYear.objects.filter(school_id__in=schools, ends_on__gte=today)
    return found | dict(years.order_by("-starts_on").values_list("ends_in", "starts_on"))


def _of_year(viewer: Viewer, year: int | None, schools: list[int]) -> QuerySet[Enrollment]:
    mine = Enrollment.objects.visible_to(viewer).filter(school_id__in=schools, primary=True)
    return mine.filter(school_year__ends_in=year or 0).order_by()


def _lines(viewer: Viewer, rows: QuerySet[Enrollment]) -> list[Line]:
    named = rows.select_related("school").order_by(
        "student__person__family_name", "student__person__given_name", "pk"
    )
    shown = list(named[:MOST])
    people = Person.objects.in_bulk([each.student_id for each in shown])
    before = _before(viewer, shown)
    return [
        Line(each.student_id, str(people[each.student_id]), each.grade_level, each.school.name,
             before.get(each.student_id, ""))
        for each in shown
        if each.student_id in people
    ]  # fmt: skip


def _before(viewer: Viewer, shown: list[Enrollment]) -> dict[int, str]:
    """Where each went last before, as far as the wall shows it to who asks."""
    first = {each.student_id: each.starts_on or date.max for each in shown}
    earlier = (
        Enrollment.objects.visible_to(viewer)
        .filter(Q(starts_on=None) | Q(starts_on__lt=max(first.values(), default=date.min)),
                student_id__in=first, primary=True)
        .order_by(F("starts_on").asc(nulls_first=True), "pk")
    )  # fmt: skip
    return {
        student: name
        for student, starts_on, name in earlier.values_list(
            "student_id", "starts_on", "school__name"
        )
        if (starts_on or date.min) < first[student]
    }
