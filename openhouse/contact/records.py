"""Correcting somebody's name, home, phones and addresses in passing (ACC-03, ACC-04).

Each change is a line of the ledger with what stood there before. Where the student system sent
what is changed, the correction is kept too, so that the next import does not take it back.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from openhouse.access.district import CurrentDistrict
from openhouse.common.scope import as_the_house
from openhouse.contact import letters
from openhouse.contact.on_file import ALONE, HOME, NAMES, homes_of, parts_of, points_of
from openhouse.ledger.actions import record
from openhouse.notifications.actions import write
from openhouse.people.models import ContactPoint, Correction, Household, HouseholdMember, Person

Kind = ContactPoint.Kind


def correct(
    person: Person, said: dict[str, Any], district: CurrentDistrict, *, by: int | None
) -> list[str]:
    """Make the records what the form *said*; the fields that changed.

    *said* has the columns of ``NAMES``, those of ``HOME`` under ``home_…`` (a further home's under
    ``home<id>_…``), ``point_<id>`` for each contact point in reach, ``new_phone`` and
    ``new_email``; ``home_moved`` is ALONE where the rest of the home stays where it is. An empty
    point is taken away; a column that is not said stays.
    """
    changed = [
        *set_columns(person, person, {n: said[n] for n in NAMES if said.get(n)}, by=by),
    ]
    for part, home in parts_of(homes_of(person.pk)):
        changed += _home(person, part, home, said, by=by)
    for point in points_of(person.pk):
        value = said.get(f"point_{point.pk}")
        if value is not None and value != point.value:
            set_point(point, value, district, by=by)
            changed.append(point.kind)
    for kind in (Kind.PHONE, Kind.EMAIL):
        value = said.get(f"new_{kind}", "")
        if value and not ContactPoint.objects.filter(person=person, kind=kind, value=value):
            add_point(person, kind, value, district, by=by)
            changed.append(str(kind))
    return changed


def _home(
    person: Person, part: str, home: Household | None, said: dict[str, Any], *, by: int | None
) -> list[str]:
    new = {name: said[f"{part}_{name}"] for name in HOME if f"{part}_{name}" in said}
    if said.get(f"{part}_moved") == ALONE and home and _differ(home, new):
        return _move_out(home, person, new, by=by)
    if home is None and any(new.values()):
        home = _new_home(person)
    return set_columns(home, person, new, by=by) if home else []


def _differ(home: Household, new: dict[str, str]) -> list[str]:
    return [name for name, value in new.items() if value != getattr(home, name)]


def _new_home(person: Person, **columns: str) -> Household:
    """A home with *person* in it. By the house: nobody sees a home before somebody lives there."""
    with as_the_house():
        home = Household.objects.create(**columns)
        HouseholdMember.objects.create(household=home, person=person)
    return home


def _move_out(home: Household, person: Person, new: dict[str, str], *, by: int | None) -> list[str]:
    """A home of her own for *person*; whoever stays sees nothing of its address."""
    differ = _differ(home, new)
    leave_home(home, person, by=by)
    _new_home(person, **new)
    for name in differ:
        _line(person.pk, name, getattr(home, name), new[name], by)
    return differ


def leave_home(home: Household, person: Person, *, by: int | None) -> None:
    """*person* lives in *home* no more, and no import puts her back."""
    with as_the_house():
        HouseholdMember.objects.filter(household=home, person=person).delete()
    if home.source_id:
        Correction.objects.get_or_create(
            person=person, household=None, field="household", sent=home.source_id[:254],
            defaults={"made_by_id": by},
        )  # fmt: skip


def set_columns(
    row: Person | Household, person: Person, new: dict[str, Any], *, by: int | None
) -> list[str]:
    """Set the columns of *row*, a home or *person*, that are *new*; those that differ."""
    home = row if isinstance(row, Household) else None
    differ = [name for name, value in new.items() if value != getattr(row, name)]
    for name in differ:
        before, after = _text(getattr(row, name)), _text(new[name])
        setattr(row, name, new[name])
        _keep(person.pk, home, name, before, after, was_sent=bool(row.source_id), by=by)
        _line(person.pk, name, before, after, by)
    if differ:
        row.save(update_fields=differ)
    return differ


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def set_point(
    point: ContactPoint, value: str, district: CurrentDistrict, *, by: int | None
) -> None:
    """Another value for *point*, or none; who reads the old e-mail address is told."""
    before, person, kind = point.value, point.person_id, point.kind
    _keep(person, None, kind, before, value, was_sent=bool(point.source_id), by=by)
    same = ContactPoint.objects.filter(person_id=person, kind=kind, value=value)
    if not value or same.exists():
        with as_the_house():  # what was asked about it is not its office's to rewrite
            point.delete()
    else:
        point.value = value
        point.save(update_fields=["value"])
    _line(person, kind, before, value, by)
    if kind == Kind.EMAIL:
        name = Person.objects.get(pk=person)
        letter = letters.filed_address_changed(name.first_name, by_herself=by in (None, person))
        write(letter, before, kind="account.filed_changed", district=district, person=person)


def add_point(
    person: Person, kind: str, value: str, district: CurrentDistrict, *, by: int | None,
    label: str = "",
) -> None:  # fmt: skip
    """One more phone or address of *person*; of an e-mail address those on file are told."""
    there = list(points_of(person.pk))
    ContactPoint.objects.create(person=person, kind=kind, value=value, label=label)
    _line(person.pk, kind, "", value, by)
    if kind == Kind.EMAIL:
        _tell_of_another(person, there, district)


def _tell_of_another(
    person: Person, there: Iterable[ContactPoint], district: CurrentDistrict
) -> None:
    """To the addresses on file before: a new one opens the account as they do."""
    letter = letters.filed_address_added(person.first_name)
    for point in there:
        if point.kind == Kind.EMAIL:
            write(
                letter, point.value, kind="account.filed_changed", district=district,
                person=person.pk,
            )  # fmt: skip


def _keep(
    person: int,
    home: Household | None,
    field: str,
    before: str,
    after: str,
    *,
    was_sent: bool,
    by: int | None,
) -> None:
    """Remember what was sent and what stands instead; nothing where that is the same again."""
    known = Correction.objects.filter(person_id=person, household=home, field=field)
    if home is not None:
        known = Correction.objects.filter(household=home, field=field)
    earlier = known.filter(kept=before).first()
    if earlier is None and was_sent:
        known.filter(sent=before).delete()
        earlier = Correction(person_id=person, household=home, field=field, sent=before)
    if earlier is None:
        return
    if earlier.sent == after:
        if earlier.pk:
            earlier.delete()
        return
    earlier.kept, earlier.made_by_id = after, by
    earlier.save()


def _line(person: int, field: str, before: str, after: str, by: int | None) -> None:
    """What was corrected, in the ledger; the subject is the name of the field."""
    record(
        "account.contact_corrected",
        actor=by,
        person=person,
        subject=field,
        before={"value": before},
        after={"value": after},
    )
