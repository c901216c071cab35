"""Schools as their office sees them, and who is called how."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, OrderBy, OuterRef, Q, When

from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.people.models import Enrollment, Person


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """A school with the number of its students on a day.

    Each student counts at one school: a ``visitor`` takes single classes beside another school's.
    """

    id: int
    name: str
    students: int
    visitors: int


def students_by_school(viewer: Sees, on: date) -> list[SchoolCount]:
    """How many students that *viewer* may see each school has, by the school's name."""
    enrolled = Enrollment.objects.visible_to(viewer).filter(running(on))
    at_home = enrolled.filter(primary=True, student_id=OuterRef("student_id"))
    visits = Q(Exists(at_home), primary=False)
    rows = (
        enrolled.values_list("school_id", "school__name")
        .annotate(
            students=Count("student_id", distinct=True, filter=~visits),
            visitors=Count("student_id", distinct=True, filter=visits),
        )
        .order_by("school__name", "school_id")
    )
    return [SchoolCount(*row) for row in rows]


def home_first(on: date) -> tuple[OrderBy, ...]:
    """The order of a student's enrollments, her home school's first: one that has not ended by this
    day before one that has, one that has begun before next year's, her primary one before others,
    the latest begun, then by name.

    ``access/sql/enter.sql`` orders the schools of a family's children so (``Child.home_school``);
    whoever else says at which school a student is at home orders by this.
    """
    ended = Case(When(Q(ends_on=None) | Q(ends_on__gte=on), then=0), default=1)
    begun = Case(When(Q(starts_on=None) | Q(starts_on__lte=on), then=0), default=1)
    return (
        ended.asc(),
        begun.asc(),
        F("primary").desc(),
        F("starts_on").desc(nulls_last=True),
        F("school__name").asc(),
        F("pk").asc(),
    )


def names_of(people: Iterable[int]) -> dict[int, str]:
    """The names of *people* by their ids, as far as the wall shows them to who asks."""
    return {each.pk: str(each) for each in Person.objects.filter(pk__in=people)}


def language_of(person: Person) -> str:
    """The language to write to *person* in: what she chose herself, else what the records say."""
    account = getattr(person, "account", None)
    return (account.language if account else "") or person.language
