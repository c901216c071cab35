"""Who is told of a way in: who gave it, when it is used (ACC-02), and whose account it opens."""

from collections.abc import Collection
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.notifications.actions import write
from openhouse.notifications.letters import Letter
from openhouse.notifications.queries import written_lately
from openhouse.people.models import Account, ContactPoint, Person
from openhouse.sign_in import letters
from openhouse.sign_in.models import ActivationCode, Way
from openhouse.sign_in.queries import in_her_language, name_of, owner_of
from openhouse.sign_in.rules import MOST_IN_AN_HOUR


def tell_giver(code: int, district: CurrentDistrict) -> None:
    """Write to the clerk who gave the way in numbered *code*, where one did and has an address."""
    with as_the_house():
        used = ActivationCode.objects.select_related("person").get(pk=code)
        giver = Account.objects.select_related("person").filter(person_id=used.made_by_id).first()
        owner = owner_of(giver) if giver and giver.is_active else None
        if owner is None or not owner.email:
            return
        url = whole_page(district.slug, "helped", person=used.person_id)
        with in_her_language(owner.person):
            at = used.used_at or timezone.now()
            letter = letters.way_was_used(owner.name, str(used.person), at, url)
            kind = "account.way_used"
            write(letter, owner.email, kind=kind, district=district, person=owner.person)


def she_chose_a_password(person: int, district: CurrentDistrict) -> None:
    """*person* has a password of her own: the one for the first time was used, and no other way in
    that is out, on a letter or in a mailbox, opens her account any more.
    """
    given = ActivationCode.objects.filter(
        person_id=person, way=Way.PASSWORD, used_at=None, withdrawn_at=None
    )
    with as_the_house():
        for code in given:
            given.filter(pk=code.pk).update(used_at=timezone.now())
            tell_giver(code.pk, district)
        unused = ActivationCode.objects.filter(person_id=person, used_at=None, withdrawn_at=None)
        unused.update(withdrawn_at=timezone.now())


def reset_letter(account: Account, name: str, district: CurrentDistrict) -> Letter:
    """The mail with the link for a new password of *account*; a link before it ends with use."""
    url = whole_page(
        district.slug,
        "reset",
        uidb36=user_pk_to_url_str(account),
        key=default_token_generator.make_token(account),
    )
    return letters.reset(name, account.username, url)


def how_given(by: int | None, email: str) -> dict[str, Any]:
    """For the ledger: if a way in went out on paper, and whose hands it was in. Inside the house.

    The owner reads it: who holds a letter, or a password for the first time, could use it.
    """
    giver = Person.objects.filter(pk=by).first() if by else None
    return {"paper": not email, "by": str(giver or "")}


def tell_owner(account: Account, district: CurrentDistrict) -> None:
    """Write to each address that the school has of the owner that her account was first opened.

    A clerk, or whoever else held the letter, may have opened it. Inside the house.
    """
    person, url = account.person_id, whole_page(district.slug, "sign-in")
    with in_her_language(person):
        letter = letters.opened(name_of(person), account.username, timezone.now(), url)
        write_to_filed(letter, person, district, kind="account.opened")


def tell_of_address(account: Account, district: CurrentDistrict, email: str, *, sure: bool) -> None:
    """Write to the addresses on file that a first security e-mail, *email*, was given or is *sure*.

    Till then the account was theirs: who stole its password would else be its owner unheard.
    Inside the house.
    """
    person = account.person_id
    kind = "account.first_email_confirmed" if sure else "account.first_email_given"
    with in_her_language(person):
        letter = letters.first_address(name_of(person), clock.now(), sure=sure)
        write_to_filed(letter, person, district, kind=kind, but={email})


def write_to_filed(
    letter: Letter,
    person: int,
    district: CurrentDistrict,
    *,
    kind: str,
    but: Collection[str] = (),
) -> None:
    """Write *letter* to each address that the school has of *person*, none of them in *but*.

    Who does a thing again and again fills no mailbox with it. Inside the house.
    """
    filed = ContactPoint.objects.filter(person_id=person, kind=ContactPoint.Kind.EMAIL)
    known = {email.lower() for email in but}
    for address in filed.order_by("pk").values_list("value", flat=True):
        if address.lower() in known or written_lately(kind, address) >= MOST_IN_AN_HOUR:
            continue
        known.add(address.lower())
        write(letter, address, kind=kind, district=district, person=person)
