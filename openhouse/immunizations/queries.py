"""Health records as they are read: a child's, a school's, and the cards that families sent."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet

from openhouse.access.nursing import nursed_schools
from openhouse.access.viewer import Viewer
from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.districts.models import Day, School, SchoolYear
from openhouse.immunizations.models import Appointment, CardUpload, Dose, Exemption
from openhouse.immunizations.models_district import HealthRules
from openhouse.immunizations.requirements import rule_book
from openhouse.immunizations.rules.book import RuleBook
from openhouse.immunizations.rules.cards import why_enough
from openhouse.immunizations.rules.excuses import Visit, Waiver
from openhouse.immunizations.rules.history import Given
from openhouse.immunizations.rules.student import Facts, Judgement, judged
from openhouse.immunizations.schedules import current_schedule
from openhouse.people.models import Enrollment, Student
from openhouse.people.queries import home_first
from openhouse.people.rules import GRADES


@dataclass(frozen=True, slots=True)
class HealthFile:
    """One student's health record, as it is on file."""

    student: int
    name: str
    born_on: date | None
    sex: str
    grade: str
    school: int | None
    school_name: str
    #: The first day of school in the running year, and in the next one where it is known.
    begins_on: date | None
    begins_next_on: date | None
    doses: Sequence[Dose] = ()
    exemptions: Sequence[Exemption] = ()
    appointments: Sequence[Appointment] = ()

    @property
    def facts(self) -> Facts:
        """What decides how she stands."""
        return Facts(
            self.born_on,
            self.sex,
            self.grade,
            self.begins_on,
            self.begins_next_on,
            tuple(Given(each.given_on, each.cvx, each.trade, key=each.pk) for each in self.doses),
            tuple(
                Waiver(each.kind, each.vaccine, each.given_on, each.expires_on)
                for each in self.exemptions
            ),
            tuple(Visit(each.vaccine, each.on, each.was_kept) for each in self.appointments),
        )


@dataclass(frozen=True, slots=True)
class Assessed(Judgement):
    """A record with everything that is to be said of it on a day: what pages and papers show."""

    file: HealthFile = field(kw_only=True)
    on: date = field(kw_only=True)
    book: RuleBook = field(kw_only=True)
    schedule_version: str = field(kw_only=True)
    #: The kinds of exemptions that need a last day, by the state or the district.
    must_end: frozenset[str] = field(kw_only=True, default=frozenset())

    def about(self, kind: str) -> dict[str, bool]:
        """Of a kind of exemption: if the state's rules know it in her grade, and if it needs a last
        day."""
        holds = self.book.allows(kind, self.file.grade)
        return {"holds": holds, "must_end": kind in self.must_end}


def assessed(
    file: HealthFile,
    state: str,
    on: date,
    *,
    only_asked: bool = False,
    must_end: frozenset[str] = frozenset(),
) -> Assessed:
    """A record judged by the rules of *state* on a day; *only_asked* as in ``rules.student``.

    *must_end*: the exemptions of which the district asks for a last day (``rules_now``).
    """
    book, schedule = rule_book(state, on), current_schedule()
    found = judged(file.facts, schedule, book, on, only_asked=only_asked)
    return Assessed(
        found.outlooks,
        found.now,
        found.coming,
        file=file,
        on=on,
        book=book,
        schedule_version=schedule.version,
        must_end=book.must_end | must_end,
    )


def rules_now() -> HealthRules:
    """The district's rules; the house's where it has decided nothing yet."""
    return HealthRules.objects.first() or HealthRules()


def health_file(viewer: Sees, student: int, on: date) -> HealthFile | None:
    """One student's record; None for who is not *viewer*'s to see."""
    files = health_files(viewer, [student], on)
    return files[0] if files else None


def health_files(viewer: Sees, students: Collection[int], on: date) -> list[HealthFile]:
    """Records of many, in the order of *students*; seven statements whatever their number."""
    people = {
        each.pk: each.person
        for each in Student.objects.visible_to(viewer)
        .filter(pk__in=students)
        .select_related("person")
    }
    enrolled = _enrolled(viewer, students, on)
    years = begins({each.school_id for each in enrolled.values()}, on)
    doses = _by_student(Dose.objects.visible_to(viewer), students, "given_on", "cvx")
    excused = _by_student(Exemption.objects.visible_to(viewer), students, "given_on", "pk")
    visits = _by_student(Appointment.objects.visible_to(viewer), students, "on", "pk")
    found = []
    for number in students:
        person, at = people.get(number), enrolled.get(number)
        if person is None:
            continue
        days = years.get(at.school_id, (None, None)) if at else (None, None)
        found.append(
            HealthFile(
                number,
                str(person),
                person.born_on,
                person.sex,
                at.grade_level if at else "",
                at.school_id if at else None,
                at.school.name if at else "",
                *days,
                doses.get(number, ()),
                excused.get(number, ()),
                visits.get(number, ()),
            )
        )
    return found


def _enrolled(viewer: Sees, students: Collection[int], on: date) -> dict[int, Enrollment]:
    """Where each student is on a day: her own school before another, next year's where none is."""
    rows = (
        Enrollment.objects.visible_to(viewer)
        .filter(Q(ends_on=None) | Q(ends_on__gte=on), student_id__in=students)
        .select_related("school")
        .order_by(*home_first(on))
    )
    found: dict[int, Enrollment] = {}
    for each in rows:
        found.setdefault(each.student_id, each)
    return found


