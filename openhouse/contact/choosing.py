"""Which kinds of messages come to which phone or address: kept, and turned off by a link."""

from collections.abc import Iterable

from django.db import transaction

from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.contact.queries import address_of, choices
from openhouse.ledger.actions import record
from openhouse.notifications.kinds import CHOSEN, TEXT_AT_FIRST, Kind
from openhouse.notifications.models_contact import ContactChoice
from openhouse.people.models import ContactPoint

#: What is chosen: an emergency comes by every way there is.
TO_CHOOSE = tuple(kind for kind in CHOSEN if kind != Kind.EMERGENCY)


def is_on(chosen: dict[tuple[str, str, str], bool], way: str, to: str, kind: str) -> bool:
    """If *kind* comes by *way* to the address *to*: as chosen, else as it is at first."""
    return chosen.get((way, to, kind), way == "mail" or kind in TEXT_AT_FIRST)


@transaction.atomic
def choose(person: int, shown: Iterable[ContactPoint], on: set[tuple[int, str]]) -> bool:
    """Keep for each of the points *shown* which kinds are *on*; if anything changed."""
    chosen = choices(person)
    wanted = [
        (*address_of(point), kind, (point.pk, kind) in on) for point in shown for kind in TO_CHOOSE
    ]
    changed = [each for each in wanted if each[1] and is_on(chosen, *each[:3]) != each[3]]
    for way, to, kind, now in changed:
        keep(person, way, to, kind, on=now)
    if changed:
        said = [{"way": w, "to": to, "kind": kind, "on": now} for w, to, kind, now in changed]
        record("account.ways_chosen", actor=person, person=person, after={"chosen": said})
    return bool(changed)


def keep(person: int, way: str, to: str, kind: str, *, on: bool, by_link: bool = False) -> None:
    """One choice, whatever was chosen before."""
    with as_the_house():
        ContactChoice.objects.update_or_create(
            person_id=person, way=way, to=to, kind=kind,
            defaults={"on": on, "by_link": by_link, "changed_at": clock.now()},
        )  # fmt: skip


def carry_over(person: int, way: str, old: str, new: str) -> None:
    """What was chosen for an address holds for the one that she has put in its place."""
    with as_the_house():
        known = ContactChoice.objects.filter(person_id=person, way=way)
        if old and new and not known.filter(to=new).exists():
            known.filter(to=old).update(to=new)
