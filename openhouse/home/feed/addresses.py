"""The secret addresses: made, found again by their digest, ended."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from openhouse.access.enter import Address, Entry, enter
from openhouse.access.viewer import Child, Viewer, viewer_from
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.people.models import Account
from openhouse.schedule.models import CalendarFeed

#: That an address was asked is written down once in so long.
NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose calendar an address is, as she is at this moment, and the children in it."""

    feed: CalendarFeed
    viewer: Viewer
    children: tuple[Child, ...]
    entry: Entry


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def feeds_of(viewer: Viewer) -> list[CalendarFeed]:
    """Her addresses that work; none of the parent's while an office looks."""
    if viewer.look:
        return []
    with as_the_house():
        found = CalendarFeed.objects.filter(person_id=viewer.person_id, ended_at=None)
        return list(found.order_by("student_id", "pk"))


@transaction.atomic
def make(viewer: Viewer, child: Child | None, *, classes: bool) -> str:
    """A new secret for *child*, or for all children; the one before works no more."""
    secret = secrets.token_urlsafe(32)
    student = child.id if child else None
    with as_the_house():
        former = CalendarFeed.objects.filter(
            person_id=viewer.person_id, student_id=student, ended_at=None
        )
        former.update(ended_at=clock.now())
        CalendarFeed.objects.create(
            person_id=viewer.person_id,
            student_id=student,
            digest=_digest(secret),
            classes=classes,
            made_at=clock.now(),
        )
    person = viewer.person_id
    record("account.feed_made", actor=person, person=person, after={"student": student})
    return secret


@transaction.atomic
def end(viewer: Viewer, number: int) -> bool:
    """The address with this number works no more; False where it is not hers, or did not."""
    with as_the_house():
        mine = CalendarFeed.objects.filter(pk=number, person_id=viewer.person_id, ended_at=None)
        ended = mine.update(ended_at=clock.now())
    person = viewer.person_id
    if ended:
        record("account.feed_revoked", actor=person, person=person)
    return bool(ended)


def reader_of(secret: str, slug: str) -> Reader | None:
    """Enter as whoever made the address, exactly as she may today; None where that is nothing.

    The scope of the running transaction is hers afterwards: a guardianship that has ended, a court
    order or an account that was closed ends the calendar too.
    """
    with as_the_house():
        feed = CalendarFeed.objects.filter(digest=_digest(secret), ended_at=None).first()
        account = Account.objects.filter(person_id=feed.person_id).first() if feed else None
    entry = enter(Address(slug, "family"), account.pk if account else None)
    if feed is None or entry is None or not entry["account"]:
        return None
    viewer = viewer_from(entry, "family")
    wanted = [each for each in viewer.children if feed.student_id in (None, each.id)]
    if not wanted or not viewer.is_settled:
        return None
    return Reader(feed, viewer, tuple(wanted), entry)


def note_read(feed: CalendarFeed) -> None:
    """A calendar program has asked; said to the owner by the hour."""
    now = timezone.now()
    if feed.read_at is None or now - feed.read_at >= NOTED_EVERY:
        with as_the_house():
            CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
