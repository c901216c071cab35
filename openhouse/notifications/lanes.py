"""The lanes of the outbox: all that is of one person is in one, so it goes out in its order.

One worker at a time hands over what is in a lane. The lock is PostgreSQL's and belongs to the
transaction of one hand-over, so it ends with it, or with a worker that is killed; and it holds
behind a pool of connections, too, where a session's own would not. No wake-up is lost: who finds
the lane taken leaves it to its holder, who after each hand-over looks again.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from zlib import crc32

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from openhouse.common.rows import array, rows
from openhouse.common.scope import ALL, SET
from openhouse.notifications.models import Delivery

#: Workers that send at the same time in a district, at most; emergencies have as many of their own,
#: after the others, so that none waits for a hand-over that hangs.
LANES = 8
EVERY_LANE = range(2 * LANES)
#: The queue of what cannot wait: each worker has a slot for it, and takes it first everywhere.
EMERGENCY, FIRST = "emergency", 10
#: The job that works off a lane (``jobs.deliver``): it stands above the writing.
DELIVER = "notifications.deliver"
#: How many are looked up at a time. What is more urgent waits for no more than these.
AT_ONCE = 24
#: Tries after which one that is put off no longer holds up what was written after it.
HOLDS_UP = 5
#: What our locks begin with, among those of the database.
_LOCKS = 0x0B0C
_TODO = """
SELECT lane FROM unnest(%s::int[]) lane WHERE NOT EXISTS (
    SELECT FROM procrastinate_jobs
    WHERE status = 'todo' AND queueing_lock = 'deliver ' || %s || ' ' || lane)
"""
#: What is said of a text that is on its way; where its worker ends, nobody knows how far it came.
ON_ITS_WAY = "It is being handed over"
#: What a hand-over reads and writes of a delivery.
_READ = {
    *("id", "person_id", "way", "to", "subscription_id", "subject", "text", "html", "reference"),
    *("kind", "priority", "tries", "answer", "state", "next_try_at", "sent_at", "reply_to"),
}
_FIELDS = [one.attname for one in Delivery._meta.concrete_fields if one.attname in _READ]
_COLUMNS = ", ".join(f'd."{name}"' for name in _FIELDS)
#: What is due. What an address puts off holds up what was written to it later, for its order.
_DUE = """
    d.state = 'waiting' AND d.lane = %(lane)s AND d.next_try_at <= statement_timestamp()
    AND d.way <> ALL (%(held)s::text[])
    AND (d.way <> 'mail' OR d.priority <= %(mails)s) AND NOT EXISTS (
        SELECT FROM notifications_delivery e
        WHERE e.state = 'waiting' AND e.lane = d.lane AND e.tries BETWEEN 1 AND %(tries)s
          AND e.next_try_at > statement_timestamp() AND e.way = d.way AND e.priority = d.priority
          AND e.id < d.id AND e."to" = d."to" AND e.person_id IS NOT DISTINCT FROM d.person_id
          AND e.subscription_id IS NOT DISTINCT FROM d.subscription_id)
"""
_NEXT = f"""
SELECT d.id, d.way, COALESCE(d.person_id, -d.id), d.priority FROM notifications_delivery d
WHERE d.district_id = %(district)s AND {_DUE} ORDER BY d.priority, d.id LIMIT %(most)s
"""
_LOCKED = f"""
SELECT {_COLUMNS} FROM notifications_delivery d WHERE d.id = ANY (%(ids)s::bigint[]) AND {_DUE}
ORDER BY d.priority, d.id FOR UPDATE
"""
_TAKEN = f"""
WITH found AS ({_LOCKED}), written AS (
    UPDATE notifications_delivery w
    SET state = 'sent', answer = '', tries = w.tries + 1, sent_at = %(now)s, text = '', html = '',
        subject = '', reply_to = ''
    FROM found WHERE w.id = found.id)
