"""The secret addresses: made, found again by their digest, ended."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.access.district import CurrentDistrict
from openhouse.access.enter import Address, Entry, enter
from openhouse.access.viewer import Child, Viewer, viewer_from
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.ledger.queries import was_written
from openhouse.notifications.actions import write
from openhouse.notifications.letters import Letter
from openhouse.notifications.ways import MAIL, ways_of
from openhouse.people.models import Account, Person
from openhouse.schedule.models import CalendarFeed

#: That an address was asked is written down once in so long.
NOTED_EVERY = timedelta(hours=1)
#: What ends every way into an account that somebody else may have made, this one too.
ENDING = (
    "account.devices_ended",
    "account.password_reset",
    "account.reset_by_staff",
    "account.second_step_undone",
)


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
def make(viewer: Viewer, child: Child | None, district: CurrentDistrict, *, classes: bool) -> str:
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
    _tell(person, district)
    return secret


def _tell(person: int, district: CurrentDistrict) -> None:
    """To her addresses on file: whoever sat at her open page is not the only one to know."""
    name, page = (
        Person.objects.get(pk=person).first_name,
        whole_page(district.slug, "calendar-feeds"),
    )
    letter = Letter(
        _("A calendar address was made in your account"),
        (
            _("Hello %(name)s,") % {"name": name},
            _(
                "With it a calendar program shows what is on at school. Whoever has the address"
                " can read it."
            ),
        ),
        link=(_("See your calendar addresses"), page),
        closing=(_("That was not you? End the address there, and change your password."),),
    )
    for way in ways_of([person], "account.feed_made")[person]:
        if way.way == MAIL:
            write(letter, way.to, kind="account.feed_made", district=district, person=person)


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
    if feed is None or entry is None or not entry["account"] or _is_ended_with_all(feed):
        return None
    viewer = viewer_from(entry, "family")
    wanted = [each for each in viewer.children if feed.student_id in (None, each.id)]
    if not wanted or not viewer.is_settled:
        return None
    return Reader(feed, viewer, tuple(wanted), entry)


def _is_ended_with_all(feed: CalendarFeed) -> bool:
    """If since it was made she has signed out everywhere, or got the account back from somebody."""
    with as_the_house():
        return was_written(feed.person_id, ENDING, feed.made_at)


def note_read(feed: CalendarFeed) -> None:
    """A calendar program has asked; said to the owner by the hour."""
    now = timezone.now()
    if feed.read_at is None or now - feed.read_at >= NOTED_EVERY:
        with as_the_house():
            CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
