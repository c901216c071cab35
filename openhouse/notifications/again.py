"""Another way by itself: for what must arrive, an emergency and attendance, and was not opened.

After the hours that a district gives it (``NoticeRules``), or at once where nothing arrived, it
goes once more by the next way that was not used. Who finds what was not opened holds its row until
that is written (``messages.sending.again``, ``home.heard.again``), so no two workers do it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from openhouse.common.rows import array, rows
from openhouse.notifications.calm.hours import rules_now
from openhouse.notifications.kinds import Kind
from openhouse.notifications.models import Delivery
from openhouse.notifications.ways import CALL, MAIL, PUSH, TEXT, Way

State = Delivery.State
LOST = frozenset({State.REFUSED, State.BOUNCED, State.GIVEN_UP, State.CANCELLED})
#: Which way comes next: what is seen first.
ORDER = (PUSH, TEXT, CALL, MAIL)
_STANDS = """
SELECT about, person_id, bool_and(state = ANY (%(lost)s::text[])), array_agg(DISTINCT way),
       bool_and(waited IS NULL AND opened_at IS NULL) AND (
           bool_and(state = ANY (%(lost)s::text[]))
           OR max(coalesce(sent_at, not_before, written_at)) <= statement_timestamp() - %(after)s)
FROM notifications_delivery
WHERE kind = ANY (%(kinds)s::text[]) AND about = ANY (%(about)s::bigint[])
  AND person_id IS NOT NULL
GROUP BY about, person_id
"""


@dataclass(frozen=True, slots=True)
class Stand:
    """What was sent to one person about one thing: if all was lost, by which ways it went, and if
    another is due."""

    about: int
    person: int
    lost: bool
    ways: tuple[str, ...]
    is_due: bool


def patience(kind: str) -> timedelta | None:
    """How long one of *kind* may stay unopened; None: as long as it likes."""
    house = rules_now()
    hours = {
        Kind.EMERGENCY: house.emergency_again,
        Kind.ATTENDANCE: house.attendance_again,
        Kind.NOTICE_ATTENDANCE: house.attendance_again,
    }.get(Kind(kind), 0)
    return timedelta(hours=hours) if hours else None


def stands(kinds: Iterable[str], about: Collection[int], after: timedelta) -> list[Stand]:
    """How it stands with each person to whom something of *kinds* about these was sent."""
    values = {
        "kinds": [str(kind) for kind in kinds], "about": array(about), "after": after,
        "lost": [str(state) for state in LOST],
    }  # fmt: skip
    found = rows(_STANDS, values) if about else []
    return [Stand(number, who, lost, tuple(ways), due) for number, who, lost, ways, due in found]


def untried(
    ways: dict[int, list[Way]], kinds: Iterable[str], about: Collection[int]
) -> dict[int, list[Way]]:
    """Of each person's *ways* those by which nothing of *kinds* about these was written to her."""
    written = Delivery.objects.filter(kind__in=list(kinds), about__in=about, person_id__in=ways)
    tried = set(written.values_list("person_id", "way", "to", "subscription_id"))
    return {
        person: [
            way for way in theirs if (person, way.way, way.to, way.subscription) not in tried
        ]
        for person, theirs in ways.items()
    }  # fmt: skip


def the_next(ways: Sequence[Way]) -> list[Way]:
    """Of *ways* the next one, on each device or to each address of its kind."""
    first = next((name for name in ORDER if any(way.way == name for way in ways)), "")
    return [way for way in ways if way.way == first]


def by_itself(draft: Delivery, stand: Stand | None, after: timedelta) -> Delivery:
    """*draft*, which says that it goes in the place of what is as *stand* says."""
    lost, ways = (stand.lost, stand.ways) if stand else (False, ())
    draft.waited = 0 if lost else int(after.total_seconds() // 3600)
    draft.instead_of = ways[0] if len(ways) == 1 else ""
    return draft
