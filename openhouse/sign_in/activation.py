"""Codes and links that open an account (ACC-02, ACC-05): made, used once, withdrawn.

Only a code's digest is kept. Making a new one for a person withdraws those that she has.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.text import slugify

from openhouse.access.district import CurrentDistrict
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.notifications.actions import write
from openhouse.people.models import Account, Person
from openhouse.sign_in import letters
from openhouse.sign_in.actions import password_was_chosen
from openhouse.sign_in.models import ActivationCode, Way
from openhouse.sign_in.queries import name_of, rules_of


@dataclass(frozen=True, slots=True)
class Opening:
    """A code that may be used now: whose it is, and the account she has already, if any."""

    code: int
    person: int
    name: str
    account: Account | None


def digest_of(code: str) -> str:
    """What is kept of *code*. Blanks, dashes and case do not matter: it is typed off paper."""
    plain = "".join(c for c in code.lower() if c.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def make_code(
    person: int,
    district: CurrentDistrict,
    *,
    by: int | None,
    email: str = "",
) -> str:
    """A new code for *person*; with *email* it is mailed there, else it is for a letter.

    Returns the code, the only time that anybody sees it. *by* is the clerk; None: the house.
    """
    code = str(uuid.uuid4())
    by_link = bool(email) and rules_of().way != Way.CODE
    way = Way.LINK if by_link else Way.CODE
    now = timezone.now()
    with as_the_house():
        unused = ActivationCode.objects.filter(person_id=person, used_at=None, withdrawn_at=None)
        unused.update(withdrawn_at=now)
        ActivationCode.objects.create(
            person_id=person,
            way=way,
            digest=digest_of(code),
            made_by_id=by,
            sent_to=email,
            expires_at=now + timedelta(days=rules_of().code_days),
        )
        record("account.code_made", actor=by, person=person, subject=letters.hidden(email))
        if email:
            name, days = name_of(person), rules_of().code_days
            page = "open-with-link" if by_link else "open"
            url = whole_page(district.slug, page, **({"code": code} if by_link else {}))
            letter = letters.way_in(name, url, "" if by_link else code, days)
            write(letter, email, kind="account.way_in", district=district, person=person)
    return code


def opening_of(code: str) -> Opening | None:
    """What *code* opens; None where it is unknown, used, withdrawn or too old: all the same."""
    with as_the_house():
        found = (
            ActivationCode.objects.select_related("person")
            .filter(
                digest=digest_of(code),
                used_at=None,
                withdrawn_at=None,
                expires_at__gt=timezone.now(),
            )
            .first()
        )
        if found is None:
            return None
        account = Account.objects.filter(person_id=found.person_id).first()
        if account and not account.is_active:
            return None  # the student system says that she may not sign in
        return Opening(found.pk, found.person_id, str(found.person), account)


def is_taken(username: str, person: int) -> bool:
    """If somebody else of the district has the user name."""
    with as_the_house():
        # Capitals too, which make one name of more that look alike.
        named = Q(username__iexact=username) | Q(Exact(Lower("username"), Lower(Value(username))))
        taken = Account.objects.filter(named).exclude(person_id=person)
        return bool(taken.exists())


def free_name(opening: Opening) -> str:
    """A user name to begin with: the one she has, or her name, with a number where it is taken."""
    if opening.account:
        return str(opening.account.username)
    plain = slugify(opening.name).replace("-", ".") or "family"
    for number in range(1, 1000):
        name = plain if number == 1 else f"{plain}{number}"
        if not is_taken(name, opening.person):
            return name
    return ""


def use_code(
    opening: Opening, district: CurrentDistrict, username: str, password: str
) -> Account | None:
    """Open the account; None where somebody used the code a moment ago.

    An account that is there keeps its user name and gets the password; its owner is told, for
    somebody else may have held the letter.
    """
    now = timezone.now()
    with as_the_house():
        used = ActivationCode.objects.filter(
            pk=opening.code, used_at=None, withdrawn_at=None
        ).update(used_at=now)
        if not used:
            return None
        account = opening.account or Account(person_id=opening.person, username=username)
        account.set_password(password)
        account.must_change_password, account.password_until = False, None
        account.save()
        record(
            "account.opened",
            actor=opening.person,
            person=opening.person,
            subject=account.username,
        )
        if opening.account:
            password_was_chosen(account.pk, district, by_link=True)
        return account


def withdraw(code: int, by: int) -> bool:
    """Make an unused code useless; False where there is none such in reach."""
    unused = ActivationCode.objects.filter(pk=code, used_at=None, withdrawn_at=None)
    person = unused.values_list("person_id", flat=True).first()
    if person is None:
        return False
    unused.update(withdrawn_at=timezone.now())
    record("account.code_withdrawn", actor=by, person=person)
    return True


def person_named(person: int) -> Person | None:
    """The person, where the wall shows her."""
    return Person.objects.filter(pk=person).first()
