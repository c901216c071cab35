"""Handing texts and calls to the gateways that the installation has (``TEXT_GATEWAY``,
``CALL_GATEWAY``), through ``apprise``.

No gateway knows a text or a call again that comes twice. So it is written down before that one is
on its way. Where a worker ends in between, or the gateway is silent, one that must arrive goes once
more; any other does not, and says that it may have arrived (decision 0026).
"""

import logging
import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from openhouse.notifications.lanes import ON_ITS_WAY
from openhouse.notifications.models import Delivery
from openhouse.notifications.outcomes import SENT, Outcome, keep

State = Delivery.State
#: A number as E.164 has it.
NUMBER = re.compile(r"\+[1-9]\d{6,14}")
#: Longer than a gateway is waited for: after it, the worker that had it is gone.
ITS_TURN = timedelta(minutes=2)
_STATUS = re.compile(r"error=(\d{3})")
#: Answers of a gateway that are not about this one text.
_LATER = (401, 402, 403, 407, 408, 425, 429)
_UNSURE = "It may have arrived: it was not heard whether it was taken"


def claim(text: Delivery) -> None:
    """Write down that *text* is about to be handed over; where it was once before, see above."""
    if text.answer == ON_ITS_WAY and not must_arrive(text):
        keep(text, Outcome(State.GIVEN_UP, _UNSURE))
        return
    text.answer, text.next_try_at = ON_ITS_WAY, timezone.now() + ITS_TURN
    text.save(update_fields=["answer", "next_try_at"])


def must_arrive(text: Delivery) -> bool:
    """If twice is better than never: an emergency, attendance, a way into an account."""
    return text.priority <= Delivery.Priority.URGENT


def hand_over(text: Delivery) -> Outcome:
    """Give *text*, which may be a call, to its gateway, and what came of it."""
    is_call = text.way == Delivery.Way.CALL
    url = settings.CALL_GATEWAY if is_call else settings.TEXT_GATEWAY
    if not url:
        what = "makes no calls" if is_call else "sends no texts"
        return Outcome(State.REFUSED, f"This installation {what}")
    if not NUMBER.fullmatch(text.to):
        return Outcome(State.REFUSED, "This is not one phone number")
    import apprise

    gateway = apprise.Apprise()
    gateway.add(url.replace("{to}", quote(text.to, safe="")))
    body = text.html if is_call and url.startswith("twilio:") else text.text
    listening: Any = apprise.LogCapture
    with listening(level=logging.DEBUG) as said:
        if gateway.notify(body=body, body_format=apprise.NotifyFormat.TEXT):
            return SENT
        return understood(said.getvalue(), text)


def understood(said: str, text: Delivery) -> Outcome:
    """What a gateway's no means, by what ``apprise`` writes of it."""
    if status := _STATUS.search(said):
        code = int(status[1])
        gone = 400 <= code < 500 and code not in _LATER
        return Outcome(State.REFUSED if gone else State.WAITING, f"The gateway says {code}")
    if "timed out" in said and "connect timeout" not in said and not must_arrive(text):
        return Outcome(State.GIVEN_UP, _UNSURE)
    return Outcome(State.WAITING, "The gateway does not answer", is_away=True)
