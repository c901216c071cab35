"""Handing pushes to the services of browsers' makers: encrypted (RFC 8291), signed, many at a time.

A service is a stranger that a browser named: it is asked over https at public addresses only
(``common/outward``), never led elsewhere, and cut off when it is slow.
"""

import base64
import hashlib
import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from socket import SHUT_RDWR, socket
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from py_vapid import VapidException
from pywebpush import WebPusher, WebPushException
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, PoolManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from openhouse.common import outward
from openhouse.notifications.models import Delivery
from openhouse.notifications.outcomes import SENT, Outcome
from openhouse.notifications.vapid import authorization

log = logging.getLogger(__name__)
State = Delivery.State
Priority = Delivery.Priority
#: Handed over at the same time.
AT_ONCE = 12
#: Seconds to connect and between two pieces of an answer, and for all of it.
PATIENCE, LONGEST = 4, 8
#: What a service is asked to keep where a phone is off, in seconds, and how urgent it is.
TTL = {Priority.EMERGENCY: 86_400, Priority.URGENT: 86_400}
URGENCY = {Priority.EMERGENCY: "high", Priority.URGENT: "high", Priority.BULK: "low"}
#: A service that asks for more patience is tried again after a day all the same.
MOST_PATIENCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A push as it goes over the wire."""

    endpoint: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What came of one, and why its subscription is to end, if it is."""

    outcome: Outcome
    ends: str = ""


class PushServices:
    """The services, spoken to by one worker over connections that it keeps for its turn."""

    def __init__(self) -> None:
        self.open: set[HTTPConnection] = set()
        self.pools = _pools(self.open)
        self.threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="push")
        self.tokens: dict[str, str] = {}

    def close(self) -> None:
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.pools.clear()

    def hand_over(self, deliveries: Sequence[Delivery]) -> list[Pushed]:
        """What comes of each; their subscriptions are read before."""
        begun = [self._begun(delivery) for delivery in deliveries]
        waiting = [each for each in begun if isinstance(each, Future)]
        _done, late = wait(waiting, timeout=LONGEST)
        if late:
            self._cut_off()
            wait(late, timeout=1)
        return [_result(each) if isinstance(each, Future) else each for each in begun]

    def _begun(self, delivery: Delivery) -> "Future[Pushed] | Pushed":
        subscription = delivery.subscription
        if subscription is None or subscription.ended_at:
            return Pushed(Outcome(State.REFUSED, "The browser takes no more"))
        if not outward.is_web(subscription.endpoint, here=settings.PUSH_ON_THIS_MACHINE):
            return _NOT_PUBLIC
        try:
            return self.threads.submit(self._post, self._sealed(delivery))
        except VapidException:
            return _NOT_PUBLIC
        except (WebPushException, ValueError, TypeError, LookupError):
            return Pushed(Outcome(State.REFUSED, "Its keys are none"), "Its keys are none")

    def _sealed(self, delivery: Delivery) -> Sealed:
        subscription: Any = delivery.subscription
        keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
        pusher = WebPusher({"endpoint": subscription.endpoint, "keys": keys})
        parts = urlsplit(subscription.endpoint)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.tokens:
            self.tokens[origin] = authorization(origin)
        headers = {
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(TTL.get(Priority(delivery.priority), 3 * 86_400)),
            "Urgency": URGENCY.get(Priority(delivery.priority), "normal"),
            "Topic": topic_of(delivery.reference),
            "Authorization": self.tokens[origin],
        }
        body: bytes = pusher.encode(delivery.text.encode())["body"]
        return Sealed(subscription.endpoint, body, headers)

    def _post(self, sealed: Sealed) -> Pushed:
        try:
            with self.pools.request(
                "POST",
                sealed.endpoint,
                body=sealed.body,
                headers=sealed.headers,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=Timeout(connect=PATIENCE, read=PATIENCE),
            ) as answer:
                return understood(answer.status, answer.headers.get("Retry-After"), _words(answer))
        except outward.NotAllowed:
            return _NOT_PUBLIC
        except (HTTPError, OSError, ValueError) as error:
            if isinstance(error.__cause__ or error.__context__, outward.NotAllowed):
                return _NOT_PUBLIC
            return Pushed(Outcome(State.WAITING, _short(error)))

    def _cut_off(self) -> None:
        """End the connections that are slow: whoever reads from one is woken."""
        for connection in list(self.open):
            with suppress(OSError, AttributeError):
                found: Any = connection.sock
                found.shutdown(SHUT_RDWR)


_NOT_PUBLIC = Pushed(
    Outcome(State.REFUSED, "Its address is not a public one"), "Its address is not a public one"
)
_LATE = Pushed(Outcome(State.WAITING, "The service does not answer"))


def _result(begun: "Future[Pushed]") -> Pushed:
    """A fault of ours holds up none of the others."""
    if not begun.done():
        return _LATE
    if (fault := begun.exception()) is not None:
        log.error("A push cannot be handed over", exc_info=fault)
        return Pushed(Outcome(State.WAITING, "It could not be handed over"))
    return begun.result()


def understood(status: int, retry_after: str | None, words: str = "") -> Pushed:
    """What the answer of a service means (RFC 8030, section 5)."""
    said = f"{status} {words}".strip()
    if 200 <= status < 300:
        return Pushed(SENT)
    if status in (403, 404, 410):  # 403: subscribed with another key of ours
        return Pushed(Outcome(State.REFUSED, said), said)
    if status == 429 or status >= 500:
        return Pushed(Outcome(State.WAITING, said, after=_patience(retry_after)))
    return Pushed(Outcome(State.WAITING if status in (401, 408) else State.REFUSED, said))


def _patience(retry_after: str | None) -> timedelta | None:
    """How long a service asks to be left alone: seconds or a date (RFC 9110, section 10.2.3)."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), MOST_PATIENCE)
    with suppress(ValueError, TypeError):
        at = parsedate_to_datetime(text)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return max(timedelta(), min(at - datetime.now(UTC), MOST_PATIENCE))
    return None


def topic_of(tag: str) -> str:
    """A later push of a topic takes the place of one that a phone has not got yet: at most 32 signs
    of base64url, and nothing of what the tag says."""
    return base64.urlsafe_b64encode(hashlib.sha256(tag.encode()).digest()[:24]).decode()


def _words(answer: BaseHTTPResponse) -> str:
    """The beginning of the answer's body, read so that the connection can be used again."""
    return " ".join(answer.read(4096).decode(errors="replace").split())[:200]


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def _pools(kept: set[HTTPConnection]) -> PoolManager:
    """Connections that go to public addresses only, and can be found again to be cut off."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket:
            kept.add(self)
            return outward.connected(self, here=settings.PUSH_ON_THIS_MACHINE)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket:
            kept.add(self)
            return outward.connected(self, here=settings.PUSH_ON_THIS_MACHINE)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    pools = PoolManager(num_pools=16, maxsize=AT_ONCE)
    pools.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return pools
