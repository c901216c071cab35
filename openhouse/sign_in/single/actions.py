"""Letting an identity in or turning it away, with its line in the ledger; never a new person."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.ledger.queries import lines_of_kinds
from openhouse.notifications.actions import write
from openhouse.people.models import Account, Person
from openhouse.sign_in.models_identity import IdentityProvider, LinkedIdentity, ProviderSetup
from openhouse.sign_in.opening.codes import first_free, name_for
from openhouse.sign_in.queries import owner_of
from openhouse.sign_in.single.matching import is_allowed, person_for
from openhouse.sign_in.single.queries import FORGOTTEN, LINKED, REFUSED
from openhouse.sign_in.single.rules import Identity, Refused, Why, check_domain
from openhouse.sign_in.single.words import linked

#: Lines an hour about answers of a provider that are none.
MOST_MADE_UP = 20


def admitted(setup: ProviderSetup, identity: Identity, district: CurrentDistrict) -> Account:
    """The account that *identity* opens; raises Refused. Nothing else of the provider is kept
    than the subject, which from the first match on is all that counts."""
    with as_the_house():
        check_domain(identity, setup.domains)
        person = _linked_person(setup, identity)
        account = Account.objects.select_related("person").filter(person_id=person).first()
        if account is not None and not account.is_active:
            raise Refused(Why.CLOSED, identity.email, person)
        if account is None and not setup.makes_accounts:
            raise Refused(Why.NO_ACCOUNT, identity.email, person)
        account = account or _made_account(person, identity)
        _link(setup, identity, account, district)
        return account


def _linked_person(setup: ProviderSetup, identity: Identity) -> int:
    """Who the identity was before, or whom it means now for the first time."""
    known = LinkedIdentity.objects.filter(provider_id=setup.pk)
    link = known.filter(subject=identity.subject).first()
    if link is None:
        person = person_for(setup, identity)
        if known.filter(person_id=person).exists():
            raise Refused(Why.OTHER_SUBJECT, identity.email, person)
        return person
    if not is_allowed(setup, link.person_id):
        raise Refused(Why.NOT_FOR, identity.email, link.person_id)
    return int(link.person_id)


def _made_account(person: int, identity: Identity) -> Account:
    """An account without a password: only the provider opens it until she chooses one."""
    account = Account(person_id=person, username=_free_name(person, identity))
    account.set_unusable_password()
    account.save()
    record("account.opened", actor=person, person=person, subject=account.username)
    return account


def _free_name(person: int, identity: Identity) -> str:
    """The part of her address before the "@", or her name; with a number where it is taken."""
    local = identity.email.rpartition("@")[0] if identity.email_is_verified else ""
    fit = "".join(c for c in local[:100] if c.isalnum() or c in ".+-_")
    return first_free(fit, person) if fit else name_for(person, str(Person.objects.get(pk=person)))


def _link(
    setup: ProviderSetup, identity: Identity, account: Account, district: CurrentDistrict
) -> None:
    """Keep whose subject this is, once; she is told by mail."""
    person = account.person_id
    if LinkedIdentity.objects.filter(provider_id=setup.pk, subject=identity.subject).exists():
        return
    link = LinkedIdentity(provider_id=setup.pk, person_id=person, subject=identity.subject)
    # Two answers at once: whoever is first counts, and the other one finds its own link or none.
    LinkedIdentity.objects.bulk_create([link], ignore_conflicts=True)
    mine = {"provider_id": setup.pk, "subject": identity.subject, "person_id": person}
    if not LinkedIdentity.objects.filter(**mine).exists():
        raise Refused(Why.OTHER_SUBJECT, identity.email, person)
    record(LINKED, actor=person, person=person, subject=setup.provider.name)
    owner = owner_of(account)
    if owner.email:
        letter = linked(owner.name, setup.provider.name)
        write(letter, owner.email, kind=LINKED, district=district, person=person)


def note_refusal(setup: ProviderSetup, refusal: Refused) -> None:
    """A line in the ledger for the district's staff: which provider, why, and what it told.

    An answer that nobody vouches for anybody can make up, as often as he likes: of those a few an
    hour are noted, as nothing takes a line away again.
    """
    after: dict[str, Any] = {"provider": setup.pk, "why": refusal.why.value}
    with as_the_house():
        if refusal.why == Why.NOT_BELIEVED and _are_enough(after):
            return
        record(REFUSED, person=refusal.person, subject=refusal.detail, after=after)


def _are_enough(after: dict[str, Any]) -> bool:
    """If the last hour has all the lines of this kind that somebody would read."""
    lines = lines_of_kinds([REFUSED], most=MOST_MADE_UP, **after)
    since = timezone.now() - timedelta(hours=1)
    return len(lines) == MOST_MADE_UP and lines[-1].at > since


def save_setup(setup: ProviderSetup, *, by: int) -> ProviderSetup:
    """Keep what the district decided about a provider; the line says what, without the secret."""
    is_new = setup.provider.pk is None
    setup.provider.save()
    setup.provider_id = setup.provider.pk
    setup.save()
    after = {
        "provider": setup.pk,
        "issuer": setup.issuer,
        "for": [word for word in ("staff", "students") if getattr(setup, f"for_{word}")],
        "rule": setup.rule,
        "domains": setup.domains,
        "makes_accounts": setup.makes_accounts,
    }
    kind = "sign_on.made" if is_new else "sign_on.changed"
    record(kind, actor=by, subject=setup.provider.name, after=after)
    return setup


def switch(setup: ProviderSetup, *, on: bool, by: int) -> None:
    """Show the button on the sign-in page, or take it off: nobody comes in there any more."""
    IdentityProvider.objects.filter(pk=setup.pk).update(is_on=on)
    kind = "sign_on.on" if on else "sign_on.off"
    record(kind, actor=by, subject=setup.provider.name, after={"provider": setup.pk})


def forget(setup: ProviderSetup, person: int, *, by: int) -> bool:
    """Take the identity off *person*, so that the next one that means her is hers; if there was."""
    gone, _kinds = LinkedIdentity.objects.filter(provider_id=setup.pk, person_id=person).delete()
    if gone:
        name = setup.provider.name
        record(FORGOTTEN, actor=by, person=person, subject=name, after={"provider": setup.pk})
    return bool(gone)
