"""Codes and links that open an account (ACC-02, ACC-05): made, used once, withdrawn.

Only a code's digest is kept. Making a new one for a person withdraws those that she has.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.text import slugify

from openhouse.access.district import CurrentDistrict
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.notifications.actions import write
from openhouse.people.models import Account
from openhouse.sign_in import letters
from openhouse.sign_in.actions import password_was_chosen, settle
from openhouse.sign_in.models import ActivationCode, Way
from openhouse.sign_in.queries import in_her_language, name_of, rules_of
from openhouse.sign_in.telling import how_given, tell_giver, tell_owner


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
    way: str = "",
) -> str:
    """A new code for *person*; with *email* it is mailed there, else it is for a letter.

    *way* is a link or a code to type; left out, what the district has decided. Returns the code,
    the only time that anybody sees it. *by* is the clerk; None: the house.
    """
    code = str(uuid.uuid4())
    by_link = bool(email) and (way or rules_of().way) != Way.CODE
    days = rules_of().code_days
    with as_the_house():
        withdraw_all(person)
        ActivationCode.objects.create(
            person_id=person,
            way=Way.LINK if by_link else Way.CODE,
            digest=digest_of(code),
            made_by_id=by,
            sent_to=email,
            expires_at=timezone.now() + timedelta(days=days),
        )
        record(
            "account.code_made",
            actor=by,
            person=person,
            subject=letters.hidden(email),
            after=how_given(by, email),
        )
        if email:
            page = "open-with-link" if by_link else "open"
            url = whole_page(district.slug, page, **({"code": code} if by_link else {}))
            with in_her_language(person):
                letter = letters.way_in(name_of(person), url, "" if by_link else code, days)
                write(letter, email, kind="account.way_in", district=district, person=person)
    return code


def give_again(
    person: int, digest: str, way: str, email: str, until: datetime, *, by: int | None
) -> bool:
    """Let a code that was mailed, and taken away unused, open again until the day that its letter
    says; False where it is there already. *digest* is what was kept of it."""
    with as_the_house():
        if ActivationCode.objects.filter(digest=digest).exists():
            return False
        withdraw_all(person)
        ActivationCode.objects.create(
            person_id=person, way=way, digest=digest, made_by_id=by, sent_to=email,
            expires_at=until,
        )  # fmt: skip
        record(
            "account.code_made", actor=by, person=person, subject=letters.hidden(email),
            after=how_given(by, email),
        )  # fmt: skip
    return True


def opening_of(code: str) -> Opening | None:
    """What *code* opens; None where it is unknown, used, withdrawn or too old: all the same."""
    with as_the_house():
        found = usable_codes().filter(digest=digest_of(code)).select_related("person").first()
        if found is None:
            return None
        account = Account.objects.filter(person_id=found.person_id).first()
        if account and not account.is_active:
            return None  # the student system says that she may not sign in
        return Opening(found.pk, found.person_id, str(found.person), account)


def usable_codes() -> QuerySet[ActivationCode]:
    """The codes that open something now, each known by its digest."""
    unused = ActivationCode.objects.filter(used_at=None, withdrawn_at=None)
    return unused.filter(expires_at__gt=timezone.now())


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
    return name_for(opening.person, opening.name)


def name_for(person: int, called: str) -> str:
    """A user name that nobody has, made of what *person* is *called*, with a number if need be."""
    return first_free(slugify(called).replace("-", ".")[:140] or "family", person)


def first_free(plain: str, person: int) -> str:
    """*plain*, or with the first number that makes it nobody else's."""
    names = (plain, *(f"{plain}{number}" for number in range(2, 100_000)))
    return next(name for name in names if not is_taken(name, person))


def open_with(
    opening: Opening,
    district: CurrentDistrict,
    *,
    username: str,
    password: str,
    email: str,
    terms: str,
    language: str,
) -> Account | None:
    """Open the account, with its first-sign-in steps done; None as for ``use_code``."""
    account = use_code(opening, district, username, password)
    if account is not None:
        settle(account, district, password="", email=email, terms=terms, language=language)
    return account


def use_code(
    opening: Opening, district: CurrentDistrict, username: str, password: str
) -> Account | None:
    """Give the account its password; None where somebody used the code a moment ago.

    An account that is there keeps its user name and gets the password. Its owner is told, for
    somebody else may have held the letter: of a first account, where the school reaches her. So is
    who gave the code.
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
        # Nothing else of one that was read before: it may have been closed a moment ago.
        known = ["password", "must_change_password", "password_until"]
        account.save(update_fields=known if opening.account else None)
        record(
            "account.opened",
            actor=opening.person,
            person=opening.person,
            subject=account.username,
            after={"code": opening.code},
        )
        if opening.account:
            password_was_chosen(account.pk, district, by_link=True)
        else:
            tell_owner(account, district)
        tell_giver(opening.code, district)
        return account


def withdraw_all(person: int) -> None:
    """Make every unused way in of *person* useless: codes, links and a password for the first time.

    What a password opened, it opens no more.
    """
    unused = ActivationCode.objects.filter(person_id=person, used_at=None, withdrawn_at=None)
    had_password = unused.filter(way=Way.PASSWORD).exists()
    unused.update(withdrawn_at=timezone.now())
    if had_password:
        close_password(person)


def close_password(person: int) -> None:
    """Take away a password that *person* was given and has not changed."""
    account = Account.objects.filter(person_id=person, must_change_password=True).first()
    if account:
        account.set_unusable_password()
        account.must_change_password, account.password_until = False, None
        account.save(update_fields=["password", "must_change_password", "password_until"])


def withdraw(code: int, by: int) -> bool:
    """Make an unused code useless; False where there is none such in reach."""
    unused = ActivationCode.objects.filter(pk=code, used_at=None, withdrawn_at=None)
    found = unused.first()
    if found is None:
        return False
    person = found.person_id
    if not unused.update(withdrawn_at=timezone.now()):
        return False  # used a moment ago
    if found.way == Way.PASSWORD:
        with as_the_house():
            close_password(person)
    record("account.code_withdrawn", actor=by, person=person)
    return True
