"""Who got a message and what became of it: from recipients and deliveries."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from openhouse.access.district import CurrentDistrict
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.messages.models import Message, Recipient
from openhouse.messages.sending.actions import tell_sent_again
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.writing import drafts_of
from openhouse.notifications.actions import send_off
from openhouse.notifications.models import Delivery
from openhouse.notifications.ways import ways_of

State = Delivery.State
#: On its way or there, and lost.
WELL = frozenset({State.WAITING, State.SENT, State.SHOWN})
LOST = frozenset({State.REFUSED, State.BOUNCED, State.GIVEN_UP, State.CANCELLED})


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery: by which way, how it stands, since when, and what was answered."""

    way: str
    state: str
    at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient: what went out to her, and when she read it in the portal."""

    person: int
    name: str
    students: tuple[int, ...]
    sent: tuple[Sent, ...]
    read_at: datetime | None

    @property
    def stands(self) -> str:
        """ "read", "waiting", "sent", "lost", or "none" where there was no way."""
        states = {one.state for one in self.sent}
        if self.read_at:
            return "read"
        if states & {State.SENT, State.SHOWN}:
            return "sent"
        if State.WAITING in states:
            return "waiting"
        return "lost" if states else "none"


def lines_of(message: Message) -> list[Line]:
    """Every recipient, by name. Of a message that its reader has proved hers to see."""
    with as_the_house():
        got = list(Recipient.objects.filter(message=message).order_by("called", "pk"))
        sent = _sent(message)
    return [
        Line(
            one.person_id,
            one.called,
            tuple(one.students),
            tuple(sent.get(one.person_id, ())),
            one.read_at,
        )
        for one in got
    ]


def _sent(message: Message) -> dict[int, list[Sent]]:
    found: dict[int, list[Sent]] = {}
    rows = Delivery.objects.filter(kind=message.kind, about=message.pk).order_by("pk")
    fields = ("person_id", "way", "state", "sent_at", "written_at", "answer")
    for person, way, state, sent_at, written_at, answer in rows.values_list(*fields):
        if person is not None:
            found.setdefault(person, []).append(Sent(way, state, sent_at or written_at, answer))
    return found


def counts_of(lines: Collection[Line]) -> Counter[str]:
    """How many stand how."""
    return Counter(line.stands for line in lines)


def send_again(
    desk: Desk, message: Message, district: CurrentDistrict, lines: Sequence[Line]
) -> int:
    """Send it to whom nothing has reached, by the ways that were not tried; to how many."""
    left = [line.person for line in lines if line.stands in ("lost", "none")]
    now = clock.now()
    with as_the_house():
        tried = set(
            Delivery.objects.filter(
                kind=message.kind, about=message.pk, person_id__in=left
            ).values_list("person_id", "way", "to", "subscription_id")
        )
        fresh = {
            person: [
                way
                for way in ways
                if (person, way.way, way.to if way.way != "push" else "", way.subscription)
                not in tried
            ]
            for person, ways in ways_of(left, message.kind).items()
        }
        again = list(Recipient.objects.filter(message=message, person_id__in=left))
        drafts = drafts_of(message, again, fresh, district, now)
        send_off(drafts, district)
    many = len({one.person_id for one in drafts})
    if many:
        tell_sent_again(desk, message, many)
    return many
