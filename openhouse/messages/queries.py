"""Announcements that a family should see now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openhouse.messages.models import Announcement


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement; ``school_name`` is empty when it is the whole district's."""

    title: str
    body: str
    school_name: str


def announcements_for(schools: Collection[int], on: date) -> list[Notice]:
    """What the district and these schools announce on a day, newest first, at most twenty."""
    rows = (
        Announcement.objects.filter(starts_on__lte=on, ends_on__gte=on)
        .filter(Q(school=None) | Q(school_id__in=list(schools)))
        .order_by("-starts_on", "-id")
        .values_list("title", "body", "school__name")[:20]
    )
    return [Notice(title, body, school or "") for title, body, school in rows]
