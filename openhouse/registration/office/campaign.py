"""How far the registration for a year is: numbers for an office and the district, no names."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from openhouse.access.offices import offices_of, schools_kept
from openhouse.access.viewer import System, Viewer
from openhouse.common.models import running
from openhouse.common.rows import among
from openhouse.common.scope import as_the_house
from openhouse.districts.models import School
from openhouse.ledger.actions import record
from openhouse.people.models import Enrollment
from openhouse.people.rules import LAST_GRADE
from openhouse.people.words import in_order
from openhouse.registration.models import Candidate, RegistrationWindow
from openhouse.registration.office.queue import sent_to
from openhouse.registration.queries import newest_window

State = Candidate.State
DAYS = 14


@dataclass(frozen=True, slots=True)
class Returning:
    """Of one school's students who have a next year, how many were sent, and how many begun."""

    school: School
    students: int
    sent: int
    begun: int


@dataclass(frozen=True)
class Campaign:
    """``by_grade`` is by the grade of next year and state, ``by_day`` how many came that day."""

    window: RegistrationWindow | None
    by_state: Mapping[str, int]
    by_school: Mapping[School, Mapping[str, int]]
    by_grade: Mapping[str, Mapping[str, int]]
    returning: list[Returning]
    by_day: list[tuple[date, int]]

    @property
    def total(self) -> int:
        """Children who were sent."""
        return sum(self.by_state.values())


def campaign(viewer: Viewer, today: date) -> Campaign:
    """The newest window's numbers, of the schools whose office she keeps."""
    window = newest_window()
    mine = sent_to(viewer).filter(application__window=window)
    rows = list(
        mine.values_list("school", "grade_level", "state").annotate(n=Count("pk")).order_by()
    )
    schools = {each.pk: each for each in School.objects.filter(pk__in={row[0] for row in rows})}
    by_state: Counter[str] = Counter()
    by_school: dict[School, Counter[str]] = {}
    by_grade: dict[str, Counter[str]] = {}
    for school, grade, state, number in rows:
        by_state[state] += number
        by_school.setdefault(schools[school], Counter())[state] += number
        by_grade.setdefault(grade, Counter())[state] += number
    return Campaign(
        window,
        by_state,
        dict(sorted(by_school.items(), key=lambda each: each[0].name)),
        {grade: by_grade[grade] for grade in in_order(by_grade)},
        _returning(viewer, window, today),
        _by_day(mine, today),
    )


def _returning(viewer: Viewer, window: RegistrationWindow | None, today: date) -> list[Returning]:
    """Of each school's students today, without those who finish. Where a child goes next is not
    said here, so that her old school may count her too.
    """
    there = (
        Enrollment.objects.visible_to(viewer)
        .filter(running(today), primary=True)
        .exclude(grade_level=LAST_GRADE)
    )
    if (kept := offices_of(viewer)) is not None:
        there = there.filter(school__in=kept)
    of_school = dict(there.values_list("student_id", "school_id"))
    with as_the_house():
        candidates = (
            Candidate.objects.visible_to(System())
            .filter(among("registration_candidate.student_id", of_school))
            .filter(application__window=window)
            .exclude(state=State.WITHDRAWN)
        )
        known = list(candidates.values_list("student_id", "sent_at"))
    sent = {student for student, at in known if at}
    begun = {student for student, _at in known} - sent
    students = Counter(of_school.values())
    sent_of, begun_of = (Counter(of_school[each] for each in several) for several in (sent, begun))
    return [
        Returning(
            school,
            students[school.pk],
            sent_of[school.pk],
            begun_of[school.pk],
        )
        for school in schools_kept(viewer)
        if students[school.pk]
    ]


def _by_day(mine: object, today: date) -> list[tuple[date, int]]:
    first = today - timedelta(days=DAYS - 1)
    zone = timezone.get_current_timezone()
    rows = (
        mine.annotate(day=TruncDate("sent_at", tzinfo=zone))  # type: ignore[attr-defined]
        .filter(day__gte=first)
        .values_list("day")
        .annotate(n=Count("pk"))
        .order_by()
    )
    found = dict(rows)
    return [
        (day, found.get(day, 0)) for day in (first + timedelta(days=n) for n in range(DAYS))
    ]  # fmt: skip


def note_export(viewer: Viewer, number: int) -> None:
    """The list was saved as a file."""
    record("registration.exported", actor=viewer.person_id, after={"children": number})
