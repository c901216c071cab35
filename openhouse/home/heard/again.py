"""A notice that a child is not at school, which nobody read, goes once more by another way.

It is made anew of what its reader may see then.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from openhouse.access.district import CurrentDistrict, as_current
from openhouse.common import clock
from openhouse.common.rows import array, rows
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.home.heard.telling import Batch, batch_of, draft_of, facts_of
from openhouse.notifications.actions import send_off
from openhouse.notifications.again import Stand, by_itself, patience, stands, the_next, untried
from openhouse.notifications.calm import rules
from openhouse.notifications.calm.hours import as_times, house_now, times_of
from openhouse.notifications.kinds import Kind
from openhouse.notifications.models_notices import Notice
from openhouse.notifications.ways import Way

#: Persons of one part; and notices that went out earlier are left alone.
BATCH, LATELY = 200, timedelta(days=2)
#: What the deliveries that tell of attendance are called.
KINDS = (Kind.NOTICE_ATTENDANCE, "notice.bundle")
_UNREAD = """
SELECT n.id, n.person_id FROM notifications_notice n
WHERE n.state = 'out' AND n.kind = 'attendance' AND n.read_at IS NULL AND n.again_at IS NULL
  AND n.ended_at > %s
ORDER BY n.id
"""
_HELD = """
SELECT id FROM notifications_notice
WHERE id = ANY (%s::bigint[]) AND read_at IS NULL AND again_at IS NULL
ORDER BY id FOR UPDATE SKIP LOCKED
"""
Held = dict[int, list[Notice]]


def tell_again(district: District) -> int:
    """Send what was not read by another way; to how many persons it was looked for one."""
    with scope(district=district.pk, students=ALL, hat="system"):
        now, after = clock.now(), patience(Kind.NOTICE_ATTENDANCE)
        if after is None:
            return 0
        due = _due(district, now, after)
        held = _held_with(due)
        if not held:
            return 0
        _send(held, {one.person: one for one in due}, after, as_current(district))
        every = [notice.pk for those in held.values() for notice in those]
        Notice.objects.filter(pk__in=every).update(again_at=now)
    return len(held)


def _due(district: District, now: datetime, after: timedelta) -> list[Stand]:
    """What was sent and not read, of persons whom a phone may wake now; one thing of each."""
    unread = [number for number, _person in rows(_UNREAD, [now - LATELY])]
    found = {one.person: one for one in stands(KINDS, unread, after) if one.is_due}
    times = times_of(found)
    house = house_now(clock.zone(district.time_zone), clock.today())
    return [
        one
        for person, one in found.items()
        if rules.may_ring(rules.ATTENDANCE, now, house, as_times(times[person]))
    ][:BATCH]


def _held_with(due: list[Stand]) -> Held:
    """The notices that went out together with each, by person; theirs are no other worker's."""
    locked = {number for (number,) in rows(_HELD, [array(one.about for one in due)])}
    firsts = {notice.pk: notice for notice in Notice.objects.filter(pk__in=locked)}
    held: Held = defaultdict(list)
    together = Notice.objects.filter(
        person_id__in=[one.person_id for one in firsts.values()],
        ended_at__in=[one.ended_at for one in firsts.values()],
        state=Notice.State.OUT, kind=Notice.Kind.ATTENDANCE, again_at=None,
    )  # fmt: skip
    when = {one.person_id: one.ended_at for one in firsts.values()}
    for notice in together.order_by("at", "pk"):
        if notice.ended_at == when[notice.person_id]:
            held[notice.person_id].append(notice)
    return dict(held)


def _send(held: Held, stood: dict[int, Stand], after: timedelta, district: CurrentDistrict) -> None:
    batch = batch_of(held, clock.today(), district.id, anew=True)
    about = [one.about for person, one in stood.items() if person in held]
    others = untried({person: list(batch.ways[person]) for person in held}, KINDS, about)
    drafts = []
    for person in sorted(held):
        told = [fact for _notice, fact in facts_of(batch, person) if fact]
        for way in the_next(_wanted(batch, person, others[person])) if told else ():
            one = draft_of(way, told, batch, person, batch.times[person], district)
            one.about = stood[person].about
            drafts.append(by_itself(one, stood[person], after))
    send_off(drafts, district)


def _wanted(batch: Batch, person: int, ways: list[Way]) -> list[Way]:
    """Of *ways* those that she has not ruled out for one of these children."""
    chosen = [
        batch.choices.get((person, notice.student_id, rules.ATTENDANCE))
        for notice in batch.held[person]
    ]
    ruled = [set(one.ways) for one in chosen if one and one.ways is not None]
    return [way for way in ways if all(way.way in allowed for allowed in ruled)]
