"""Another phone, e-mail address or home: at once, or as a request that an office decides."""

from enum import StrEnum
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import translation
from django.utils.crypto import salted_hmac

from openhouse.access.district import CurrentDistrict
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.contact import letters
from openhouse.contact.choosing import carry_over
from openhouse.contact.models import ContactRequest
from openhouse.contact.numbers import e164, written
from openhouse.contact.on_file import ALONE, parts_of
from openhouse.contact.on_file import HOME as COLUMNS
from openhouse.contact.queries import (
    EMAIL,
    HOME,
    PHONE,
    address_of,
    asks_first,
    emails_of,
    is_last_way,
    waiting_of,
)
from openhouse.contact.records import correct
from openhouse.contact.rules import CONFIRMING_LASTS, MAILS_AN_HOUR, MOST_UNCONFIRMED, MOST_WAITING
from openhouse.ledger.actions import record
from openhouse.ledger.queries import lines_about
from openhouse.notifications.actions import write
from openhouse.notifications.queries import written_lately
from openhouse.people.models import Account, ContactPoint, Household, Person
from openhouse.people.queries import language_of

CONFIRM = "account.contact_confirm"
State = ContactRequest.State


class Became(StrEnum):
    """What became of a wish for other contact data."""

    DONE = "done"
    ASKED = "asked"
    #: A link went to the new address; nothing changes until it is opened.
    MAILED = "mailed"
    TOO_OFTEN = "too often"
    NOTHING = "nothing"
    #: So much waits for the office already.
    FULL = "full"
    #: By what she wants to take away an emergency reaches her, and by nothing else.
    LAST = "last"


@transaction.atomic
def change_point(
    person: int, kind: str, point: ContactPoint | None, value: str, district: CurrentDistrict
) -> Became:
    """*value* in the place of *point*, or one more; an empty one takes the point away."""
    value = written(value) if kind == PHONE else value
    old = point.value if point else ""
    if value == old:
        return Became.NOTHING
    if point and not value and is_last_way(person, point):
        return Became.LAST
    if asks_first(person, kind):
        if point is None and waiting_of(person) >= MOST_WAITING:
            return Became.FULL
        _ask(person, kind, point=point, old=old, new=value)
        return Became.ASKED
    if kind == EMAIL and value:
        return _mail_link(person, point, value, district)
    _put_on_file(person, kind, point, value, district, by=person)
    return Became.DONE


def _put_on_file(
    person: int,
    kind: str,
    point: ContactPoint | None,
    value: str,
    district: CurrentDistrict,
    *,
    by: int | None,
) -> None:
    """As an office would at the counter: with its lines, and so that no import takes it back."""
    with as_the_house():
        before = address_of(point) if point else ("", "")
        said = {f"point_{point.pk}" if point else f"new_{kind}": value}
        correct(Person.objects.get(pk=person), said, district, by=by)
        after = value.lower() if kind == EMAIL else e164(value)
        if before[1] and after:
            for way in ("text", "call") if before[0] == "text" else ("mail",):
                carry_over(person, way, before[1], after)


def _mail_link(
    person: int, point: ContactPoint | None, email: str, district: CurrentDistrict
) -> Became:
    if written_lately(CONFIRM, email) >= MAILS_AN_HOUR:
        return Became.TOO_OFTEN
    asked = _wait_for(person, point, email)
    said = {"d": district.id, "p": person, "e": email, "o": point.pk if point else 0}
    said |= {"s": _state_of(person), "r": asked}
    token = signing.dumps(said, salt=CONFIRM, compress=True)
    url = whole_page(district.slug, "contact-confirm", token=token)
    letter = letters.confirm_address(_name_of(person), url)
    write(letter, email, kind=CONFIRM, district=district, person=person)
    return Became.MAILED


def _wait_for(person: int, point: ContactPoint | None, email: str) -> int:
    """Say on her page that *email* is not confirmed yet; the number of what says so."""
    with as_the_house():
        mine = ContactRequest.objects.filter(person_id=person, state=State.MAILED)
        row = mine.filter(new=email).first()
        old = point.value if point else ""
        if row and (row.point, row.old) == (point, old):
            return int(row.pk)
        newest = list(mine.exclude(new=email).order_by("-asked_at", "-pk")[: MOST_UNCONFIRMED - 1])
        mine.exclude(pk__in=[each.pk for each in newest]).update(state=State.WITHDRAWN)
        row = ContactRequest.objects.create(
            person_id=person, kind=EMAIL, point=point, old=old, new=email, state=State.MAILED,
            asked_at=clock.now(),
        )  # fmt: skip
        return int(row.pk)


def mail_again(person: int, asked: ContactRequest, district: CurrentDistrict) -> Became:
    """One more link to an address that is not confirmed yet; by now the office may decide."""
    return change_point(person, EMAIL, asked.point, asked.new, district)


def address_in(token: str, district: CurrentDistrict) -> dict[str, Any] | None:
    """What a link says that confirms an address; None for one that is old, broken or not ours.

    Whatever happened to the account since it was asked for ends it: another password, signing out
    elsewhere, a change of what is on file. Or who had the account for a moment could take it with
    the link days later.
    """
    try:
        said: dict[str, Any] = signing.loads(token, salt=CONFIRM, max_age=CONFIRMING_LASTS)
    except signing.BadSignature:
        return None
    person = said["p"]
    with as_the_house():
        if said["d"] != district.id or not Account.objects.filter(person_id=person, is_active=True):
            return None
        if ContactPoint.objects.filter(person_id=person, kind=EMAIL, value=said["e"]).exists():
            return said  # opened once more: it changes nothing
        waits = ContactRequest.objects.filter(pk=said.get("r") or 0, state=State.MAILED).exists()
    as_then = waits and said.get("s") == _state_of(person) and not asks_first(person, EMAIL)
    return said if as_then else None


