"""Schools as their office sees them, and who is called how."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

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


def names_of(people: Iterable[int]) -> dict[int, str]:
    """The names of *people* by their ids, as far as the wall shows them to who asks."""
    return {each.pk: str(each) for each in Person.objects.filter(pk__in=people)}


def language_of(person: Person) -> str:
    """The language to write to *person* in: what she chose herself, else what the records say."""
    account = getattr(person, "account", None)
    return (account.language if account else "") or person.language
