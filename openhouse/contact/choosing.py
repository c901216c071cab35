"""Which kinds of messages come to which phone or address: kept, and turned off by a link."""

from collections.abc import Iterable

from django.db import transaction

from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.contact.queries import address_of, choices, proved
from openhouse.ledger.actions import record
from openhouse.notifications.kinds import CALLED, CHOSEN, TEXT_AT_FIRST, Kind
from openhouse.notifications.models_contact import ContactChoice
from openhouse.notifications.unsubscribe import Stop
from openhouse.notifications.ways import makes_calls
from openhouse.people.models import ContactPoint, Person

#: What is chosen: an emergency comes by every way there is.
TO_CHOOSE = tuple(kind for kind in CHOSEN if kind != Kind.EMERGENCY)
#: The same of calls, and how a tick says that it is about these.
CALLS_TO_CHOOSE = tuple(kind for kind in CALLED if kind != Kind.EMERGENCY)
BY_CALL = "call/"


def is_on(chosen: dict[tuple[str, str, str], bool], way: str, to: str, kind: str) -> bool:
    """If *kind* comes by *way* to the address *to*: as chosen, else as it is at first."""
    at_first = way == "mail" or (way == "text" and kind in TEXT_AT_FIRST)
    return chosen.get((way, to, kind), at_first)


@transaction.atomic
def choose(person: int, shown: Iterable[ContactPoint], on: set[tuple[int, str]]) -> bool:
    """Keep for each of the points *shown* which kinds are *on*; if anything changed.

    Calls to a phone that may have them are on by ``BY_CALL`` and the kind.
    """
    chosen, proofs = choices(person), proved(person)
    no_texts = {number for number, by_call in proofs.items() if by_call}
    wanted = [
        (*address_of(point), kind, (point.pk, kind) in on)
        for point in shown
        for kind in (() if address_of(point)[1] in no_texts else TO_CHOOSE)
    ]
    if makes_calls():
        wanted += [
            ("call", to, kind, (point.pk, BY_CALL + kind) in on)
            for point in shown
            if (to := address_of(point)[1]) in proofs
            for kind in CALLS_TO_CHOOSE
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


def stops(stop: Stop) -> list[str]:
    """The kinds that do not come to the address of *stop*, in the order of the page."""
    chosen = choices(stop.person)
    return [kind for kind in TO_CHOOSE if not is_on(chosen, "mail", stop.to, kind)]


@transaction.atomic
def stop_or_start(stop: Stop, *, on: bool, everything: bool) -> None:
    """Turn off what a link names, or *everything* but emergencies; or back *on*."""
    kinds = TO_CHOOSE if everything else (stop.kind,)
    chosen = choices(stop.person)
    changed = [kind for kind in kinds if is_on(chosen, "mail", stop.to, kind) != on]
    with as_the_house():
        known = Person.objects.filter(pk=stop.person).exists()
    if not known or not changed:
        return
    for kind in changed:
        keep(stop.person, "mail", stop.to, kind, on=on, by_link=not on)
    said = [{"way": "mail", "to": stop.to, "kind": kind, "on": on} for kind in changed]
    record("account.unsubscribed", person=stop.person, after={"chosen": said})
