"""Who seems to be in the records twice, and which doubles were made one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.registration.matching.facts import recorded
from openhouse.registration.matching.queries import name_of, schools_of
from openhouse.registration.models_matching import Merge, TwoPeople
from openhouse.registration.rules.matching import Proposal, Who, compare

#: How long a merge can be taken back.
WITHIN = timedelta(days=30)
#: Pairs that a page shows, and that are compared for it.
MOST_SHOWN, MOST_COMPARED = 50, 1_000
LEAST = 68
#: Who has a name in common that sounds alike, and a birth date, an e-mail or a phone as well.
_PAIRS = """
SELECT DISTINCT least(a, b), greatest(a, b) FROM (
    SELECT min(n.person_id) AS a, max(n.person_id) AS b FROM registration_matchkey n
    JOIN registration_matchkey k ON k.person_id = n.person_id AND left(k.key, 1) IN ('b', 'e', 'p')
    WHERE left(n.key, 1) = 'n' GROUP BY n.key, k.key HAVING count(DISTINCT n.person_id) > 1
) pairs
WHERE NOT EXISTS (SELECT FROM registration_twopeople t
                  WHERE t.one_id = least(a, b) AND t.other_id = greatest(a, b))
ORDER BY 1, 2 LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class One:
    """One of two, as the district reads it."""

    who: Who
    name: str
    schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one."""

    one: One
    other: One
    proposal: Proposal


def pairs() -> list[Pair]:
    """Those who seem to be one person, the likeliest first; for the district."""
    with as_the_house():
        with connection.cursor() as cursor:
            cursor.execute(_PAIRS, [MOST_COMPARED])
            near = cursor.fetchall()
        found = _pairs(near)
    likely = [each for each in found if each.proposal.score >= LEAST]
    return sorted(likely, key=lambda each: (-each.proposal.score, each.one.who.id))[:MOST_SHOWN]


def pair_of(one: int, other: int) -> Pair | None:
    """These two, likely or not; None where they are not both in the records."""
    with as_the_house():
        return next(iter(_pairs([(one, other)])), None) if one != other else None


def told_apart() -> list[Pair]:
    """Those of whom the district has said that they are two, the newest first."""
    with as_the_house():
        found = TwoPeople.objects.order_by("-at").values_list("one_id", "other_id")
        return _pairs(found[:MOST_SHOWN])


def are_two(pair: Pair) -> bool:
    """If the district has said so of these."""
    one, other = sorted((pair.one.who.id, pair.other.who.id))
    with as_the_house():
        return TwoPeople.objects.filter(one_id=one, other_id=other).exists()


def _pairs(near: Iterable[tuple[int, int]]) -> list[Pair]:
    near = list(near)
    people = {person for both in near for person in both}
    gone = set(
        Merge.objects.filter(gone_id__in=people, undone_at=None).values_list("gone_id", flat=True)
    )
    records, schools = recorded(System(), people - gone), schools_of(people)
    every = {n: One(who, name_of(who), schools.get(n, ())) for n, who in records.items()}
    return [
        Pair(every[a], every[b], compare(every[a].who, every[b].who))
        for a, b in near
        if a in every and b in every
    ]


def merges() -> list[tuple[Merge, bool]]:
    """What was made one of late, the newest first, and if it can be taken back."""
    with as_the_house():
        since = clock.now() - 2 * WITHIN
        found = list(Merge.objects.filter(at__gte=since).defer("moved").order_by("-at")[:50])
    return [(each, each.undone_at is None and clock.now() - each.at <= WITHIN) for each in found]
