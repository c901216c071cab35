"""Somebody has just come in: on which device, is it new, for how long (ACC-22, ACC-24)."""

import ipaddress
import secrets
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.access.requests import district_of
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.notifications.actions import write
from openhouse.notifications.queries import written_lately
from openhouse.people.models import Account
from openhouse.sign_in.forms import OWN_DEVICE
from openhouse.sign_in.models_devices import Device
from openhouse.sign_in.queries import in_her_language, owner_of
from openhouse.sign_in.rules import MOST_IN_AN_HOUR, OWN_DEVICE_LASTS
from openhouse.sign_in.safety import agents
from openhouse.sign_in.safety import letters as safety_letters
from openhouse.sign_in.safety.devices import digest_of

COOKIE = "openhouse_device"
#: As long as browsers keep a cookie at the most.
COOKIE_DAYS = 400
How = Device.How


def arrive(request: HttpRequest, answer: HttpResponse, account: Account) -> None:
    """Keep the device, how long its session lives, a line in the ledger; tell of a new device."""
    is_own = bool(request.session.pop(OWN_DEVICE, False))
    # Seconds, not a timedelta: that would end on a day, whether the device is used or not.
    own = int(OWN_DEVICE_LASTS.total_seconds())
    request.session.set_expiry(own if is_own else settings.SESSION_COOKIE_AGE)
    number = _number(request)
    _keep_number(answer, number)
    browser, system = agents.seen_in(request.headers.get("User-Agent", ""))
    how, place = _how(request, account), place_of(request)
    with as_the_house():
        first = not Device.objects.filter(person_id=account.person_id).exists()
        device, is_new = Device.objects.get_or_create(
            person_id=account.person_id,
            digest=digest_of(number),
            defaults={"signed_in_at": timezone.now(), "how": how},
        )
        _end_earlier(device, request)
        device.browser, device.system, device.place = browser, system, place
        device.how, device.is_own, device.signed_in_at = how, is_own, timezone.now()
        device.session_key = request.session.session_key or ""
        device.save()
    record(
        "sign_in.done",
        actor=account.person_id,
        person=account.person_id,
        after={"browser": browser, "system": system, "place": place, "how": how},
    )
    # Who has just opened her account with a code knows it; every later device is told of.
    if is_new and not (first and how == How.CODE):
        _tell(account, device, district_of(request))


def _number(request: HttpRequest) -> str:
    """The number in the browser's cookie; a new one where there is none of ours."""
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE))
    except signing.BadSignature:
        return secrets.token_urlsafe(24)


def _keep_number(answer: HttpResponse, number: str) -> None:
    answer.set_cookie(
        COOKIE,
        signing.dumps(number, salt=COOKIE),
        max_age=COOKIE_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _end_earlier(device: Device, request: HttpRequest) -> None:
    """One browser has one session: what it left open before is over."""
    if device.session_key and device.session_key != request.session.session_key:
        Session.objects.filter(session_key=device.session_key).delete()


def _how(request: HttpRequest, account: Account) -> str:
    """By what she proved who she is, from what allauth noted on the way."""
    records: list[dict[str, Any]] = get_authentication_records(request, account)
    methods = {record["method"] for record in records}
    if any(record.get("passwordless") for record in records):
        return How.PASSKEY
    if "socialaccount" in methods:
        return How.PROVIDER
    if "activation" in methods:
        return How.CODE
    return How.SECOND_STEP if "mfa" in methods else How.PASSWORD


def place_of(request: HttpRequest) -> str:
    """The visitor's internet address without its last part."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, ipaddress.IPv4Address):
        return str(address).rpartition(".")[0] + ".•"
    return ":".join(address.exploded.split(":")[:3]) + ":•"


def _tell(account: Account, device: Device, district: CurrentDistrict) -> None:
    """The mail about a new device."""
    kind = "account.new_device"
    with as_the_house():
        owner = owner_of(Account.objects.select_related("person").get(pk=account.pk))
        if not owner.email or written_lately(kind, owner.email) >= MOST_IN_AN_HOUR:
            return
        url = whole_page(district.slug, "forgot-password")
        with in_her_language(owner.person):
            words = agents.in_words(device.browser, device.system)
            letter = safety_letters.new_device(owner.name, words, device.place, clock.now(), url)
            write(letter, owner.email, kind=kind, district=district, person=owner.person)
