"""A browser asks for pushes, or wants none any more."""

import base64
import binascii
import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from openhouse.common import outward
from openhouse.common.scope import as_the_house
from openhouse.common.signs import one_line
from openhouse.notifications.models import PushSubscription

#: Browsers of one person that get pushes; with one more the oldest gets none any more.
MOST = 20
LONGEST_ENDPOINT = 1000
#: Seconds in which a service's name is to be found.
PATIENCE = 2
_LOOKING_UP = ThreadPoolExecutor(2, thread_name_prefix="push-name")


class NotTaken(Exception):
    """What a browser sent is no subscription that the house takes; the words say why."""


class NotNow(Exception):
    """The name of the service is not found in time; later it may be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A subscription as a browser makes it, in base64url as it sends it."""

    endpoint: str
    p256dh: str
    auth: str
    device: str = ""
    app: str = PushSubscription.App.PARENT


def asked_in(body: bytes) -> Asked:
    """What the JSON of a browser asks (``PushSubscription.toJSON()``, with ``app`` and ``device``).

    Raises NotTaken where it is none, or leads to no public address.
    """
    try:
        said: Any = json.loads(body)
        keys, endpoint = said["keys"], str(said["endpoint"])
        asked = Asked(
            endpoint,
            str(keys["p256dh"]),
            str(keys["auth"]),
            one_line(_whole(str(said.get("device", ""))))[:80],
            PushSubscription.App(said.get("app", "parent")),
        )
        _check_keys(asked)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NotTaken("This is no subscription") from error
    _check_endpoint(asked.endpoint)
    return asked


def endpoint_in(body: bytes) -> str:
    """The endpoint that is to end; raises NotTaken where none is named."""
    try:
        return _whole(str(json.loads(body)["endpoint"]))[:LONGEST_ENDPOINT].replace("\0", "")
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NotTaken("This names no subscription") from error


def _whole(text: str) -> str:
    """Without halves of signs, which JSON may name and no data base keeps."""
    return text.encode("utf-8", "ignore").decode()


def _check_keys(asked: Asked) -> None:
    """Raises ValueError where one of the keys is none (RFC 8291, section 3)."""
    if len(asked.p256dh) > 100 or len(asked.auth) > 40:
        raise ValueError("A key is too long")
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(asked.p256dh))
    if len(_bytes(asked.auth)) != 16:
        raise ValueError("The secret has another length")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("This is not base64url") from error


def _check_endpoint(endpoint: str) -> None:
    """Raises NotTaken for anything but a public address over https; sending looks once more."""
    here = settings.PUSH_ON_THIS_MACHINE
    if (
        len(endpoint) > LONGEST_ENDPOINT
        or not endpoint.isascii()
        or not endpoint.isprintable()
        or not outward.is_web(endpoint, here=here)
    ):
        raise NotTaken("This is no address of a push service")
    parts = urlsplit(endpoint)
    looked_up = _LOOKING_UP.submit(
        outward.addresses_of, parts.hostname or "", parts.port or 443, here=here
    )
    try:
        looked_up.result(PATIENCE)
    except TooLate as error:
        looked_up.cancel()
        raise NotNow from error
    except OSError as error:
        raise NotTaken("This is no address of a push service") from error


def subscribe(person: int, asked: Asked, session_key: str) -> None:
    """Keep that the browser gets *person*'s pushes, and nobody else's of the district any more.

    It gets them as long as the session with *session_key* goes on: a phone that was lost is signed
    out from elsewhere, and hears nothing from then on.
    """
    now = timezone.now()
    with as_the_house():
        there = PushSubscription.objects.select_for_update().filter(
            endpoint=asked.endpoint, ended_at=None
        )
        found = there.first()
        if found and (found.person_id, found.p256dh, found.auth) == (
            person, asked.p256dh, asked.auth,
        ):  # fmt: skip
            there.update(app=asked.app, device=asked.device, session_key=session_key)
            return
        there.update(ended_at=now, why="The browser asked anew")
        PushSubscription.objects.create(
            person_id=person,
            endpoint=asked.endpoint,
            p256dh=asked.p256dh,
            auth=asked.auth,
            device=asked.device,
            app=asked.app,
            session_key=session_key,
        )
        hers = PushSubscription.objects.filter(person_id=person, ended_at=None).order_by("-pk")
        older = list(hers.values_list("pk", flat=True)[MOST:])
        hers.model.objects.filter(pk__in=older).update(ended_at=now, why="There are newer ones")


def unsubscribe(person: int, endpoint: str = "", why: str = "She wants none any more") -> int:
    """End the pushes of *person* to one browser, or to all of hers; how many ended."""
    with as_the_house():
        hers = PushSubscription.objects.filter(person_id=person, ended_at=None)
        if endpoint:
            hers = hers.filter(endpoint=endpoint)
        return hers.update(ended_at=timezone.now(), why=why[:200])


def follow(before: str, after: str) -> None:
    """The session with the key *before* goes on under the key *after*."""
    with as_the_house():
        there = PushSubscription.objects.filter(session_key=before or "-", ended_at=None)
        there.update(session_key=after)


def signed_in(keys: Iterable[str]) -> set[str]:
    """Those of *keys* whose session goes on."""
    live = Session.objects.filter(session_key__in=set(keys) - {""}, expire_date__gt=timezone.now())
    return set(live.values_list("session_key", flat=True))
