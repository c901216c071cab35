"""Mails that were written: counted, or shown where none is sent."""

from datetime import timedelta

from django.utils import timezone

from openhouse.common.scope import as_the_house
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
