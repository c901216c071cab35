"""By which ways somebody can be reached: the one place that says so, for one or for thousands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from openhouse.common.rows import array, rows
from openhouse.common.scope import as_the_house
from openhouse.notifications.kinds import CALLED, TEXT_AT_FIRST, Kind, chosen_as
from openhouse.notifications.models import Delivery, PushSubscription
from openhouse.notifications.models_contact import ContactChoice, PhoneProof

MAIL, TEXT, PUSH, CALL = "mail", "text", "push", "call"
#: An address from which everything comes back for so long is left out.
GIVEN_UP_AFTER = timedelta(days=7)

_MAIL, _CHOICE, _PROOF, _PUSH = (
    model._meta.db_table for model in (Delivery, ContactChoice, PhoneProof, PushSubscription)
)
#: Each address once a person, whatever its letters. A browser as long as she is signed in on it. A
#: phone that was verified by a call gets calls alone.
#: What came back: since when, and no sent mail
#: after it; two mails at least, for one may meet a full mailbox.
#:
#: Everything hangs on its person by an index, LATERAL: behind the wall PostgreSQL expects a few
#: rows where there are many thousands, and would join them each with each.
_WAYS = f"""
SELECT a.id, t.way, t."to", a.language,
       coalesce(c."on", t.way IN ('mail', 'push') OR t.way = 'text' AND %(text_at_first)s)
           OR %(always)s, g.since,
       t.subscription
FROM unnest(%(persons)s::bigint[]) AS asked (id)
JOIN LATERAL (
    SELECT p.id, coalesce(nullif(x.language, ''), p.language) AS language
    FROM people_person p LEFT JOIN people_account x ON x.person_id = p.id
    WHERE p.id = asked.id
) a ON true
JOIN LATERAL (
    SELECT 'mail' AS way, min(value) AS "to", lower(value) AS key, NULL::bigint AS subscription
    FROM people_contactpoint
    WHERE person_id = asked.id AND kind = 'email'
      AND value ~ '^[^\\s,;:<>()"@]+@[^\\s,;:<>()"@]+$'
    GROUP BY lower(value)
    UNION ALL
    SELECT by.way, f.number, f.number, NULL::bigint
    FROM {_PROOF} f CROSS JOIN (VALUES ('text'), ('call')) AS by (way)
    WHERE f.person_id = asked.id AND f.proved_at IS NOT NULL
      AND CASE by.way WHEN 'call' THEN %(calls)s ELSE NOT f.by_call END AND EXISTS (
        SELECT FROM people_contactpoint o WHERE o.person_id = asked.id AND o.kind = 'phone'
        AND right(regexp_replace(o.value, '\\D', '', 'g'), 10) = right(f.number, 10))
    UNION ALL
    SELECT 'push', '', '', b.id FROM {_PUSH} b
    JOIN django_session s ON s.session_key = b.session_key AND s.expire_date > now()
    WHERE b.person_id = asked.id AND b.ended_at IS NULL
      AND EXISTS (SELECT FROM people_account c WHERE c.person_id = asked.id AND c.is_active)
) t ON true
LEFT JOIN LATERAL (
    SELECT "on" FROM {_CHOICE}
    WHERE person_id = asked.id AND way = t.way AND "to" = t.key AND kind = %(kind)s
) c ON true
LEFT JOIN LATERAL (
    SELECT min(m.written_at) AS since FROM {_MAIL} m
    WHERE m.person_id = asked.id AND m.state IN ('refused', 'bounced', 'given up')
      AND m.way = 'mail' AND lower(m."to") = t.key AND NOT EXISTS (
          SELECT FROM {_MAIL} s WHERE s.person_id = asked.id AND s.state = 'sent'
          AND lower(s."to") = t.key AND s.written_at > m.written_at)
    HAVING max(m.written_at) - min(m.written_at) >= %(week)s
) g ON t.way = 'mail'
ORDER BY a.id, t.way, t."to", t.subscription
"""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to somebody: an e-mail address, texts or calls to a verified phone (E.164), or a device
    that takes push.

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


def makes_calls() -> bool:
    """If this installation calls anybody, or shows on a page what it would say."""
    return bool(settings.CALL_GATEWAY or settings.MAIL_SHOWN_IN)


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
        "calls": makes_calls() and chosen in CALLED,
        "week": GIVEN_UP_AFTER,
    }
    with as_the_house():
        lines = rows(_WAYS, values)
    for person, way, to, language, on, since, subscription in lines:
        found[person].append(Standing(Way(way, to, language or "", subscription), on, since))
    return found
