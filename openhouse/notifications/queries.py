"""Mails that were written: counted, or shown where none is sent."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from openhouse.common.rows import LARGEST_ID
from openhouse.common.scope import as_the_house
from openhouse.notifications.limits import out_by
from openhouse.notifications.models import Delivery


def mails_shown(most: int = 100) -> list[Delivery]:
    """The newest *most* mails of the district that were shown instead of sent, newest first."""
    with as_the_house():
        return list(Delivery.objects.filter(state=Delivery.State.SHOWN).order_by("-id")[:most])


def written_lately(kind: str, to: str) -> int:
    """How many mails of *kind* were written to the address *to* in the last hour."""
    since = timezone.now() - timedelta(hours=1)
    with as_the_house():
        return Delivery.objects.filter(kind=kind, to__iexact=to, written_at__gte=since).count()


def done_by(
    deliveries: Collection[int] | None = None,
    *,
    more: int = 0,
    priority: int = Delivery.Priority.NORMAL,
) -> datetime:
    """When all e-mails that wait here, or those of *deliveries* alone, will have gone out by the
    mail server's daily limit; with *more*, as many of *priority* as are yet to be written.

    Without a limit, and where there is room, that is now, or the hour before which they may not go.
    """
    with as_the_house():
        waiting = Delivery.objects.filter(state=Delivery.State.WAITING, way=Delivery.Way.MAIL)
        if deliveries is not None:
            waiting = waiting.filter(pk__in=deliveries)
        elif more:
            waiting = waiting.filter(priority__lte=priority)
        lowest = waiting.aggregate(found=Max("priority"))["found"]
        lowest = priority if lowest is None else max(lowest, priority if more else lowest)
        of_it = waiting.filter(priority=lowest).aggregate(last=Max("pk"))
        until = waiting.aggregate(until=Max("next_try_at"))["until"] or timezone.now()
        last = LARGEST_ID if more else of_it["last"] or 0
        return out_by(lowest, last, until, more)
