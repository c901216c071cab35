"""The ties of guardians, with what of each decides whether it opens the child (``rules``)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from openhouse.access.rules import AHEAD, AROUND, Tie, eighteen_ago
from openhouse.common.models import running
from openhouse.common.rows import among
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
    held = _enrolled(viewer, [tie.student_id for tie in ties])
    ours = [tie.district_id for tie in ties[:1]]
    adults = District.objects.filter(pk__in=ours, adult_students_are_dependents=True).exists()
    return [_row(tie, held[tie.student_id], adults_are_dependents=adults) for tie in ties]


def _enrolled(viewer: Sees, students: list[int]) -> dict[int, list[Enrollment]]:
    found: dict[int, list[Enrollment]] = defaultdict(list)
    rows = Enrollment.objects.visible_to(viewer).filter(student_id__in=students)
    for each in rows.select_related("school"):
        found[each.student_id].append(each)
    return found


def _row(tie: Guardianship, held: list[Enrollment], *, adults_are_dependents: bool) -> TieRow:
    child = tie.student.person
    return TieRow(
        child,
        tie.relation,
        Tie(
            tie.portal_access,
            tie.starts_on,
            tie.ends_on,
            tie.barred,
            tie.barred_until,
            child.born_on,
            adults_are_dependents,
            tuple((each.starts_on, each.ends_on, each.school.portal_open) for each in held),
        ),
        frozenset(each.school_id for each in held),
        tuple(sorted({each.school.name for each in held})),
        tie.legal_guardian,
        tie.lives_with,
        tie.receives_mail,
    )


def near(today: date) -> Q:
    """Enrollments that show their student to family: of today, of the next year, lately ended."""
    return running(today - AROUND, today + AHEAD)


def barred(today: date) -> Q:
    """Guardianships from whose child a court keeps the adult today, as ``rules.is_barred`` says."""
    return Q(barred=True) & (Q(barred_until=None) | Q(barred_until__gte=today))


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
    dependents = District.objects.filter(
        pk=OuterRef("district_id"), adult_students_are_dependents=True
    )
    adult = Q(student__person__born_on__lte=eighteen_ago(today)) & ~Exists(dependents)
    return ties.exclude(barred(today)).exclude(adult)


#: If the student has an account that is open and was used. OFFSET keeps it a question of each row:
#: behind the wall PostgreSQL expects one account, and would compare each account with each student.
_IS_USED = RawSQL(
    "EXISTS (SELECT FROM people_account a WHERE a.person_id = people_enrollment.student_id"
    " AND a.is_active AND a.settled_at IS NOT NULL OFFSET 0)",
    (),
    output_field=BooleanField(),
)


def hearers_of(
    viewer: Sees, today: date, *,
    students: Collection[int] | None = None, persons: Collection[int] | None = None,
) -> dict[int, tuple[int, ...]]:  # fmt: skip
    """Who at home hears of whom today: by each person the students who are hers, among these.

    THE answer for whatever is sent: her guardians whose tie is open, with or without an account,
    and she herself where she has one of her own that was used and is open. A guardian's closed
    account is as none: what is sent to the address on file goes on, as the rights do.
    """
    there = Enrollment.objects.visible_to(viewer).filter(near(today), school__portal_open=True)
    ties = open_ties(viewer, today)
    if students is not None:
        there = there.filter(among("people_enrollment.student_id", students))
        ties = ties.filter(among("people_guardianship.student_id", students))
    if persons is not None:
        there, ties = there.filter(student_id__in=persons), ties.filter(person_id__in=persons)
    herself = there.filter(_IS_USED).annotate(hears=F("student_id"))
    pairs = ties.values_list("person_id", "student_id").union(
        herself.values_list("hears", "student_id")
    )
    found: dict[int, set[int]] = defaultdict(set)
    for person, student in pairs:
        found[person].add(student)
    return {person: tuple(sorted(theirs)) for person, theirs in found.items()}
