"""Whom making two records one lets see what, and whose work: a person reads it before she says so.

A court order is never lost by it: of two ties of one adult to one child the one that stays counts,
so where the order stands on the other, nothing is made one.
"""

from collections.abc import Collection

from django.db.models import Q

from openhouse.access.ties import barred, open_ties
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.districts.models import School
from openhouse.people.models import Guardianship, Person, StaffPost

#: An adult and a child, by their ids.
type Tie = tuple[int, int]
#: What somebody works as, and the id of the school; None is the whole district.
type Post = tuple[str, int | None]


def seen(person: int, named: int) -> set[Tie]:
    """Who sees whom today by the ties of *person*, who is called *named*. By the house."""
    ties = open_ties(System(), clock.today()).filter(_of(person))
    return _renamed(ties.values_list("person_id", "student_id"), person, named)


def order_lost(kept: int, gone: int) -> tuple[str, str] | None:
    """The names of an adult and the child from whom a court keeps her, where the record that stays
    has a tie of these two without that order; None for no such. By the house.
    """
    mine = {
        (_other(tie, kept), tie.student_id == kept): tie
        for tie in Guardianship.objects.visible_to(System()).filter(_of(kept))
    }
    theirs = Guardianship.objects.visible_to(System()).filter(_of(gone), barred(clock.today()))
    for tie in theirs.select_related("person", "student__person").order_by("pk"):
        there = mine.get((_other(tie, gone), tie.student_id == gone))
        if there is not None and not _as_long(there, tie):
            return str(tie.person), str(tie.student.person)
    return None


def orders_on(person: int) -> list[tuple[str, str]]:
    """Adult and child of each court order in force on a tie of *person*. By the house."""
    ties = Guardianship.objects.visible_to(System()).filter(_of(person), barred(clock.today()))
    return [
        (str(tie.person), str(tie.student.person))
        for tie in ties.select_related("person", "student__person").order_by("pk")
    ]


def posts(person: int) -> set[Post]:
    """What *person* works as, today or from a day to come. By the house."""
    mine = StaffPost.objects.filter(person=person).exclude(ends_on__lt=clock.today())
    return set(mine.values_list("role", "school"))


def called(gained: Collection[Post], kept: int) -> list[tuple[str, str, str]]:
    """The name of *kept*, and in order what she works as and where; "" is the whole district."""
    name = str(Person.objects.get(pk=kept))
    schools = dict(
        School.objects.filter(pk__in=[at for _role, at in gained if at]).values_list("pk", "name")
    )
    there = [(str(StaffPost.Role(role).label), schools.get(at or 0, "")) for role, at in gained]
    return [(name, *each) for each in sorted(there)]


def named(ties: Collection[Tie]) -> list[tuple[str, str]]:
    """The names of those of *ties*, in order. By the house."""
    people = {one for tie in ties for one in tie}
    names = {each.pk: str(each) for each in Person.objects.filter(pk__in=people)}
    return sorted((names[adult], names[child]) for adult, child in ties)


def _of(person: int) -> Q:
    return Q(person_id=person) | Q(student_id=person)


def _other(tie: Guardianship, one: int) -> int:
    return tie.person_id if tie.student_id == one else tie.student_id


def _as_long(there: Guardianship, tie: Guardianship) -> bool:
    """If the order on *there* lasts at least as long as the one on *tie*."""
    if not there.barred or there.barred_until is None or tie.barred_until is None:
        return there.barred and there.barred_until is None
    return there.barred_until >= tie.barred_until


def _renamed(ties: Collection[Tie], before: int, now: int) -> set[Tie]:
    return {(now if a == before else a, now if b == before else b) for a, b in ties}