def begins(schools: Iterable[int], on: date) -> dict[int, tuple[date | None, date | None]]:
    """The first day of school of the running year and of the next, by school."""
    years = list(
        SchoolYear.objects.filter(school_id__in=schools, ends_on__gte=on).order_by("starts_on")
    )
    first = dict(
        Day.objects.filter(school_year__in=years, instructional=True)
        .values_list("school_year")
        .annotate(first=Min("on"))
    )
    found: dict[int, list[date]] = {}
    for year in years:
        found.setdefault(year.school_id, []).append(first.get(year.pk, year.starts_on))
    return {school: (days[0], days[1] if len(days) > 1 else None) for school, days in found.items()}


def _by_student[R: (Dose, Exemption, Appointment)](
    rows: "QuerySet[R]", students: Collection[int], *order: str
) -> dict[int, list[R]]:
    found: dict[int, list[R]] = {}
    for row in rows.filter(student_id__in=students).order_by(*order):
        found.setdefault(row.student_id, []).append(row)
    return found


def schools_nursed(viewer: Viewer) -> list[School]:
    """The schools whose health records *viewer* keeps, by name."""
    known = nursed_schools(viewer)
    rows = School.objects.order_by("name", "pk")
    return list(rows if known is None else rows.filter(pk__in=known))


def students_nursed(viewer: Viewer, schools: Collection[int], on: date) -> list[int]:
    """The students of some of her schools on a day, by name."""
    kept = [each.pk for each in schools_nursed(viewer) if each.pk in schools]
    rows = (
        Enrollment.objects.visible_to(viewer)
        .filter(running(on), school_id__in=kept)
        .order_by("student__person__family_name", "student__person__given_name", "student_id")
    )
    return list(dict.fromkeys(rows.values_list("student_id", flat=True)))


def student_named(viewer: Viewer, text: str, on: date) -> list[tuple[int, str]]:
    """The students of her schools whose name or number *text* begins; twenty at most."""
    schools = [each.pk for each in schools_nursed(viewer)]
    there: Any = Enrollment.objects.visible_to(viewer).filter(running(on), school_id__in=schools)
    rows = Student.objects.visible_to(viewer).filter(pk__in=there.values("student_id"))
    for word in text.split()[:4]:
        rows = rows.filter(
            Q(person__family_name__istartswith=word)
            | Q(person__given_name__istartswith=word)
            | Q(person__preferred_name__istartswith=word)
            | Q(number=word)
        )
    found = rows.select_related("person").order_by("person__family_name", "person__given_name")
    return [(each.pk, str(each.person)) for each in found[:20]]


def grades_of(viewer: Viewer, school: int | None, on: date) -> list[str]:
    """The grades of those who are at one of her schools on a day, the youngest first."""
    if school is None:
        return []
    rows = _nursed(viewer, on).filter(school_id=school).order_by()
    there = set(rows.values_list("grade_level", flat=True).distinct())
    return [each for each in GRADES if each in there]


def is_nursed(viewer: Viewer, student: int, on: date) -> bool:
    """If a student is at a school whose nurse *viewer* is on a day."""
    return _nursed(viewer, on).filter(student_id=student).exists()


def _nursed(viewer: Viewer, on: date) -> QuerySet[Enrollment]:
    """Who is enrolled at her schools on a day."""
    known = nursed_schools(viewer)
    rows = Enrollment.objects.visible_to(viewer).filter(running(on))
    return rows if known is None else rows.filter(school_id__in=known)


def _cards(viewer: Sees) -> QuerySet[CardUpload]:
    """Cards without their content, which is read where it is asked for."""
    rows = CardUpload.objects.visible_to(viewer).defer("content")
    return rows.select_related("student__person")


def cards_of(viewer: Viewer, student: int) -> list[CardUpload]:
    """What was sent about a student, newest first: a family reads its own, the nurse all."""
    rows = _cards(viewer).filter(student_id=student)
    if viewer.hat == "family":
        rows = rows.filter(person_id=viewer.person_id)
    return list(rows.order_by("-sent_at", "-pk")[:20])


def waiting_cards(viewer: Viewer, on: date) -> list[CardUpload]:
    """What waits for the nurse about students of her schools on a day, the oldest first."""
    there: Any = _nursed(viewer, on)
    waiting = _cards(viewer).filter(
        student_id__in=there.values("student_id"), state=CardUpload.State.WAITING
    )
    return list(waiting.order_by("sent_at", "pk")[:100])


def card_of(viewer: Viewer, student: int, number: int) -> CardUpload | None:
    """One card with its content."""
    rows = CardUpload.objects.visible_to(viewer).filter(pk=number, student_id=student)
    if viewer.hat == "family":
        rows = rows.filter(person_id=viewer.person_id)
    return rows.first()


def sent_enough(viewer: Viewer, student: int, now: datetime) -> str:
    """Why *viewer* sends no further card now: "waiting", "day", or "".

    Counted are her own: what another guardian has sent is not hers to know, nor in her way.
    """
    mine = CardUpload.objects.visible_to(viewer).filter(person_id=viewer.person_id)
    waiting = mine.filter(student_id=student, state=CardUpload.State.WAITING).count()
    lately = mine.filter(sent_at__gt=now - timedelta(days=1)).count()
    return why_enough(waiting, lately)
