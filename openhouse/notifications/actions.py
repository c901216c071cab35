"""Writing to somebody: kept first, sent by a job after the transaction, or not at all."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from email.utils import make_msgid
from typing import Any, TypedDict, Unpack

from django.conf import settings
from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.common.addresses import whole
from openhouse.common.scope import as_the_house
from openhouse.notifications import unsubscribe
from openhouse.notifications.arriving import Bounce
from openhouse.notifications.lanes import lane_of, wake_after_commit
from openhouse.notifications.letters import (
    Letter,
    Push,
    Sender,
    aloud,
    as_html,
    as_payload,
    as_text,
)
from openhouse.notifications.models import Delivery
from openhouse.notifications.outcomes import without_addresses

Way = Delivery.Way
Priority = Delivery.Priority


def sender_of(district: CurrentDistrict) -> Sender:
    """The district as its e-mails show it."""
    return Sender(
        district.name,
        district.hue,
        district.help_email,
        district.help_phone,
        whole(f"/{district.slug}/"),
    )


class Whose(TypedDict, total=False):
    """What a draft may say beside its words: whose it is, what it is about, and how it goes."""

    #: Whose it is, and whom it is about.
    person: int | None
    student: int | None
    #: Whom it tells somebody at home of, and if its words are of each (``Delivery.students``).
    students: Sequence[int]
    of_each: bool
    #: One of ``Delivery.Priority``; without it, by the kind.
    priority: int | None
    #: Not handed over earlier.
    not_before: datetime | None
    #: The id of what it belongs to: of a message, a notice.
    about: int | None
    #: Where an e-mail is answered, if not at the help address.
    reply_to: str


def write(
    letter: Letter, to: str, *, kind: str, district: CurrentDistrict, person: int | None = None
) -> int:
    """Keep *letter* to the address *to* and hand it to a job; the id of the ``Delivery``.

    The words are in the language that is active now. Where the transaction is undone, the mail is
    never sent. *person* is whose it is, where that is known.
    """
    mail = draft(letter, to, kind=kind, district=district, person=person)
    send_off([mail], district)
    return int(mail.pk)


def draft(
    letter: Letter, to: str, *, kind: str, district: CurrentDistrict, **more: Unpack[Whose]
) -> Delivery:
    """An e-mail, not kept yet: of many, ``send_off`` keeps all at once."""
    sender = sender_of(district)
    stop = unsubscribe.link(district.slug, district.id, more.get("person"), to, kind)
    return _drafted(
        kind,
        district,
        more,
        to=to,
        subject=_one_line(letter.subject),
        text=as_text(letter, sender, stop),
        html=as_html(letter, sender, stop),
        reference=make_msgid(secrets.token_hex(16), settings.MAIL_FROM.rpartition("@")[2]),
    )


def draft_text(
    words: str, phone: str, *, kind: str, district: CurrentDistrict, **more: Unpack[Whose]
) -> Delivery:
    """A text message to *phone* (E.164, verified), not kept yet."""
    more_of_it = {"to": phone, "text": words, "reference": secrets.token_hex(16)}
    return _drafted(kind, district, more, way=Way.TEXT, **more_of_it)


def draft_call(
    words: str, phone: str, language: str, *, kind: str, district: CurrentDistrict,
    **more: Unpack[Whose],
) -> Delivery:  # fmt: skip
    """A call to *phone* (E.164, verified) that speaks *words*, not kept yet.

    *language* is one of ``letters.VOICES``.
    """
    more_of_it = {"to": phone, "text": words, "html": aloud(words, language)}
    more_of_it["reference"] = secrets.token_hex(16)
    return _drafted(kind, district, more, way=Way.CALL, **more_of_it)


def draft_push(
    push: Push, subscription: int, *, kind: str, district: CurrentDistrict, **more: Unpack[Whose]
) -> Delivery:
    """What a browser is to show, by the id of its ``PushSubscription``; not kept yet."""
    return _drafted(
        kind,
        district,
        more,
        way=Way.PUSH,
        subscription_id=subscription,
        text=as_payload(push),
        reference=push.tag[:120],
    )


def _drafted(kind: str, district: CurrentDistrict, more: Whose, **its: Any) -> Delivery:
    person, priority, not_before = (
        more.get("person"), more.get("priority"), more.get("not_before"),
    )  # fmt: skip
    if priority is None:
        priority = _priority_of(kind)
    delivery = Delivery(
        kind=kind,
        person_id=person,
        student_id=more.get("student"),
        students=list(more.get("students", ())),
        of_each=more.get("of_each", False),
        about=more.get("about"),
        reply_to=more.get("reply_to", ""),
        priority=priority,
        not_before=not_before,
        lane=lane_of(person or its.get("to", ""), priority),
        **its,
    )
    if not_before:
        delivery.next_try_at = not_before
    if district.slug == settings.MAIL_SHOWN_IN and delivery.way != Way.PUSH:
        delivery.state = Delivery.State.SHOWN
    return delivery


def _priority_of(kind: str) -> int:
    """Nobody waits for a way into her account behind the week's news."""
    return Priority.URGENT if kind.startswith("account.") else Priority.NORMAL


def send_off(drafts: Sequence[Delivery], district: CurrentDistrict) -> None:
    """Keep drafts; each that is not only shown is handed over once the transaction has ended."""
    now = timezone.now()
    with as_the_house():
        Delivery.objects.bulk_create(drafts, batch_size=1000)
        wake_after_commit(
            district.id,
            (
                one.lane
                for one in drafts
                if one.state == Delivery.State.WAITING
                and (one.not_before is None or one.not_before <= now)
            ),
        )


def take_back(kind: str, about: int) -> int:
    """Cancel what waits of *kind* about that one, and forget what it says; how many it were.

    What a worker has in its hands at this moment goes out and is not counted.
    """
    with as_the_house():
        waiting = Delivery.objects.select_for_update(skip_locked=True).filter(
            kind=kind, about=about, state=Delivery.State.WAITING
        )
        found = list(waiting.values_list("pk", flat=True))
        return Delivery.objects.filter(pk__in=found).update(
            state=Delivery.State.CANCELLED, subject="", text="", html="", reply_to=""
        )


def note_bounce(bounce: Bounce) -> bool:
    """Mark the mail that came back, with what its server said; False where none of ours did.

    A report is believed only with the Message-ID of a mail of this district that was sent: nobody
    guesses one. It changes what the desk shows beside the address, and nothing else.
    """
    with as_the_house():
        sent = Delivery.objects.filter(reference=bounce.reference, state=Delivery.State.SENT)
        return bool(
            sent.update(state=Delivery.State.BOUNCED, answer=without_addresses(bounce.said))
        )


def _one_line(text: str) -> str:
    """No header begins in a subject, whatever name stands in it."""
    return " ".join(text.split())[:200]
