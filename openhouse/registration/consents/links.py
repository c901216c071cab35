"""The link by which a guardian without an account here says yes or no.

It is signed and names whom it was mailed to: nothing is kept of it. It shows what she is asked in
one application and nothing else, and only while it waits for her.
"""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core import signing

from openhouse.access.viewer import System
from openhouse.common.scope import as_the_house
from openhouse.people.models import ContactPoint
from openhouse.registration.consents.waiting import by_number
from openhouse.registration.models_consents import Consent

_SALT = "registration.consents"
LASTS = timedelta(days=45)


def link_secret(row: Consent, district: int, email: str) -> str:
    """What the link in an e-mail to *email* holds: whom it asks, and in which application."""
    said = {"d": district, "c": row.pk, "e": _digest(email)}
    return signing.dumps(said, salt=_SALT, compress=True)


def _digest(email: str) -> str:
    return sha256(email.lower().encode()).hexdigest()[:16]


def asked_by(secret: str, district: int) -> list[Consent]:
    """What the owner of a link is still asked; empty for a link that is old, forged, of another
    district, or was mailed to an address that is hers no more."""
    try:
        said: dict[str, Any] = signing.loads(secret, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return []
    if said.get("d") != district:
        return []
    with as_the_house():
        first = Consent.objects.visible_to(System()).filter(pk=said["c"]).first()
        if first is None or not _is_hers(first, said["e"]):
            return []
        mine = Consent.objects.visible_to(System()).filter(application=first.application_id)
        mine = (
            mine.filter(person=first.person_id)
            if first.person_id
            else mine.filter(person=None, part=first.part_id)
        )
        numbers = list(mine.values_list("pk", flat=True))
    return by_number(numbers)


def _is_hers(row: Consent, digest: str) -> bool:
    """If the address is on file for her still; what a family wrote is as it was sent."""
    if row.person_id is None:
        return True
    mine = ContactPoint.objects.filter(person_id=row.person_id, kind="email")
    return digest in {_digest(one) for one in mine.values_list("value", flat=True)}
