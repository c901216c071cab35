"""Taking back what waits about a child who is not its reader's any more, or at an address that is
not hers any more."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from openhouse.access.ties import hearers_of
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.districts.models import District
from openhouse.notifications.models import Delivery
from openhouse.notifications.ways import standings

State, Way = Delivery.State, Delivery.Way
#: What was written so lately went by the ties and to the addresses that stand.
LATELY = timedelta(minutes=2)
WHY = "The child is not open to its reader any more"
WHY_NOT_THERE = "Its reader is not to be told there any more"


def take_back_closed(district: District, ids: Collection[int]) -> int:
    """Cancel those of *ids* that waited while a guardianship ended, or while their address was put
    right or turned off, and forget what they say.

    A mail waits overnight, for its server, or for the next day; who was barred in between reads
    nothing of what was written before, nor does whoever has an address that is not hers any more.
    How many it were. Needs the district's scope.
    """
    waited = _waiting().filter(pk__in=ids, written_at__lt=timezone.now() - LATELY)
    found = list(
        waited.exclude(students=[]).filter(person_id__isnull=False)
        .only("person_id", "students", "of_each", "kind", "way", "to")
    )  # fmt: skip
    if not found:
        return 0
    closed = _closed(district, found)
    return _cancelled(closed, WHY) + _cancelled(_gone_from(found) - closed, WHY_NOT_THERE)


def _closed(district: District, found: Iterable[Delivery]) -> set[int]:
    """Those of *found* of whose students one is not open to the reader, or none is."""
    students = {student for one in found for student in one.students}
    with timezone.override(clock.zone(district.time_zone)):
        hers = hearers_of(System(), clock.today(), students=students)
    return {
        one.pk for one in found
        if not (all if one.of_each else any)(
            student in hers.get(one.person_id or 0, ()) for student in one.students
        )
    }  # fmt: skip


def _gone_from(found: Iterable[Delivery]) -> set[int]:
    """Those of *found* that are to an address or phone that is their reader's no more, or by which
    she wants no more of the kind. Of a browser that has ended it is known where it is sent."""
    by_kind: dict[str, list[Delivery]] = defaultdict(list)
    for one in found:
        if one.way != Way.PUSH:
            by_kind[one.kind].append(one)
    gone = set()
    for kind, those in by_kind.items():
        known = {
            (person, each.way.way, each.way.to.lower())
            for person, hers in standings({one.person_id or 0 for one in those}, kind).items()
            for each in hers
            if each.on
        }
        gone |= {one.pk for one in those if (one.person_id, one.way, one.to.lower()) not in known}
    return gone


def _cancelled(which: Collection[int], why: str) -> int:
    if not which:
        return 0
    held = _waiting().select_for_update(skip_locked=True).filter(pk__in=which)
    return Delivery.objects.filter(pk__in=list(held.values_list("pk", flat=True))).update(
        state=State.CANCELLED, answer=why, subject="", text="", html="", reply_to=""
    )


def _waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=State.WAITING)
