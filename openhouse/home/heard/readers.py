"""Who hears of a student: her guardians whose tie is open today, and she herself."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from openhouse.access.ties import hearers_of
from openhouse.access.viewer import System
from openhouse.districts.models import Day
from openhouse.notifications.calm import rules
from openhouse.notifications.models_notices import NoticeChoice, NoticeRules, NoticeTimes
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


def times_of(persons: Collection[int]) -> dict[int, NoticeTimes]:
    """When each of *persons* wants to hear; who has said nothing has the defaults."""
    found = {each.person_id: each for each in NoticeTimes.objects.filter(person_id__in=persons)}
    return {person: found.get(person) or NoticeTimes(person_id=person) for person in persons}


def as_times(row: NoticeTimes) -> rules.Times:
    return rules.Times(row.pace, row.hour, row.weekday, row.quiet_from, row.quiet_until)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen of one kind about one child; ``ways`` None: nothing was."""

    ways: frozenset[str] | None
    below: object


def choices_of(persons: Collection[int]) -> dict[tuple[int, int, str], NoticeChoice]:
    """What *persons* have chosen, by person, student and kind."""
    rows = NoticeChoice.objects.filter(person_id__in=persons)
    return {(each.person_id, each.student_id, each.kind): each for each in rows}


def house_now(zone: ZoneInfo, today: date) -> rules.House:
    """The hours of the district in scope."""
    row = NoticeRules.objects.first() or NoticeRules()
    days = Day.objects.filter(on__range=(today - timedelta(3), today + timedelta(14)))
    known = dict.fromkeys(days.values_list("on", flat=True), False)
    known |= dict.fromkeys(days.filter(instructional=True).values_list("on", flat=True), True)
    return rules.House(
        zone,
        row.earliest,
        row.latest,
        row.hold_from,
        row.hold_until,
        timedelta(hours=row.head_start),
        timedelta(minutes=row.fold),
        lambda on: known.get(on, on.weekday() < 5),
    )
