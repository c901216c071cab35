"""Telling the other side that something was written: by e-mail and push, without a word of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.district import CurrentDistrict
from openhouse.common.addresses import whole, whole_page
from openhouse.common.scope import as_the_house
from openhouse.messages.models_threads import Post, Side, Thread, ThreadRules
from openhouse.messages.quiet import rings_for
from openhouse.messages.threads.addresses import addresses_of, line_above
from openhouse.messages.threads.rules import OfficeHours, days_of, told_at
from openhouse.notifications.actions import draft, draft_push, send_off
from openhouse.notifications.calm.choosing import ways_chosen
from openhouse.notifications.calm.hours import times_of
from openhouse.notifications.calm.rules import THREAD
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
    found = ways_of(_not_told_yet(thread, post, persons), OF_A_THREAD)
    side = Side.SCHOOL if post.side == Side.FAMILY else Side.FAMILY
    if side == Side.FAMILY:
        chosen = ways_chosen(persons, thread.student_id, THREAD)
        for person in found.keys() & chosen.keys():
            found[person] = [way for way in found[person] if way.way in chosen[person]]
    answers = addresses_of(thread, found, side)
    rings = _rings(found, post.at) if side == Side.FAMILY else {}
    for person, ways in found.items():
        then = rings.get(person, not_before)
        for way in ways:
            with override(way.language or None):
                answer = answers.get(person, "")
                made = _draft(thread, post, person, way, district, then, answer)
            if made is not None:
                drafts.append(made)
    if drafts:
        send_off(drafts, district)


def _rings(persons: Collection[int], now: datetime) -> dict[int, datetime]:
    """When those of a family are told who are not to be told now; staff have office hours."""
    with as_the_house():
        return rings_for(OF_A_THREAD, timezone.localtime(now), times_of(persons))


def _not_told_yet(thread: Thread, post: Post, persons: Sequence[int]) -> list[int]:
    """Those who were told of it no moment ago, and for whom nothing of it waits."""
    lately = Q(written_at__gt=timezone.now() - AGAIN)
    lately |= Q(state=State.WAITING, not_before__gt=post.at)
    with as_the_house():
        told = Delivery.objects.filter(lately, kind=OF_A_THREAD, about=thread.pk)
        known = set(told.filter(person__in=persons).values_list("person_id", flat=True))
        return [one for one in persons if one not in known]


def _draft(
    thread: Thread,
    post: Post,
    person: int,
    way: Way,
    district: CurrentDistrict,
    not_before: datetime | None,
    answer: str,
) -> Delivery | None:
    url = _url_of(thread, district.slug, to_family=post.side == Side.SCHOOL)
    about: dict[str, Any] = {
        "kind": OF_A_THREAD,
        "district": district,
        "person": person,
        "student": thread.student_id,
        "students": [thread.student_id] if post.side == Side.SCHOOL else [],
        "about": thread.pk,
        "not_before": not_before,
    }
    if way.way == MAIL:
        return draft(_letter(post, url, answer), way.to, reply_to=answer, **about)
    if way.way == PUSH and way.subscription:
        path = url.removeprefix(whole(""))
        words = (_("A new message"), _("Open it to read it."))
        push = Push(*words, path, f"thread-{thread.pk}", once=f"post-{post.pk}")
        return draft_push(push, way.subscription, **about)
    return None


def _url_of(thread: Thread, slug: str, *, to_family: bool) -> str:
    """The full address at which a side reads the thread; an answer by e-mail has no request."""
    if to_family:
        return whole_page(slug, "thread", student=thread.student_id, thread=thread.pk)
    return whole_page(slug, "staff-thread", thread=thread.pk)


def _letter(post: Post, url: str, answer: str) -> Letter:
    """*answer* is the address at which she answers; without one she does so in the portal."""
    if post.side == Side.SCHOOL:
        subject = _("A message from school")
        said = _("%(name)s has written to you.") % {"name": post.name}
    else:
        subject = _("A message from a family")
        said = _("A family has written to you.")
    above: tuple[str, ...] = ()
    how = _("Please answer in the portal: a reply to this e-mail does not get there.")
    if answer:
        above = (line_above(),)
        how = _(
            "Or answer by replying to this e-mail. What you write above the line goes into the"
            " conversation."
        )
    link = (_("Read and reply"), url)
    return Letter(subject, (*above, said), link=link, closing=(how,))


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
