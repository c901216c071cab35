"""Notices whose moment has come, by the hours of today."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from openhouse.common import clock
from openhouse.notifications.calm import rules
from openhouse.notifications.calm.hours import as_times, house_now, times_of
from openhouse.notifications.models_notices import Notice


def held_now(persons: Sequence[int], now: datetime, zone: ZoneInfo) -> dict[int, list[Notice]]:
    """Of each of *persons* the notices that go out *now*, held till the end of the transaction.

    When they were made the district, or she herself, may have had other hours: what is due in an
    hour in which nobody is told by the hours of today waits on until it is over.
    """
    house, times = house_now(zone, clock.today()), times_of(persons)
    held: dict[int, list[Notice]] = {person: [] for person in persons}
    due = Notice.objects.filter(state=Notice.State.HELD, due_at__lte=now, person_id__in=persons)
    for notice in due.order_by("at", "pk").select_for_update():
        hers = as_times(times[notice.person_id])
        when = rules.until_open(notice.kind, now, house, hers)
        if when > now:
            Notice.objects.filter(pk=notice.pk).update(due_at=when)
        else:
            held[notice.person_id].append(notice)
    return held
