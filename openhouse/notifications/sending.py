"""Working off a lane: what waits, the most urgent first, each handed over in a transaction.

A worker that is killed leaves the row as it was, and another hands it over again: nothing is lost.
Twice it goes only where the worker ended between the other side's yes and the COMMIT that follows
at once; decision 0026 says what that means for each way.
"""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from openhouse.common import clock
from openhouse.common.scope import ALL, own_scope, scope
from openhouse.districts.models import District
from openhouse.notifications import by_text
from openhouse.notifications.by_mail import MailServer
from openhouse.notifications.by_push import AT_ONCE, PushServices
from openhouse.notifications.by_text import claim
from openhouse.notifications.calm.hours import rules_now
from openhouse.notifications.closed import take_back_closed
from openhouse.notifications.kinds import Kind
from openhouse.notifications.lanes import is_urgent, locked, next_in, take, written_as_sent
from openhouse.notifications.limits import may_go
from openhouse.notifications.models import Delivery, PushSubscription
from openhouse.notifications.outcomes import SENT, Outcome, keep, kept_as_sent
from openhouse.notifications.subscribing import signed_in

log = logging.getLogger(__name__)
State = Delivery.State
Way = Delivery.Way
#: Seconds after which a lane is put back into the queue: other jobs are not kept waiting longer.
LONGEST = 10.0
#: The same of emergencies: no lane of them waits long for another.
LONGEST_URGENT = 1.0
#: Ways whose other side knows nothing again that comes twice (``by_text``).
ONCE = frozenset({Way.TEXT, Way.CALL})
Due = list[tuple[int, str, int, int]]


class Run:
    """One worker's turn at one lane: its connections, and the ways that are shut for now."""

    def __init__(self, district: District, lane: int) -> None:
        self.district, self.lane = district, lane
        self.mails = MailServer(district)
        self.pushes = PushServices()
        self.held: set[str] = set()
        #: E-mails go out that are at least so urgent: less, once the day's limit is reached.
        self.mails_up_to = max(Delivery.Priority) + 0

    def close(self) -> None:
        """Whatever is open."""
        self.mails.close()
        self.pushes.close()


def run(district: District, lane: int) -> bool:
    """Hand over what is due in the lane; True where time was up and more may wait."""
    longest = LONGEST_URGENT if is_urgent(lane) else LONGEST
    until, turn = time.monotonic() + longest, Run(district, lane)
    try:
        while found := _next(turn):
            for part in parts(found):
                if time.monotonic() > until:
                    return True
                if part[0][1] not in turn.held and not hand_over(turn, part):
                    return False  # another worker has it, and will look again
        return False
    finally:
        turn.close()


def _next(turn: Run) -> Due:
    with scope(district=turn.district.pk, students=ALL, hat="system"):
        while True:
            found = next_in(turn.district.pk, turn.lane, turn.held, turn.mails_up_to)
            if not take_back_closed(turn.district, [number for number, *_ in found]):
                return found


def parts(found: Due) -> Iterator[Due]:
    """What is handed over together: pushes that follow each other, each another person's; else one
    alone."""
    part: Due = []
    for one in found:
        _number, way, whose, _priority = one
        goes_with = way == Way.PUSH and part and part[0][1] == Way.PUSH and len(part) < AT_ONCE
        if part and not (goes_with and whose not in {each[2] for each in part}):
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def hand_over(turn: Run, part: Due) -> bool:
    """Hand over *part* in a transaction; False where another worker has the lane."""
    way, ids = part[0][1], [number for number, *_ in part]
    if way in ONCE and not _claimed(turn, ids):
        return False
    with own_scope():
        if not take(turn.district.pk, turn.lane):
            return False
        if way == Way.PUSH:
            pushed(turn, locked(turn.lane, ids))
        elif way == Way.MAIL:
            mailed(turn, ids[0], part[0][3])
        else:
            texted(turn, locked(turn.lane, ids, claimed=True))
    return True


def _claimed(turn: Run, ids: list[int]) -> bool:
    """Write down that texts are about to be handed over; False where another has the lane."""
    with own_scope():
        if not take(turn.district.pk, turn.lane):
            return False
        for delivery in locked(turn.lane, ids):
            claim(delivery)
    return True


def texted(turn: Run, texts: list[Delivery]) -> None:
    """Send texts, make calls. That they are about to go was written down before
    (``by_text.claim``)."""
    for text in texts:
        outcome = too_late_to_ring(turn, text) or tried(by_text.hand_over, text)
        keep(text, outcome)
        if outcome.is_away:
            turn.held.add(text.way)


def too_late_to_ring(turn: Run, call: Delivery) -> Outcome | None:
    """A call that a gateway put off into the night waits for the morning; but for danger, and for
    a code that somebody is waiting for."""
    if call.way != Way.CALL or call.kind != Kind.ATTENDANCE:
        return None
    hours, at = rules_now(), timezone.localtime(timezone=clock.zone(turn.district.time_zone))
    if hours.earliest <= at.time() < hours.latest:
        return None
    day = at.date() + timedelta(days=at.time() >= hours.latest)
    morning = datetime.combine(day, hours.earliest, at.tzinfo)
    return Outcome(State.WAITING, "Nobody is called at this hour", after=morning - at)


def pushed(turn: Run, pushes: list[Delivery]) -> None:
    """Send pushes, all at once; nothing goes to where she has ended them or is signed out."""
    subscriptions = PushSubscription.objects.in_bulk({push.subscription_id for push in pushes})
    live = signed_in(each.session_key for each in subscriptions.values())
    for push in pushes:
        found = subscriptions.get(push.subscription_id or 0)
        push.subscription = found if found and found.session_key in live else None
    answers = turn.pushes.hand_over(pushes) if pushes else []
    kept_as_sent([push for push, each in zip(pushes, answers, strict=True) if each.outcome == SENT])
    for push, each in zip(pushes, answers, strict=True):
        if each.outcome != SENT:
            keep(push, each.outcome)
        if each.ends:
            open_still = PushSubscription.objects.filter(
                pk=push.subscription_id or 0, ended_at=None
            )
            open_still.update(ended_at=timezone.now(), why=each.ends[:200])


def mailed(turn: Run, number: int, priority: int) -> None:
    """Send an e-mail. It is written down as sent before it is: after the server's yes nothing is
    left to do but to commit."""
    if not may_go(priority):
        turn.mails_up_to = min(turn.mails_up_to, priority - 1)
        return
    mail = written_as_sent(turn.lane, number)
    if mail is None:
        return
    outcome = tried(turn.mails.hand_over, mail)
    if outcome != SENT:
        keep(mail, outcome)
    if outcome.is_away:
        turn.held.add(Way.MAIL)


def tried(hand: Callable[[Delivery], Outcome], delivery: Delivery) -> Outcome:
    """What *hand* makes of it; a fault of ours holds up nobody else's."""
    try:
        return hand(delivery)
    except Exception:
        log.exception("A delivery cannot be handed over: %s", delivery.reference)
        return Outcome(State.WAITING, "It could not be handed over")
