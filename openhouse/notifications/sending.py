"""Working off a lane: what waits, the most urgent first, each handed over in a transaction.

A worker that is killed leaves the row as it was, and another hands it over again: nothing is lost.
Twice it goes only where the worker ended between the other side's yes and the COMMIT that follows
at once; decision 0024 says what that means for each way.
"""

import logging
import time
from collections.abc import Callable, Iterable

from django.utils import timezone

from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.notifications.by_mail import MailServer
from openhouse.notifications.lanes import locked, next_in, take
from openhouse.notifications.models import Delivery
from openhouse.notifications.outcomes import Outcome, keep

log = logging.getLogger(__name__)
State = Delivery.State
Way = Delivery.Way
#: Seconds after which a lane is put back into the queue: other jobs are not kept waiting longer.
LONGEST = 10.0
Due = list[tuple[int, str, int]]


class Run:
    """One worker's turn at one lane: its connections, and the ways that are shut for now."""

    def __init__(self, district: District, lane: int) -> None:
        self.district, self.lane = district, lane
        self.mails = MailServer(district)
        self.held: set[str] = {Way.PUSH, Way.TEXT}

    def close(self) -> None:
        self.mails.close()


def run(district: District, lane: int) -> bool:
    """Hand over what is due in the lane; True where time was up and more may wait."""
    until, turn = time.monotonic() + LONGEST, Run(district, lane)
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
        return next_in(turn.district.pk, turn.lane, turn.held)


def parts(found: Due) -> Iterable[Due]:
    """What is handed over together: each alone."""
    return ([one] for one in found)


def hand_over(turn: Run, part: Due) -> bool:
    """Hand over *part* in a transaction; False where another worker has the lane."""
    with scope(district=turn.district.pk, students=ALL, hat="system"):
        if not take(turn.district.pk, turn.lane):
            return False
        for delivery in locked(turn.lane, [number for number, *_ in part]):
            outcome = mailed(turn, delivery)
            if outcome.is_away:
                turn.held.add(delivery.way)
    return True


def mailed(turn: Run, mail: Delivery) -> Outcome:
    """Send an e-mail. It is written down as sent before it is: after the server's yes nothing is
    left to do but to commit."""
    text, html = mail.text, mail.html
    said = Delivery(
        to=mail.to, subject=mail.subject, reference=mail.reference, text=text, html=html
    )
    mail.state, mail.answer, mail.tries = State.SENT, "", mail.tries + 1
    mail.text, mail.html, mail.sent_at = "", "", timezone.now()
    fields = ["state", "answer", "tries", "text", "html", "sent_at"]
    mail.save(update_fields=fields)
    outcome = tried(turn.mails.hand_over, said)
    if outcome.state != State.SENT:
        mail.text, mail.html, mail.sent_at, mail.tries = text, html, None, mail.tries - 1
        keep(mail, outcome)
    return outcome


def tried(hand: Callable[[Delivery], Outcome], delivery: Delivery) -> Outcome:
    """What *hand* makes of it; a fault of ours holds up nobody else's."""
    try:
        return hand(delivery)
    except Exception:
        log.exception("A delivery cannot be handed over: %s", delivery.reference)
        return Outcome(State.WAITING, "It could not be handed over")
