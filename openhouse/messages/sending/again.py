"""Sending anew by another way: by hand what did not arrive, by itself what was not opened in time.

By itself it happens once for each recipient of an emergency or of an attendance message: her row is
held from the look to the writing, so that neither two workers nor a killed one do it twice.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from openhouse.access.district import CurrentDistrict, as_current
from openhouse.access.ties import hearers_of
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.messages.models import Message, Recipient
from openhouse.messages.rules import rings_at
from openhouse.messages.sending.actions import tell_by_itself
from openhouse.messages.sending.outgoing import drafts_of
from openhouse.notifications.actions import send_off
from openhouse.notifications.again import Stand, by_itself, patience, stands, the_next, untried
from openhouse.notifications.kinds import Kind
from openhouse.notifications.ways import Way, ways_of

#: People of one part; and messages that went out earlier are left alone.
BATCH, LATELY = 200, timedelta(days=3)
MUST_ARRIVE = (Kind.EMERGENCY, Kind.ATTENDANCE)


def other_ways(message: Message, persons: Collection[int]) -> dict[int, list[Way]]:
    """By which ways each of *persons* could get it that were not tried."""
    return untried(ways_of(persons, message.kind), [message.kind], [message.pk])


def still_hers(got: Collection[Recipient], today: date) -> list[Recipient]:
    """Those who may see today a student whom it is about, each with those alone."""
    students = {student for one in got for student in one.students}
    hers, found = hearers_of(System(), today, students=students), []
    for one in got:
        if left := [student for student in one.students if student in hers.get(one.person_id, ())]:
            one.students = left
            one.told = {str(s): one.told[str(s)] for s in left} if one.told else {}
            found.append(one)
    return found


def send_unopened(district: District) -> int:
    """Send by another way what must arrive and was not opened; how many people were looked at.

    To whom it is due is found once, whatever their number; each part is a transaction of its own.
    """
    many = 0
    for one in _due_now(district):
        for first in range(0, len(one.persons), BATCH):
            with _jobs_of(district):
                part = one.persons[first : first + BATCH]
                many += _send_part(one, part, as_current(district), clock.now())
    return many


@contextmanager
def _jobs_of(district: District) -> Iterator[None]:
    with (
        timezone.override(clock.zone(district.time_zone)),
        scope(district=district.pk, students=ALL, hat="system"),
    ):
        yield


@dataclass(frozen=True, slots=True)
class Due:
    """A message, and the persons to whom it is due by another way, with what was sent to each."""

    message: Message
    after: timedelta
    persons: list[int]
    stood: dict[int, Stand]


def _due_now(district: District) -> list[Due]:
    found = []
    with _jobs_of(district):
        now = clock.now()
        for kind in MUST_ARRIVE:
            after = patience(kind)
            if after is None or rings_at(now, kind) > now:
                continue
            found += [_due_of(message, after, now) for message in _lately(kind, now)]
    return found


def _due_of(message: Message, after: timedelta, now: datetime) -> Due:
    stood = {one.person: one for one in stands([message.kind], [message.pk], after)}
    waiting = _waiting().filter(message=message).order_by("pk")
    persons = [
        person
        for person, since in waiting.values_list("person_id", "written_at")
        if (stood[person].is_due if person in stood else since <= now - after)
    ]
    return Due(message, after, persons, stood)


def _waiting() -> QuerySet[Recipient]:
    """Who has not opened it, and was not looked at."""
    return Recipient.objects.filter(again_at=None, read_at=None, removed_at=None)


def _lately(kind: str, now: datetime) -> QuerySet[Message]:
    there = Message.objects.visible_to(System()).filter(
        kind=kind, state=Message.State.SENT, done_at__gt=now - LATELY
    )
    return there.filter(Exists(_waiting().filter(message_id=OuterRef("pk")))).order_by("pk")


def _send_part(one: Due, persons: Collection[int], district: CurrentDistrict, now: datetime) -> int:
    """Of *persons* those whom no other worker has; how many they were."""
    there = _waiting().filter(message=one.message, person_id__in=persons)
    held = list(there.select_for_update(skip_locked=True))
    if held:
        _send(one.message, held, one.stood, one.after, district, now)
        Recipient.objects.filter(pk__in=[one.pk for one in held]).update(again_at=now)
    return len(held)


def _send(
    message: Message, held: list[Recipient], stood: dict[int, Stand], after: timedelta,
    district: CurrentDistrict, now: datetime,
) -> None:  # fmt: skip
    got = still_hers(held, now.date())
    others = other_ways(message, [one.person_id for one in got])
    ways = {person: the_next(theirs) for person, theirs in others.items()}
    drafts = drafts_of(message, got, ways, district, now)
    for one in drafts:
        by_itself(one, stood.get(one.person_id or 0), after)
    send_off(drafts, district)
    if many := len({one.person_id for one in drafts}):
        tell_by_itself(message, many)
