"""Whose account, where its mail goes, and what happened to it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models.functions import Lower
from django.utils import translation

from openhouse.common.text import reader_language
from openhouse.ledger.queries import Line, lines_about
from openhouse.people.models import Account, ContactPoint, Person
from openhouse.people.queries import language_of as language_chosen_by
from openhouse.sign_in.models import AccountRules


@dataclass(frozen=True, slots=True)
class Owner:
    """An account with what a mail to its owner needs; ``email`` is empty where none is known."""

    account: Account
    name: str
    email: str

    @property
    def person(self) -> int:
        return int(self.account.person_id)


def owner_of(account: Account) -> Owner:
    """The owner, with the address to write to.

    That is the security e-mail she confirmed, else the one on file at the school. An address that
    she only typed is nobody's yet: a typing mistake would give the account to a stranger.
    """
    person = account.person
    given = EmailAddress.objects.filter(user=account, verified=True).order_by("-primary")
    confirmed = given.values_list("email", flat=True).first()
    on_file = ContactPoint.objects.filter(person_id=person.pk, kind=ContactPoint.Kind.EMAIL)
    email = confirmed or on_file.order_by("pk").values_list("value", flat=True).first() or ""
    return Owner(account, person.first_name, email)


def owner_called(username: str) -> Owner | None:
    """The owner of the account *username*; None where there is none that may sign in."""
    named = Account.objects.called(username)
    account = named.select_related("person").filter(is_active=True).first()
    return owner_of(account) if account else None


def usernames_of(email: str) -> list[str]:
    """The user names whose owner's confirmed or filed address is *email*, in their order."""
    wanted = email.strip().lower()
    confirmed = (
        EmailAddress.objects.annotate(lower=Lower("email"))
        .filter(lower=wanted, verified=True)
        .values("user_id")
    )
    filed = (
        ContactPoint.objects.annotate(lower=Lower("value"))
        .filter(lower=wanted, kind=ContactPoint.Kind.EMAIL)
        .values("person_id")
    )
    accounts = Account.objects.filter(is_active=True)
    found = accounts.filter(pk__in=confirmed) | accounts.filter(person_id__in=filed)
    return sorted(found.values_list("username", flat=True))


def rules_of() -> AccountRules:
    """What the district decided about accounts; what a district has that decided nothing."""
    return AccountRules.objects.first() or AccountRules()


def account_of(person: int) -> Account:
    """The account of *person*, who has signed in."""
    found: Account = Account.objects.get(person_id=person)
    return found


def name_of(person: int) -> str:
    """What a mail calls *person*."""
    return Person.objects.get(pk=person).first_name


def language_of(person: int) -> str:
    """The language of *person*, chosen or of the records; else that of who asks."""
    wanted = language_chosen_by(Person.objects.select_related("account").get(pk=person))
    if wanted in dict(settings.LANGUAGES):
        return wanted
    return reader_language()


def language_on_paper(hers: str, of_district: Sequence[str]) -> str:
    """The language of what is printed for somebody: hers, where the records know it, else the
    district's own; never that of the clerk who prints it.
    """
    known = dict(settings.LANGUAGES)
    return next((each for each in (hers, *of_district) if each in known), settings.LANGUAGE_CODE)


@contextmanager
def in_her_language(person: int) -> Iterator[None]:
    """Words for *person*, whoever has them written: in her language, where the records know one."""
    with translation.override(language_of(person)):
        yield


def emails_of(person: int) -> list[EmailAddress]:
    """The security e-mails of *person*: the confirmed one first, then one that waits."""
    return list(EmailAddress.objects.filter(user__person_id=person).order_by("-verified"))


def story_of(person: int) -> list[Line]:
    """What happened to the account of *person*, newest first."""
    return lines_about(person, kinds="account.", most=20)
