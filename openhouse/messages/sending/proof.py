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
from openhouse.messages.sending.again import other_ways, still_hers
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.outgoing import drafts_of
from openhouse.notifications.actions import send_off
from openhouse.notifications.models import Delivery

State = Delivery.State
_BY_ITSELF = ("waited", "instead_of")


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery: by which way, how it stands, since when, and what was answered.

    ``waited``: it went by itself, as what it stands ``instead_of`` was not opened in so many hours.
    """

    way: str
    state: str
    at: datetime | None
    answer: str
    waited: int | None = None
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient: what went out to her, when she read it in the portal, and if it was looked for
    another way by itself."""

    person: int
    name: str
    students: tuple[int, ...]
    sent: tuple[Sent, ...]
    read_at: datetime | None
    looked: bool = False

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
    """Every recipient, as the page before it was sent had them. Of a message that is hers to see.

    An office's by family name, a teacher's by how she calls them: by the student.
    """
    by = ("called",) if message.section_id else ("person__family_name", "person__given_name")
    with as_the_house():
        there = Recipient.objects.filter(message=message).order_by(*by, "pk")
        got = list(there.values_list("person_id", "called", "students", "read_at", "again_at"))
        sent = _sent(message)
    return [
        Line(person, name, tuple(students), tuple(sent.get(person, ())), read, again is not None)
        for person, name, students, read, again in got
    ]


def _sent(message: Message) -> dict[int, list[Sent]]:
    found: dict[int, list[Sent]] = {}
    rows = Delivery.objects.filter(kind=message.kind, about=message.pk).order_by("pk")
    fields = ("person_id", "way", "state", "sent_at", "written_at", "answer")
    for person, way, state, sent_at, written_at, *more in rows.values_list(*fields, *_BY_ITSELF):
        if person is not None:
            found.setdefault(person, []).append(Sent(way, state, sent_at or written_at, *more))
    return found


def counts_of(lines: Collection[Line]) -> Counter[str]:
    """How many stand how."""
    return Counter(line.stands for line in lines)


def _not_reached(lines: Sequence[Line]) -> list[int]:
    return [line.person for line in lines if line.stands in ("lost", "none")]


def has_another_way(message: Message, lines: Sequence[Line]) -> bool:
    """If there is a way that was not tried to any of those whom nothing has reached."""
    left = _not_reached(lines)
    if not left:
        return False
    with as_the_house():
        return any(other_ways(message, left).values())


def send_again(
    desk: Desk, message: Message, district: CurrentDistrict, lines: Sequence[Line]
) -> int:
    """Send it to whom nothing has reached, by the ways that were not tried; to how many."""
    left, now = _not_reached(lines), clock.now()
    with as_the_house():
        there = Recipient.objects.filter(message=message, person_id__in=left)
        again = still_hers(there, now.date())
        ways = other_ways(message, [one.person_id for one in again])
        drafts = drafts_of(message, again, ways, district, now)
        send_off(drafts, district)
    many = len({one.person_id for one in drafts})
    if many:
        tell_sent_again(desk, message, many)
    return many
