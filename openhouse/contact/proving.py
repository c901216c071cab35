"""Whether a phone is hers: a code is texted to it or spoken on it, and she types it (E.164, six
digits)."""

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from openhouse.access.district import CurrentDistrict
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.contact.rules import CODE_DIGITS, CODES_AN_HOUR, MOST_TRIES, is_too_old
from openhouse.ledger.actions import record
from openhouse.notifications.actions import draft_call, draft_text, send_off
from openhouse.notifications.letters import VOICES
from openhouse.notifications.models import Delivery
from openhouse.notifications.models_contact import PhoneProof
from openhouse.notifications.queries import written_lately

CODE_TEXT = "account.phone_code"


def _digest(proof: PhoneProof, code: str, *, by_call: bool) -> str:
    salt = f"{CODE_TEXT}:{proof.pk}" + (":call" if by_call else "")
    return salted_hmac(salt, code, algorithm="sha256").hexdigest()


@transaction.atomic
def send_code(
    person: int, number: str, district: CurrentDistrict, *, by_call: bool = False
) -> bool:
    """Text a new code to *number*, or call it; False where that was done too often in the last
    hour."""
    if written_lately(CODE_TEXT, number) >= CODES_AN_HOUR:
        return False
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    with as_the_house():
        proof, _made = PhoneProof.objects.get_or_create(person_id=person, number=number)
        proof.digest = _digest(proof, code, by_call=by_call)
        proof.sent_at, proof.tries = clock.now(), 0
        proof.save(update_fields=["digest", "sent_at", "tries"])
    send_off([_with_code(code, number, district, person, by_call=by_call)], district)
    return True


def _with_code(
    code: str, number: str, district: CurrentDistrict, person: int, *, by_call: bool
) -> Delivery:
    more: Any = {"kind": CODE_TEXT, "district": district, "person": person}
    if by_call:
        language = get_language() or ""
        with override(language if language in VOICES else settings.LANGUAGE_CODE):
            words = _("Your code for %(district)s is: %(code)s. Nobody will ask you for it.")
            said = words % {"code": ", ".join(code), "district": district.name}
            return draft_call(said, number, get_language() or "", **more)
    words = _("%(code)s is your code for %(district)s. Nobody from the school will ask you for it.")
    said = words % {"code": code, "district": district.name}
    return draft_text(said, number, **more)


def waits_for_code(person: int, number: str) -> bool:
    """If a code to *number* is on its way that can still be typed."""
    with as_the_house():
        proof = PhoneProof.objects.filter(person_id=person, number=number).first()
    return bool(proof and proof.digest and not _is_over(proof))


def _is_over(proof: PhoneProof) -> bool:
    return proof.tries >= MOST_TRIES or is_too_old(proof.sent_at, clock.now())


@transaction.atomic
def prove(person: int, number: str, code: str) -> bool:
    """Take *code*; False where it is wrong, too old, or one try too many.

    Each try is counted in the row, which is held meanwhile: many at once are many tries.
    """
    with as_the_house():
        held = PhoneProof.objects.select_for_update()
        proof = held.filter(person_id=person, number=number).exclude(digest="").first()
        if proof is None or _is_over(proof):
            return False
        proof.tries += 1
        by_text, by_call = (
            constant_time_compare(proof.digest, _digest(proof, code, by_call=each))
            for each in (False, True)
        )
        right = by_text or by_call
        if right:
            # who gets texts on it already gets them still
            proof.by_call = by_call and (proof.by_call or proof.proved_at is None)
            proof.proved_at, proof.digest = clock.now(), ""
        proof.save(update_fields=["tries", "proved_at", "digest", "by_call"])
    if right:
        record("account.phone_verified", actor=person, person=person, subject=number)
    return right
