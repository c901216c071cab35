"""Schools as their office sees them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from openhouse.common.scope import Sees
from openhouse.people.models import Enrollment


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """A school with the number of its students on a day."""

    id: int
    name: str
    students: int


def students_by_school(viewer: Sees, on: date) -> list[SchoolCount]:
    """How many students that *viewer* may see each school has, by the school's name."""
    rows = (
        Enrollment.objects.visible_to(viewer)
        .filter(Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))
        .values_list("school_id", "school__name")
        .annotate(students=Count("student_id", distinct=True))
        .order_by("school__name", "school_id")
    )
    return [SchoolCount(*row) for row in rows]
