"""Asking for an account (ACC-01): matched with the records, answered at once or put on a desk."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.access.rules import why_closed
from openhouse.access.ties import tie_rows
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import Sees, as_the_house
from openhouse.ledger.actions import record
from openhouse.notifications.queries import written_lately
from openhouse.people.models import Account, ContactPoint, Guardianship, Person
from openhouse.sign_in.models import AccountRequest, Way
from openhouse.sign_in.opening.giving import give_way
from openhouse.sign_in.queries import rules_of
from openhouse.sign_in.rules import MOST_IN_AN_HOUR, is_named

State = AccountRequest.State


def keep_request(asked: dict[str, Any], source: str = AccountRequest.Source.FORM) -> int:
    """Put what somebody *asked* on the desk of the first child's school; the request's id.

    *asked* has ``name``, ``email``, ``phone``, ``language``, ``message`` and ``children``, a list
    of ``{"name": …, "school": id or None}``; ``school`` where the desk is known otherwise, and
    ``form``, what else the Portal Request Form asks; ``mark``, by which a mail is known again.
    """
    schools = [child["school"] for child in asked["children"] if child["school"]]
    with as_the_house():
        request = AccountRequest.objects.create(
            source=source,
            name=asked["name"][:300],
            email=asked["email"],
            phone=asked.get("phone", "")[:40],
            children=asked["children"],
            message=asked.get("message", "")[:20_000],
            form=asked.get("form", {}),
            language=asked.get("language", ""),
            mark=asked.get("mark", ""),
            school_id=schools[0] if schools else asked.get("school"),
        )
        record("account.requested", subject=str(source), after={"request": request.pk})
    return int(request.pk)


def answer_if_known(request: int, district: CurrentDistrict) -> None:
    """Send the way in where all of a request matches the records; else it stays on the desk.

    So does one too many: nobody fills another's mailbox, or ends her code again and again. And so
    does the request of who has confirmed another security e-mail: the address on file may be read
    by more people than her, and a forgotten password is not sent there either.
    """
    with as_the_house():
        waiting = AccountRequest.objects.select_for_update().filter(state=State.WAITING)
        asked = waiting.filter(pk=request).first()
        person = the_one_guardian(asked) if asked else None
        email = filed_addresses(person).get(asked.email.strip().lower()) if asked and person else ""
        if asked is None or person is None or not email:
            return
        if has_moved(person, email) or written_lately("account.way_in", email) >= MOST_IN_AN_HOUR:
            return
        asked.person_id, asked.state = person, State.ANSWERED
        asked.decided_at = timezone.now()
        asked.save()
        give_way(person, district, by=None, way=_usual_way(person), email=email)


def has_moved(person: int, email: str) -> bool:
    """If *person* has confirmed a security e-mail, and *email* is not it."""
    hers = EmailAddress.objects.filter(user__person_id=person, verified=True)
    confirmed = {each.lower() for each in hers.values_list("email", flat=True)}
    return bool(confirmed) and email.lower() not in confirmed


def _usual_way(person: int) -> str:
    """The district's way; but a password that works is not ended because somebody asks."""
    has_used = Account.objects.filter(person_id=person, last_login__isnull=False).exists()
    way = rules_of().way
    return Way.LINK if way == Way.PASSWORD and has_used else way


def filed_addresses(person: int) -> dict[str, str]:
    """The e-mail addresses that the school has of *person*, by their lower-case form."""
    found = ContactPoint.objects.filter(person_id=person, kind=ContactPoint.Kind.EMAIL)
    return {value.lower(): value for value in found.values_list("value", flat=True)}


def the_one_guardian(asked: AccountRequest) -> int | None:
    """The one person whom every word of *asked* means, and whom all these children are open to.

    None where nobody matches, or more than one: then a clerk looks.
    """
    wanted = asked.email.strip().lower()
    if not wanted or not asked.children:
        return None
    people = Person.objects.filter(
        pk__in=ContactPoint.objects.filter(
            kind=ContactPoint.Kind.EMAIL, value__iexact=wanted
        ).values("person_id")
    )
    named = [person for person in people if _is(person, asked.name)]
    fitting = [person.pk for person in named if _all_hers(person.pk, asked.children)]
    return fitting[0] if len(fitting) == 1 else None


def _is(person: Person, said: str) -> bool:
    return is_named(
        said, person.given_name, person.middle_name, person.preferred_name, person.family_name
    )


def _all_hers(person: int, children: list[dict[str, Any]]) -> bool:
    """If each of *children* is a child of hers, at that school, and open to her today."""
    rows = [row for row in tie_rows(System(), person) if not why_closed(row.tie, clock.today())]
    return all(
        any(_is(row.child, said["name"]) and said["school"] in row.schools for row in rows)
        for said in children
    )


def candidates(viewer: Sees, request: AccountRequest) -> list[Person]:
    """Guardians in reach of the desk whom the request may mean, at most 10: by e-mail or name."""
    filed = ContactPoint.objects.filter(
        kind=ContactPoint.Kind.EMAIL, value__iexact=request.email or "-"
    ).values("person_id")
    wanted = Q(pk__in=filed)
    words = request.name.split()
    if words:
        wanted |= Q(family_name__iexact=words[-1], given_name__iexact=words[0])
    guardians = Guardianship.objects.visible_to(viewer).values("person_id")
    return list(Person.objects.filter(wanted, pk__in=guardians).order_by("family_name")[:10])


def decide(request: int, *, by: int, person: int | None, note: str) -> bool:
    """Note that the request is *person*'s, or declined; False where somebody else was first."""
    state = State.ANSWERED if person else State.DECLINED
    changed = AccountRequest.objects.filter(pk=request, state=State.WAITING).update(
        state=state, person_id=person, decided_by_id=by, decided_at=timezone.now(), note=note[:500]
    )
    if changed:
        kind = "account.request_answered" if state == State.ANSWERED else "account.request_declined"
        record(kind, actor=by, person=person, reason=note)
    return bool(changed)
