"""Passwords for the first time (ACC-02): short to type, soon over, changed before any page."""

import secrets
import uuid

from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.notifications.actions import write
from openhouse.people.models import Account, Person
from openhouse.sign_in import letters
from openhouse.sign_in.models import ActivationCode, Way
from openhouse.sign_in.opening.codes import digest_of, name_for, withdraw_all
from openhouse.sign_in.queries import in_her_language, name_of
from openhouse.sign_in.rules import FIRST_PASSWORD_LASTS
from openhouse.sign_in.telling import how_given

#: Without vowels no word comes about, and nothing here is taken for another sign: 27 of them.
SIGNS = "bcdfghjkmnpqrstvwxz23456789"


def new_password() -> str:
    """Such as ``hk7-m4r-qz2``: 42 random bits, with a letter and a number."""
    while True:
        signs = [secrets.choice(SIGNS) for _ in range(9)]
        if any(sign.isdigit() for sign in signs) and any(sign.isalpha() for sign in signs):
            return "-".join("".join(signs[at : at + 3]) for at in (0, 3, 6))


def give_password(
    person: int, district: CurrentDistrict, *, by: int | None, email: str = ""
) -> tuple[str, str]:
    """A user name and a new password for *person*, for a while; with *email* mailed there.

    Whatever was her password, or a way in, opens nothing any more. It stands among her ways in,
    so that it can be withdrawn and its use is seen. Returns both, the only time anybody sees them.
    """
    password, until = new_password(), timezone.now() + FIRST_PASSWORD_LASTS
    with as_the_house():
        called = str(Person.objects.get(pk=person))
        withdraw_all(person)
        account = Account.objects.select_for_update().filter(person_id=person).first()
        if account is None:
            account = Account(person_id=person, username=name_for(person, called))
        account.set_password(password)
        account.must_change_password, account.password_until = True, until
        account.save()
        ActivationCode.objects.create(
            person_id=person,
            way=Way.PASSWORD,
            digest=digest_of(str(uuid.uuid4())),  # it opens nothing: the password itself does
            made_by_id=by,
            sent_to=email,
            expires_at=until,
        )
        record(
            "account.code_made",
            actor=by,
            person=person,
            subject=letters.hidden(email),
            after=how_given(by, email),
        )
        if email:
            url = whole_page(district.slug, "sign-in")
            with in_her_language(person):
                letter = letters.first_password(
                    name_of(person), account.username, password, until, url
                )
                write(letter, email, kind="account.way_in", district=district, person=person)
    return str(account.username), password
