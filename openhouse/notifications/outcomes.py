"""What came of a hand-over, whatever the way."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from openhouse.notifications.lanes import pause_after
from openhouse.notifications.models import Delivery

State = Delivery.State
#: Tries before one is given up; with the pauses between them, more than a day.
MOST_TRIES = 11


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state afterwards (waiting: to be tried again), and what was answered.

    ``after``: not tried again earlier, where the other side said so. ``is_away``: it was nothing
    about this one; the whole way is shut for now.
    """

    state: str
    answer: str = ""
    after: timedelta | None = None
    is_away: bool = False


SENT = Outcome(State.SENT)
_ADDRESS = re.compile(r"<?[^\s<>,;:()]+@[^\s<>,;:()]+>?")


def without_addresses(answer: str) -> str:
    """What a mail server said, without the address that it says again: a sender reads it."""
    return " ".join(_ADDRESS.sub("…", answer).split())[:500]


def keep(delivery: Delivery, outcome: Outcome) -> None:
    """Write what came of it; what it said is forgotten once nothing more is to be tried."""
    delivery.tries += 1
    delivery.state, delivery.answer = outcome.state, without_addresses(outcome.answer)
    if outcome.state == State.WAITING and delivery.tries >= MOST_TRIES:
        delivery.state = State.GIVEN_UP
    if delivery.state == State.WAITING:
        pause = max(pause_after(delivery.tries), outcome.after or timedelta())
        delivery.next_try_at = timezone.now() + pause
    else:
        delivery.sent_at = timezone.now()
        delivery.text = delivery.html = ""  # a link in it opens an account
        delivery.subject = delivery.reply_to = ""  # a headline may say of a child what is missing
    delivery.save(
        update_fields=[
            *("tries", "state", "answer", "next_try_at", "sent_at"),
            *("subject", "text", "html", "reply_to"),
        ]
    )  # fmt: skip


def kept_as_sent(deliveries: Collection[Delivery]) -> None:
    """``keep`` for many that were taken, in one statement."""
    if deliveries:
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in deliveries]).update(
            state=State.SENT, answer="", tries=F("tries") + 1, sent_at=timezone.now(),
            subject="", text="", html="", reply_to="",
        )  # fmt: skip
