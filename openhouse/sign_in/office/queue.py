"""Who takes care of a request: taken by one clerk, handed on to another or to another school."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from openhouse.access.audience import OFFICE
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.scope import as_the_house
from openhouse.districts.models import School
from openhouse.ledger.actions import record
from openhouse.people.models import StaffPost
from openhouse.people.queries import names_of
from openhouse.sign_in.models import AccountRequest
from openhouse.sign_in.office.desk import on_desk, strangers_among
from openhouse.sign_in.opening.asking import decide

State = AccountRequest.State


@dataclass(frozen=True, slots=True)
class Hands:
    """Into whose hands a request may go: colleagues and schools, each with an id and a name."""

    people: tuple[tuple[int, str], ...]
    schools: tuple[tuple[int, str], ...]


def owners_of(requests: list[AccountRequest]) -> dict[int, str]:
    """The names of who has taken *requests*, by the request's id."""
    taken = {each.pk: each.taken_by_id for each in requests if each.taken_by_id}
    names = _colleagues(set(taken.values()))
    return {request: names[person] for request, person in taken.items() if person in names}


def hands_for(viewer: Viewer, asked: AccountRequest) -> Hands:
    """Who keeps the office of the request's school, or the district's, beside *viewer*."""
    today = clock.today()
    posts = StaffPost.objects.filter(
        Q(school=None, role="district") | Q(school_id=asked.school_id, role__in=OFFICE),
        running(today),
    )
    people = _colleagues({*posts.values_list("person_id", flat=True)} - {viewer.person_id})
    schools = School.objects.exclude(pk=asked.school_id or 0).order_by("name")
    return Hands(
        tuple(sorted(people.items(), key=lambda each: each[1])),
        tuple(schools.values_list("pk", "name")),
    )


def decline_strangers(viewer: Viewer, newest: int) -> int:
    """Decline the e-mails of unknown senders on this desk; how many it were.

    *newest* is the last that she has seen: one that has come since waits. So does what a clerk has
    taken.
    """
    free = on_desk(viewer).filter(pk__lte=newest, state=State.WAITING, taken_by=None)
    strange = strangers_among(list(free))
    for number in sorted(strange):
        decide(number, by=viewer.person_id, person=None, note="")
    return len(strange)


def _colleagues(people: set[int]) -> dict[int, str]:
    with as_the_house():  # who a colleague is, is no secret of a school's
        return names_of(people)


def take(viewer: Viewer, number: int) -> bool:
    """Take a request that nobody has; False where somebody was first, or it is decided."""
    free = on_desk(viewer).filter(pk=number, state=State.WAITING, taken_by=None)
    taken = free.update(taken_by_id=viewer.person_id, taken_at=timezone.now())
    if taken:
        record("account.request_taken", actor=viewer.person_id, subject=viewer.name)
    return bool(taken)


def hand_on(viewer: Viewer, asked: AccountRequest, to: str) -> bool:
    """Give a waiting request to ``person-<id>`` or ``school-<id>``, or back to all with ``""``.

    False where *to* is none of ``hands_for``, or it was decided meanwhile.
    """
    hands = hands_for(viewer, asked)
    kind, _dash, said = to.partition("-")
    known = {"person": dict(hands.people), "school": dict(hands.schools)}.get(kind, {})
    number = int(said) if said.isascii() and said.isdigit() else 0
    if to and number not in known:
        return False
    values: dict[str, Any] = {"taken_by_id": None, "taken_at": None}
    if kind == "person":
        values = {"taken_by_id": number, "taken_at": timezone.now()}
    elif kind == "school":
        values["school_id"] = number
    waiting = on_desk(viewer).filter(pk=asked.pk, state=State.WAITING)
    if not waiting.exists():
        return False
    with as_the_house():  # another school's desk is not hers to write to
        changed = AccountRequest.objects.filter(pk=asked.pk, state=State.WAITING).update(**values)
    if changed:
        name = known.get(number, "")
        record("account.request_handed_on", actor=viewer.person_id, subject=name)
    return bool(changed)
