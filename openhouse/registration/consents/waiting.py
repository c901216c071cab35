"""Whose consent waits, and for which child."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from openhouse.access.rules import eighteen_ago
from openhouse.access.ties import barred
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.scope import as_the_house
from openhouse.districts.models import District
from openhouse.people.models import Guardianship
from openhouse.registration.models_consents import Consent


def deciding_ties() -> QuerySet[Guardianship]:
    """The ties of who decides for a child today: a legal guardian whom no court keeps from it.

    From 18 on the right is the student's own, unless the district says otherwise.
    """
    today = clock.today()
    dependents = District.objects.filter(
        pk=OuterRef("district_id"), adult_students_are_dependents=True
    )
    adult = Q(student__person__born_on__lte=eighteen_ago(today)) & ~Exists(dependents)
    ties = Guardianship.objects.visible_to(System()).filter(running(today), legal_guardian=True)
    return ties.exclude(barred(today)).exclude(adult)


def still_asked(rows: QuerySet[Consent]) -> QuerySet[Consent]:
    """Those of *rows* that wait for a word today: of a child that is not decided to its end, by who
    still decides for it, and whom no court keeps from a child that was new. Read by the house."""
    hers = deciding_ties().filter(
        person_id=OuterRef("person_id"), student_id=OuterRef("student_id")
    )
    kept_away = Guardianship.objects.visible_to(System()).filter(
        barred(clock.today()), person_id=OuterRef("part__person_id"),
        student_id=OuterRef("candidate__student_id"),
    )  # fmt: skip
    return rows.filter(
        Q(student=None) & ~Exists(kept_away) | Q(Exists(hers)), answered_at=None, open=True
    )


def still_needed(rows: QuerySet[Consent]) -> QuerySet[Consent]:
    """Those of *rows* that a school waits for: asked still, nobody goes on without them, and no
    other guardian has said no, by which it is not given whatever is answered. Read by the house."""
    no = newest(Consent.objects.visible_to(System())).filter(
        candidate=OuterRef("candidate"), key=OuterRef("key"), agreed=False
    )
    return still_asked(rows).filter(excused_at=None).exclude(Exists(no))


def newest(rows: QuerySet[Consent]) -> QuerySet[Consent]:
    """Those of *rows* that count: to which nothing else was said later. Read by the house."""
    later = Consent.objects.visible_to(System()).filter(replaces=OuterRef("pk"))
    return rows.exclude(Exists(later))


def said_before(row: Consent, known: Mapping[int, Consent]) -> list[Consent]:
    """What she said until *row*, the newest first; *known* are all her rows, by id."""
    found, each = [], known.get(row.replaces_id or 0)
    while each is not None:
        found.append(each)
        each = known.get(each.replaces_id or 0)
    return found


def waits_for(viewer: Viewer) -> list[Consent]:
    """What *viewer* herself is asked, the oldest first: one statement."""
    with as_the_house():
        rows = still_asked(Consent.objects.visible_to(viewer))
        return list(whole(rows.filter(person=viewer.person_id)))


def by_number(numbers: Iterable[int]) -> list[Consent]:
    """Those of the rows with these ids that wait still."""
    with as_the_house():
        rows = Consent.objects.visible_to(System()).filter(pk__in=list(numbers))
        return list(whole(still_asked(rows)))


def waiting_children(candidates: Iterable[int]) -> set[int]:
    """The children for whom somebody's word is not there yet: that, and not whose, is all that the
    home of the application learns."""
    with as_the_house():
        rows = Consent.objects.visible_to(System()).filter(candidate__in=list(candidates))
        return set(still_needed(rows).values_list("candidate_id", flat=True))


def whole(rows: QuerySet[Consent]) -> QuerySet[Consent]:
    """With all that a page says of each, the oldest first."""
    found = rows.select_related(
        "application__version", "application__window", "candidate__school", "student__person"
    )
    return found.order_by("asked_at", "pk")
