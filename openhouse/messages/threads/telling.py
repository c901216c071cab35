"""Telling the other side that something was written: by e-mail and push, without a word of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.district import CurrentDistrict
from openhouse.common.addresses import address, whole
from openhouse.common.scope import as_the_house
from openhouse.messages.models_threads import Post, Side, Thread, ThreadRules
from openhouse.messages.threads.rules import OfficeHours, days_of, told_at
from openhouse.notifications.actions import draft, draft_push, send_off
from openhouse.notifications.kinds import OF_A_THREAD
from openhouse.notifications.letters import Letter, Push
from openhouse.notifications.models import Delivery
from openhouse.notifications.ways import MAIL, PUSH, Way, ways_of

State = Delivery.State
#: Who was told of a thread a moment ago is not told of the next line of it.
AGAIN = timedelta(minutes=10)


def tell(
    thread: Thread,
    post: Post,
    persons: Sequence[int],
    district: CurrentDistrict,
    not_before: datetime | None = None,
) -> None:
    """Write to *persons*, by each way that they want messages of teachers by."""
    if not persons:
        return
    drafts = []
    for person, ways in ways_of(_not_told_yet(thread, persons), OF_A_THREAD).items():
        for way in ways:
            with override(way.language or None):
                made = _draft(thread, post, person, way, district, not_before)
            if made is not None:
                drafts.append(made)
    if drafts:
        send_off(drafts, district)


def _not_told_yet(thread: Thread, persons: Sequence[int]) -> list[int]:
    with as_the_house():
        told = Delivery.objects.filter(
            kind=OF_A_THREAD, about=thread.pk, written_at__gt=timezone.now() - AGAIN
        )
        known = set(told.filter(person__in=persons).values_list("person_id", flat=True))
        return [one for one in persons if one not in known]


def _draft(
    thread: Thread,
    post: Post,
    person: int,
    way: Way,
    district: CurrentDistrict,
    not_before: datetime | None,
) -> Delivery | None:
    url = url_of(thread, to_family=post.side == Side.SCHOOL)
    about: dict[str, Any] = {
        "kind": OF_A_THREAD,
        "district": district,
        "person": person,
        "student": thread.student_id,
        "about": thread.pk,
        "not_before": not_before,
    }
    if way.way == MAIL:
        return draft(
            _letter(post, whole(url)),
            way.to,
            **about,
        )
    if way.way == PUSH and way.subscription:
        push = Push(_("A new message"), _("Open it to read it."), url, f"thread-{thread.pk}")
        return draft_push(
            push,
            way.subscription,
            **about,
        )
    return None


def url_of(thread: Thread, *, to_family: bool) -> str:
    """Where a side reads the thread."""
    if to_family:
        return address("thread", thread.student_id, thread.pk)
    return address("staff-thread", thread.pk)


def _letter(post: Post, url: str) -> Letter:
    if post.side == Side.SCHOOL:
        subject = _("A message from school")
        said = _("%(name)s has written to you.") % {"name": post.name}
    else:
        subject = _("A message from a family")
        said = _("A family has written to you.")
    return Letter(subject, (said,), link=(_("Read and reply"), url))


def hours_of(rules: ThreadRules) -> OfficeHours:
    """When staff are told."""
    return OfficeHours(days_of(rules.days), rules.from_time, rules.until_time)


def staff_told_at(rules: ThreadRules, now: datetime) -> datetime | None:
    """When staff are told of what a family writes at *now*; None: at once."""
    return told_at(timezone.localtime(now), hours_of(rules))


@dataclass(frozen=True, slots=True)
class Sent:
    """How far something came: by which way, and in which state of ``Delivery``."""

    way: str
    state: str

    @property
    def place(self) -> int:
        """The smaller, the better it came."""
        states = (State.SENT, State.SHOWN, State.WAITING)
        found = states.index(State(self.state)) if self.state in states else len(states)
        return 2 * found + (self.way != MAIL)


def deliveries_of(thread: Thread, persons: Sequence[int], since: datetime) -> dict[int, Sent]:
    """By person how far the best of the deliveries about the thread came since then."""
    found: dict[int, Sent] = {}
    with as_the_house():
        lines = Delivery.objects.filter(
            kind=OF_A_THREAD, about=thread.pk, person__in=persons, written_at__gte=since - AGAIN
        )
        for person, way, state in lines.values_list("person_id", "way", "state"):
            sent = Sent(way, state)
            if person is not None:
                found[person] = min(found.get(person, sent), sent, key=lambda one: one.place)
    return found
