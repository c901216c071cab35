"""Who hears of a student: her guardians whose tie is open today, and she herself."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from openhouse.access.ties import hearers_of
from openhouse.access.viewer import System
from openhouse.notifications.models_notices import NoticeChoice
from openhouse.people.models import Account

HOUSE = System()


def readers_of(students: Collection[int], today: date) -> dict[int, set[int]]:
    """The persons who may see each of *students* today, by the student's id.

    As ``openhouse_enter`` decides it of one (``access/sql/enter.sql``); a test holds the two
    together. A guardian without an account is among them, or with a closed one: her child is hers
    all the same. A student is only with an account of her own.
    """
    found: dict[int, set[int]] = defaultdict(set)
    for person, theirs in hearers_of(HOUSE, today, students=students).items():
        for student in theirs:
            found[student].add(person)
    return found


def children_of(persons: Collection[int], today: date) -> dict[int, set[int]]:
    """The students whom each of *persons* may see today, herself included."""
    found = hearers_of(HOUSE, today, persons=persons)
    return {person: set(found.get(person, ())) for person in persons}


def signed_up(students: Collection[int]) -> set[int]:
    """Those of *students* who have an account of their own: nobody waits for the others."""
    known = Account.objects.filter(person_id__in=students, is_active=True, settled_at__isnull=False)
    return set(known.values_list("person_id", flat=True))


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen of one kind about one child; ``ways`` None: nothing was."""

    ways: frozenset[str] | None
    below: object


def choices_of(persons: Collection[int]) -> dict[tuple[int, int, str], NoticeChoice]:
    """What *persons* have chosen, by person, student and kind."""
    rows = NoticeChoice.objects.filter(person_id__in=persons)
    return {(each.person_id, each.student_id, each.kind): each for each in rows}
