"""Where somebody is signed in, and ending it there."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth import HASH_SESSION_KEY, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from openhouse.access.sessions import SessionStore
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.ledger.queries import Line, lines_about
from openhouse.notifications.subscribing import follow
from openhouse.people.models import Account
from openhouse.sign_in.models_devices import Device


@dataclass(frozen=True, slots=True)
class Place:
    """A device with a session that goes on; *seen_at* is right to the minute."""

    device: Device
    seen_at: datetime
    is_here: bool


def digest_of(number: str) -> str:
    """What is kept of the number in a browser's cookie."""
    return hashlib.sha256(number.encode()).hexdigest()


def places_of(account: Account, here: str | None) -> list[Place]:
    """Where *account* is signed in, this browser first; *here* is the key of its session."""
    devices = Device.objects.filter(person_id=account.person_id).exclude(session_key="")
    live = _live(account, [device.session_key for device in devices])
    found = [
        Place(
            device,
            max(live[device.session_key], device.signed_in_at),
            device.session_key == here,
        )
        for device in devices
        if device.session_key in live
    ]
    return sorted(found, key=lambda place: (place.is_here, place.seen_at), reverse=True)


def _live(account: Account, keys: Iterable[str]) -> dict[str, datetime]:
    """Those of *keys* whose session is not over, each with when it was last used."""
    found = {}
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    for session in sessions:
        data = SessionStore().decode(session.session_data)
        proof = str(data.get(HASH_SESSION_KEY, ""))
        # A session from before a new password is over, though its row is still there.
        if constant_time_compare(proof, account.get_session_auth_hash()):
            minute = int(data.get("minute", 0))
            found[str(session.session_key)] = datetime.fromtimestamp(minute * 60, UTC)
    return found


def sign_ins_of(person: int) -> list[Line]:
    """The last sign-ins of *person*, newest first."""
    return lines_about(person, kinds="sign_in.", most=20)


def end_device(account: Account, number: int) -> bool:
    """Sign out the device numbered *number*; False where it is not hers."""
    device = Device.objects.filter(person_id=account.person_id, pk=number).first()
    if device is None:
        return False
    Session.objects.filter(session_key=device.session_key).exclude(session_key="").delete()
    with as_the_house():
        Device.objects.filter(pk=device.pk).update(session_key="")
    record("account.device_ended", actor=account.person_id, person=account.person_id)
    return True


def end_sessions(account: Account, *, but: str | None = None) -> None:
    """End every session of *account* but the one with the key *but*, of whatever device."""
    # The session says in plain JSON whose it is (access/sessions.py).
    mark = f'"_auth_user_id":"{account.pk}"'
    Session.objects.filter(session_data__contains=mark).exclude(session_key=but or "").delete()


def end_sessions_of(accounts: Sequence[int]) -> None:
    """End every session of all of *accounts*, in one look through the sessions."""
    if accounts:
        numbers = "|".join(map(str, accounts))
        mark = f'"_auth_user_id":"({numbers})"'
        Session.objects.filter(session_data__regex=mark).delete()


def end_others(request: HttpRequest, account: Account) -> None:
    """Sign out everywhere but here."""
    end_sessions(account, but=request.session.session_key)
    record("account.devices_ended", actor=account.person_id, person=account.person_id)


def stay_here(request: HttpRequest, account: Account, *, others_end: bool) -> None:
    """After a new password: this browser stays in, under a new key; the others may not."""
    before = request.session.session_key
    update_session_auth_hash(request, account)
    after = request.session.session_key
    with as_the_house():
        same = Device.objects.filter(person_id=account.person_id, session_key=before or "-")
        same.update(session_key=after or "")
    follow(before or "", after or "")
    if others_end:
        end_sessions(account, but=after)