SELECT * FROM found
"""
_CLAIMED = f"""
SELECT {_COLUMNS} FROM notifications_delivery d
WHERE d.id = ANY (%(ids)s::bigint[]) AND d.state = 'waiting' AND d.answer = %(on_its_way)s
ORDER BY d.priority, d.id FOR UPDATE
"""
_BUSY = """
SELECT DISTINCT lane FROM notifications_delivery
WHERE district_id = %s AND state = 'waiting' AND next_try_at <= statement_timestamp()
"""


def lane_of(whose: int | str, priority: int = Delivery.Priority.NORMAL) -> int:
    """The lane of a person's id, or of an address that is nobody's known; one of ``EVERY_LANE``."""
    first = LANES if priority == Delivery.Priority.EMERGENCY else 0
    return first + crc32(str(whose).encode()) % LANES


def is_urgent(lane: int) -> bool:
    """If the lane is one of those of emergencies."""
    return lane >= LANES


def wake_after_commit(district: int, lanes: Iterable[int]) -> None:
    """Let workers look into *lanes* once the running transaction has ended well.

    A server that dies in between loses nothing: each minute a job looks for what waits.
    """
    found = sorted(set(lanes))
    if found:
        transaction.on_commit(lambda: wake(district, found), robust=True)


def wake(district: int, lanes: Iterable[int]) -> None:
    """A job for each of *lanes* that has none waiting; not inside a transaction that goes on."""
    for (lane,) in rows(_TODO, [array(lanes), str(district)]):
        # where another has put one there at this moment, that one will do
        with suppress(AlreadyEnqueued), transaction.atomic():
            lock = f"deliver {district} {lane}"
            job = at_once(DELIVER, is_urgent(lane), queueing_lock=lock)
            job.defer(district=district, lane=lane)


def at_once(task: str, emergency: bool, **more: Any) -> Any:
    """A job of *task* to be deferred, before all others where it is an *emergency*."""
    first: dict[str, Any] = {"queue": EMERGENCY, "priority": FIRST} if emergency else {}
    return app.configure_task(task, **first, **more)


def busy(district: int) -> list[int]:
    """The lanes of the district in which something is due. Needs the district's scope."""
    return [lane for (lane,) in rows(_BUSY, [district])]


def next_in(
    district: int, lane: int, held: Iterable[str], mails: int
) -> list[tuple[int, str, int, int]]:
    """Id, way, whose and priority of what is due next, the ways in *held* left out, and e-mails
    that are less urgent than *mails*."""
    values = _values(lane, held) | {"district": district, "most": AT_ONCE, "mails": mails}
    return rows(_NEXT, values)


def take(district: int, lane: int) -> bool:
    """If the lane is this transaction's alone until it ends; it works as the house's from now on.

    The scope is set by the same statement: of an e-mail's two.
    """
    lock = _LOCKS << 48 | district << 8 | lane
    (found,) = rows(
        f"{SET}, pg_try_advisory_xact_lock(%s)", [str(district), ALL, "", "system", lock]
    )
    return bool(found[-1])


def written_as_sent(lane: int, number: int) -> Delivery | None:
    """One that is still due, as it was, and from now on sent if this transaction ends well."""
    values = _values(lane, ()) | {"ids": array([number]), "now": timezone.now()}
    found = rows(_TAKEN, values)
    return Delivery.from_db("default", _FIELDS, found[0]) if found else None


def locked(lane: int, ids: Iterable[int], *, claimed: bool = False) -> list[Delivery]:
    """Those of *ids* that are still due, in order, locked until the transaction ends; of *claimed*
    ones those that are on their way."""
    values = _values(lane, ()) | {"ids": array(ids), "on_its_way": ON_ITS_WAY}
    found = rows(_CLAIMED if claimed else _LOCKED, values)
    return [Delivery.from_db("default", _FIELDS, row) for row in found]


def _values(lane: int, held: Iterable[str]) -> dict[str, object]:
    shut = [str(way) for way in held]
    return {"lane": lane, "held": shut, "tries": HOLDS_UP, "mails": max(Delivery.Priority)}


def pause_after(tries: int) -> timedelta:
    """How long one waits that was put off *tries* times: 3, 9, 27 … seconds, a day at most."""
    return timedelta(seconds=min(3**tries, 86_400))