def _state_of(person: int) -> str:
    """Another one after each change of the account or of what is on file of *person*."""
    with as_the_house():
        password = Account.objects.filter(person_id=person).values_list("password", flat=True)
        lines = lines_about(person, kinds="account.", most=1)
    last = f"{lines[0].kind} {lines[0].at.isoformat()}" if lines else ""
    return salted_hmac(CONFIRM, f"{password.first()} {last}", algorithm="sha256").hexdigest()[:24]


@transaction.atomic
def confirm_address(said: dict[str, Any], district: CurrentDistrict) -> None:
    """The new address stands on file from now on; again it changes nothing."""
    with as_the_house():
        mine = ContactPoint.objects.filter(person_id=said["p"], kind=EMAIL)
        if mine.filter(value=said["e"]).exists():
            return
        point = mine.filter(pk=said["o"]).first()
        asked = ContactRequest.objects.filter(pk=said.get("r", 0), person_id=said["p"])
        asked.update(state=State.TAKEN, decided_at=clock.now())
    _put_on_file(said["p"], EMAIL, point, said["e"], district, by=None)


@transaction.atomic
def try_again(person: int, point: ContactPoint, district: CurrentDistrict) -> Became:
    """Mail to an address from which everything came back: it counts again if this arrives."""
    if written_lately("account.contact_trial", point.value) >= MAILS_AN_HOUR:
        return Became.TOO_OFTEN
    letter = letters.trial(_name_of(person))
    write(letter, point.value, kind="account.contact_trial", district=district, person=person)
    return Became.MAILED


@transaction.atomic
def change_home(
    person: int, home: Household | None, said: dict[str, str], district: CurrentDistrict
) -> Became:
    """Other words for *home*, by its columns; "moved" says who lives there now."""
    old = {name: str(getattr(home, name, "")) for name in COLUMNS}
    new = {name: said.get(name, "") for name in COLUMNS}
    if new == old:
        return Became.NOTHING
    moved = {"moved": said["moved"]} if said.get("moved") else {}
    if asks_first(person, HOME):
        _ask(person, HOME, household=home, old_home=old, new_home=new | moved)
        return Became.ASKED
    with as_the_house():
        _write_home(Person.objects.get(pk=person), home, new | moved, district, by=person)
    return Became.DONE


def _write_home(
    person: Person,
    home: Household | None,
    new: dict[str, str],
    district: CurrentDistrict,
    *,
    by: int,
) -> None:
    known = list(Household.objects.filter(members__person_id=person.pk).order_by("pk"))
    parts = {each.pk if each else 0: part for part, each in parts_of(known)}
    part = parts.get(home.pk if home else 0, "home")
    correct(person, {f"{part}_{name}": value for name, value in new.items()}, district, by=by)


def _ask(person: int, kind: str, **what: Any) -> None:
    """Keep a request; an earlier one about the same is taken back by it."""
    with as_the_house():
        same = ContactRequest.objects.filter(person_id=person, kind=kind, state=State.WAITING)
        if kind == HOME or what["point"] is not None:
            about = {key: what[key] for key in ("point", "household") if key in what}
            same.filter(**about).update(state=State.WITHDRAWN)
        ContactRequest.objects.create(person_id=person, kind=kind, asked_at=clock.now(), **what)
    record("account.contact_asked", actor=person, person=person, subject=kind)


def take_back(person: int, asked: ContactRequest) -> bool:
    """It need not be decided or confirmed any more; False where an office was faster."""
    with as_the_house():
        waits = ContactRequest.objects.filter(
            pk=asked.pk, person_id=person, state__in=(State.WAITING, State.MAILED)
        )
        return bool(waits.update(state=State.WITHDRAWN))


@transaction.atomic
def decide(asked: ContactRequest, district: CurrentDistrict, *, by: int, reason: str = "") -> bool:
    """Make the change, or decline it with a *reason*; False where a colleague was first."""
    waits = ContactRequest.objects.select_for_update().filter(pk=asked.pk, state=State.WAITING)
    if waits.first() is None:
        return False
    to = emails_of([asked.person_id])
    if not reason:
        _carry_out(asked, district, by=by)
    state = State.DECLINED if reason else State.TAKEN
    ContactRequest.objects.filter(pk=asked.pk).update(
        state=state, decided_at=clock.now(), decided_by_id=by, reason=reason
    )
    kind = "account.contact_declined" if reason else "account.contact_taken"
    record(kind, actor=by, person=asked.person_id, subject=asked.kind, reason=reason)
    for email in to[:1]:
        with translation.override(language_of(asked.person) or "en"):
            letter = letters.answered(_name_of(asked.person_id), reason)
            write(letter, email, kind=kind, district=district, person=asked.person_id)
    return True


def _carry_out(asked: ContactRequest, district: CurrentDistrict, *, by: int) -> None:
    if asked.kind == HOME:
        person = Person.objects.get(pk=asked.person_id)
        _write_home(person, asked.household, asked.new_home, district, by=by)
        return
    _put_on_file(asked.person_id, asked.kind, asked.point, asked.new, district, by=by)


def lives_apart(asked: ContactRequest) -> bool:
    """If only who asked moves, and the rest of the home stays."""
    return bool(asked.new_home.get("moved") == ALONE)


def _name_of(person: int) -> str:
    with as_the_house():
        return Person.objects.get(pk=person).first_name
