"""Guardians in batch (ACC-07): who is written to, and the list of those who cannot be."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone, translation

from openhouse.access.district import CurrentDistrict
from openhouse.access.ties import open_ties
from openhouse.common.addresses import whole_page
from openhouse.common.scope import Sees, as_the_house
from openhouse.notifications.actions import draft, send_off
from openhouse.people.models import Account, ContactPoint, Person
from openhouse.sign_in import letters
from openhouse.sign_in.many.batch import write_lines
from openhouse.sign_in.models import ActivationCode, Way
from openhouse.sign_in.opening.codes import digest_of
from openhouse.sign_in.queries import rules_of

EMAIL = ContactPoint.Kind.EMAIL


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A guardian whom no letter reaches; ``shared`` are addresses that others have too."""

    person: int
    name: str
    shared: tuple[str, ...]


def without_account(viewer: Sees, today: date, school: int | None = None) -> QuerySet[Person]:
    """Guardians with a child that is open to them, no account, and no way in so far."""
    return Person.objects.filter(
        ~Exists(Account.objects.filter(person_id=OuterRef("pk"))),
        ~Exists(ActivationCode.objects.filter(person_id=OuterRef("pk"))),
        pk__in=open_ties(viewer, today, school).values("person_id"),
    )


def addresses(people: QuerySet[Person]) -> dict[int, list[tuple[str, bool]]]:
    """The e-mail addresses of *people*; each with whether it is one person's alone."""
    filed = ContactPoint.objects.filter(kind=EMAIL).annotate(lower=Lower("value"))
    with as_the_house():  # somebody at another school may share the address
        ids = list(people.values_list("pk", flat=True))
        mine = list(filed.filter(person_id__in=ids).order_by("pk").values_list(
            "person_id", "value", "lower"
        ))  # fmt: skip
        many = filed.values("lower").annotate(owners=Count("person_id", distinct=True))
        shared = set(many.filter(owners__gt=1).values_list("lower", flat=True))
    found: dict[int, list[tuple[str, bool]]] = {}
    for person, value, lower in mine:
        found.setdefault(person, []).append((value, lower not in shared))
    return found


def to_invite(viewer: Sees, today: date, school: int | None = None) -> list[tuple[int, str]]:
    """Persons with the address that is theirs alone."""
    found = []
    for person, filed in addresses(without_account(viewer, today, school)).items():
        own = [value for value, alone in filed if alone]
        if own:
            found.append((person, own[0]))
    return found


def left_out(viewer: Sees, today: date, school: int | None = None) -> list[LeftOut]:
    """Guardians in reach whom no mail reaches: without an address, or with a shared one."""
    people = without_account(viewer, today, school).order_by("family_name", "given_name", "pk")
    filed = addresses(people)
    return [
        LeftOut(person.pk, str(person), tuple(value for value, _ in filed.get(person.pk, [])))
        for person in people
        if not any(alone for _, alone in filed.get(person.pk, []))
    ]


def invite(found: Sequence[tuple[int, str]], district: CurrentDistrict, by: int | None) -> int:
    """Mail each person of *found* her way in, in her language; how many were written to.

    ``codes.make_code`` for many, in a few statements: none of them has had a code before.
    """
    rules, codes, mails = rules_of(), [], []
    by_link = rules.way != Way.CODE
    until = timezone.now() + timedelta(days=rules.code_days)
    with as_the_house():
        people = Person.objects.in_bulk([person for person, _ in found])
        for person, email in found:
            code, way = str(uuid.uuid4()), Way.LINK if by_link else Way.CODE
            codes.append(
                ActivationCode(
                    person_id=person, way=way, digest=digest_of(code), made_by_id=by,
                    sent_to=email, expires_at=until,
                )
            )  # fmt: skip
            page, more = ("open-with-link", {"code": code}) if by_link else ("open", {})
            url = whole_page(district.slug, page, **more)
            her = people[person]
            known = her.language in dict(settings.LANGUAGES)
            with translation.override(her.language if known else settings.LANGUAGE_CODE):
                letter = letters.way_in(
                    her.first_name, url, "" if by_link else code, rules.code_days
                )
                mails.append(
                    draft(letter, email, kind="account.way_in", district=district, person=person)
                )
        ActivationCode.objects.bulk_create(codes)
        send_off(mails, district)
        told = [(person, letters.hidden(email)) for person, email in found]
        write_lines("account.code_made", told, by=by)
    return len(found)
