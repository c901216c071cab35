"""By which ways somebody can be reached: the one place that says so, for one or for thousands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from openhouse.common.rows import array, rows
from openhouse.common.scope import as_the_house
from openhouse.notifications.kinds import TEXT_AT_FIRST, Kind, chosen_as
from openhouse.notifications.models import Delivery, PushSubscription
from openhouse.notifications.models_contact import ContactChoice, PhoneProof

MAIL, TEXT, PUSH = "mail", "text", "push"
#: An address from which everything comes back for so long is left out.
GIVEN_UP_AFTER = timedelta(days=7)

_MAIL, _CHOICE, _PROOF, _PUSH = (
    model._meta.db_table for model in (Delivery, ContactChoice, PhoneProof, PushSubscription)
)
#: Each address once a person, whatever its letters. What came back: since when, and no sent mail
#: after it; two mails at least, for one may meet a full mailbox.
_WAYS = f"""
WITH asked AS (
    SELECT p.id, coalesce(nullif(a.language, ''), p.language) AS language
    FROM people_person p LEFT JOIN people_account a ON a.person_id = p.id
    WHERE p.id = ANY (%(persons)s::bigint[])
), failing AS (
    SELECT m.person_id, lower(m."to") AS "to", min(m.written_at) AS since
    FROM {_MAIL} m
    WHERE m.person_id = ANY (%(persons)s::bigint[])
      AND m.way = 'mail' AND m.state IN ('refused', 'bounced', 'given up')
      AND NOT EXISTS (
          SELECT FROM {_MAIL} s WHERE s.person_id = m.person_id AND s.state = 'sent'
          AND lower(s."to") = lower(m."to") AND s.written_at > m.written_at)
    GROUP BY 1, 2 HAVING max(m.written_at) - min(m.written_at) >= %(week)s
), points AS (
    SELECT person_id, 'mail' AS way, min(value) AS "to", lower(value) AS key,
           NULL::bigint AS subscription
    FROM people_contactpoint
    WHERE kind = 'email' AND person_id = ANY (%(persons)s::bigint[])
      AND value ~ '^[^\\s,;:<>()"@]+@[^\\s,;:<>()"@]+$'
    GROUP BY person_id, lower(value)
    UNION ALL
    SELECT DISTINCT f.person_id, 'text', f.number, f.number, NULL::bigint
    FROM {_PROOF} f JOIN people_contactpoint c ON c.person_id = f.person_id AND c.kind = 'phone'
     AND right(regexp_replace(c.value, '\\D', '', 'g'), 10) = right(f.number, 10)
    WHERE f.proved_at IS NOT NULL AND f.person_id = ANY (%(persons)s::bigint[])
    UNION ALL
    SELECT person_id, 'push', '', '', id FROM {_PUSH}
    WHERE ended_at IS NULL AND person_id = ANY (%(persons)s::bigint[])
)
SELECT a.id, t.way, t."to", a.language,
       coalesce(c."on", t.way <> 'text' OR %(text_at_first)s) OR %(always)s, g.since,
       t.subscription
FROM asked a JOIN points t ON t.person_id = a.id
LEFT JOIN {_CHOICE} c ON c.person_id = a.id AND c.way = t.way AND c."to" = t.key
 AND c.kind = %(kind)s
LEFT JOIN failing g ON g.person_id = a.id AND g."to" = t.key
ORDER BY a.id, t.way, t."to", t.subscription
"""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to somebody: an e-mail address, a verified phone (E.164), or a device that takes push.

    ``language`` is what she reads, empty where nobody knows. ``subscription`` is the device's id.
    """

    way: str
    to: str
    language: str = ""
    subscription: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A way, whether its owner wants this kind by it, and since when everything comes back."""

    way: Way
    on: bool
    failing_since: datetime | None = None

    @property
    def works(self) -> bool:
        return self.on and self.failing_since is None


def ways_of(persons: Collection[int], kind: str) -> dict[int, list[Way]]:
    """By which ways each of the *persons* is reached with something of *kind*; each way once.

    All of them in one statement, as the house: a teacher writes to families whose addresses she
    never sees, so what this says is for sending, not for showing. Who has no way has an empty list.
    An emergency takes every way there is, also one that was turned off or fails.
    """
    is_emergency = kind == Kind.EMERGENCY
    return {
        person: [each.way for each in found if each.works or is_emergency]
        for person, found in standings(persons, kind).items()
    }


def standings(persons: Collection[int], kind: str) -> dict[int, list[Standing]]:
    """Every way to each of the *persons*, those that are off or fail too, in one statement."""
    found: dict[int, list[Standing]] = {person: [] for person in persons}
    if not found:
        return found
    chosen = chosen_as(kind)
    values = {
        "persons": array(found),
        "kind": chosen,
        "always": kind == Kind.EMERGENCY,
        "text_at_first": chosen in TEXT_AT_FIRST,
        "week": GIVEN_UP_AFTER,
    }
    with as_the_house():
        lines = rows(_WAYS, values)
    for person, way, to, language, on, since, subscription in lines:
        found[person].append(Standing(Way(way, to, language or "", subscription), on, since))
    return found
