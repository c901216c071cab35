"""Announcing, changing what was announced, and taking it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from openhouse.ledger.actions import record
from openhouse.messages.announcing.desk import Desk
from openhouse.messages.models import Announcement


def announce(desk: Desk, said: dict[str, Any], now: datetime) -> Announcement:
    """Announce it; *said* are the columns that a form says."""
    ours = {} if desk.section is None else _of_the_class(desk)
    with transaction.atomic():
        one = Announcement(
            written_by_id=desk.viewer.person_id,
            written_by_name=desk.viewer.name[:250],
            written_at=now,
            **said,
            **ours,
        )
        one.save(force_insert=True)
        _told("announcement.made", desk, one)
    return one


def change(desk: Desk, one: Announcement, said: dict[str, Any]) -> None:
    """Change one that is not withdrawn; the line has what it said before."""
    with transaction.atomic():
        there = Announcement.objects.select_for_update().filter(pk=one.pk, withdrawn_at=None)
        found = there.first()
        if found is None:
            return
        before = _said(found)
        for name, value in said.items():
            setattr(found, name, value)
        found.save()
        if before != _said(found):
            _told("announcement.changed", desk, found, before)


def withdraw(desk: Desk, one: Announcement, now: datetime) -> None:
    """Take it back: no family reads it any more."""
    with transaction.atomic():
        there = Announcement.objects.filter(pk=one.pk, withdrawn_at=None)
        if there.update(withdrawn_at=now):
            _told("announcement.withdrawn", desk, one)


def _of_the_class(desk: Desk) -> dict[str, Any]:
    assert desk.section is not None
    return {"school_id": desk.section.school, "section_id": desk.section.id}


def _told(what: str, desk: Desk, one: Announcement, before: Any = None) -> None:
    record(
        what,
        actor=desk.viewer.person_id,
        about=one.pk,
        subject=one.title,
        before=before,
        after=_said(one),
    )


def _said(one: Announcement) -> dict[str, Any]:
    return {
        "school_id": one.school_id,
        "section_id": one.section_id,
        "grades": one.grades,
        "emergency": one.emergency,
        "language": one.language,
        "title": one.title,
        "body": one.body,
        "others": one.others,
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat(),
    }
