"""The e-mail addresses at which people answer in a thread: made, found again, ended."""

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.common.scope import as_the_house
from openhouse.messages.models_threads import Side, Thread, ThreadReply, ThreadRules
from openhouse.messages.threads.queries import rules_now
from openhouse.notifications.replies import SIGNS, Key, address_of, fits, is_set_up
from openhouse.people.models import Account, ContactPoint


def addresses_of(thread: Thread, persons: Collection[int], side: Side) -> dict[int, str]:
    """By person the address at which she answers; none for who has no account to write with."""
    if not is_set_up() or not persons:
        return {}
    if side == Side.FAMILY and rules_now().families == ThreadRules.Families.READ:
        return {}
    with as_the_house():
        accounts = Account.objects.filter(person_id__in=persons, is_active=True)
        whose = list(accounts.values_list("person_id", flat=True))
        made = [
            ThreadReply(thread_id=thread.pk, person_id=one, side=side, secret=secrets.token_hex(16))
            for one in whose
        ]
        ThreadReply.objects.bulk_create(made, ignore_conflicts=True)
        rows = ThreadReply.objects.filter(
            thread_id=thread.pk, person_id__in=whose, side=side, ended_at=None
        )
        return {row.person_id: address_of(row.district_id, row.pk, row.secret) for row in rows}


def row_of(keys: Iterable[Key], district: int) -> ThreadReply | None:
    """Whose address a mail is to; None where the house made none of *keys*."""
    for key in keys:
        if key.district == district:
            row = ThreadReply.objects.filter(pk=key.number).first()
            if row and fits(key, row.secret):
                return row
    return None


def end_addresses(thread: Thread, now: datetime) -> None:
    """Nobody answers in *thread* by e-mail any more."""
    with as_the_house():
        ThreadReply.objects.filter(thread_id=thread.pk, ended_at=None).update(ended_at=now)


def refused_in(viewer: Viewer, thread: Thread, since: datetime | None) -> str:
    """Why her last answer by e-mail is not in *thread*; "" once she has written there since."""
    row = ThreadReply.objects.filter(
        thread_id=thread.pk, person_id=viewer.person_id, refused_at__isnull=False
    ).first()
    if row is None or viewer.look or (since and row.refused_at and row.refused_at < since):
        return ""
    return row.refused


def written_from(person: int) -> set[str]:
    """The e-mail addresses that are truly hers, in small letters: on file, or confirmed by her.

    One that she only typed is nobody's yet.
    """
    filed = ContactPoint.objects.filter(person_id=person, kind=ContactPoint.Kind.EMAIL)
    confirmed = EmailAddress.objects.filter(user__person_id=person, verified=True)
    return {
        address.strip().lower()
        for address in (
            *filed.values_list("value", flat=True),
            *confirmed.values_list("email", flat=True),
        )
    }


def line_above() -> str:
    """The line above which the answer stands."""
    return f"{SIGNS} {_('Write your answer above this line')} {SIGNS}"
