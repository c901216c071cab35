"""The ties of guardians, with what of each decides whether it opens the child (``rules``)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from openhouse.access.rules import AROUND, Tie, eighteen_ago
from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.districts.models import District
from openhouse.people.models import Enrollment, Guardianship, Person


@dataclass(frozen=True, slots=True)
class TieRow:
    """A guardianship with the child, the relation, and the ids and names of her schools."""

    child: Person
    relation: str
    tie: Tie
    schools: frozenset[int]
    school_names: tuple[str, ...]
    legal_guardian: bool
    lives_with: bool
    receives_mail: bool


def tie_rows(viewer: Sees, person: int) -> list[TieRow]:
    """The ties of *person* that the wall shows who asks, by the child's name."""
    ties = list(
        Guardianship.objects.visible_to(viewer)
        .filter(person_id=person)
        .select_related("student__person")
        .order_by("student__person__given_name", "student_id")
    )
    enrolled: dict[int, list[Enrollment]] = defaultdict(list)
    for each in (
        Enrollment.objects.visible_to(viewer)
        .filter(student_id__in=[tie.student_id for tie in ties])
        .select_related("school")
    ):
        enrolled[each.student_id].append(each)
    rows = []
    ours = [tie.district_id for tie in ties[:1]]
    adults = District.objects.filter(pk__in=ours, adult_students_are_dependents=True).exists()
    for tie in ties:
        child, held = tie.student.person, enrolled[tie.student_id]
        rows.append(
            TieRow(
                child,
                tie.relation,
                Tie(
                    tie.portal_access,
                    tie.starts_on,
                    tie.ends_on,
                    tie.barred,
                    tie.barred_until,
                    child.born_on,
                    adults,
                    tuple((e.starts_on, e.ends_on, e.school.portal_open) for e in held),
                ),
                frozenset(e.school_id for e in held),
                tuple(sorted({e.school.name for e in held})),
                tie.legal_guardian,
                tie.lives_with,
                tie.receives_mail,
            )
        )
    return rows


def near(today: date) -> Q:
    """Enrollments that show their student to family: of today, soon begun or lately ended."""
    return running(today - AROUND, today + AROUND)


def open_ties(viewer: Sees, today: date, school: int | None = None) -> QuerySet[Guardianship]:
    """Guardianships that open a child today, as ``rules.why_closed`` says it of one of them."""
    enrolled = Enrollment.objects.visible_to(viewer).filter(
        near(today), student_id=OuterRef("student_id"), school__portal_open=True
    )
    if school:
        enrolled = enrolled.filter(school_id=school)
    ties = Guardianship.objects.visible_to(viewer).filter(
        running(today), Exists(enrolled), portal_access=True
    )
    barred = Q(barred=True) & (Q(barred_until=None) | Q(barred_until__gte=today))
    dependents = District.objects.filter(
        pk=OuterRef("district_id"), adult_students_are_dependents=True
    )
    adult = Q(student__person__born_on__lte=eighteen_ago(today)) & ~Exists(dependents)
    return ties.exclude(barred).exclude(adult)
