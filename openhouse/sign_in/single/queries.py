"""Providers of single sign-on: the sign-in page's buttons, and what the district has set up."""

from dataclasses import dataclass

from openhouse.common.scope import as_the_house
from openhouse.ledger.queries import Line, lines_of_kinds
from openhouse.people.models import Person
from openhouse.sign_in.models_identity import IdentityProvider, LinkedIdentity, ProviderSetup

#: The ledger's kinds.
REFUSED, LINKED, FORGOTTEN = "account.sso_refused", "account.sso_linked", "account.sso_forgotten"
#: What the district does with a provider.
DONE = ("sign_on.made", "sign_on.changed", "sign_on.on", "sign_on.off")


def buttons() -> list[IdentityProvider]:
    """The providers that the sign-in page offers, by name."""
    return list(IdentityProvider.objects.filter(is_on=True).order_by("name", "pk"))


def setup_for_signing_in(provider: int) -> ProviderSetup | None:
    """How to reach *provider*, for somebody who signs in; None where there is none.

    Read with the rights of the house: nobody is known yet. It never leaves the server.
    """
    with as_the_house():
        return setup_of(provider)


def setup_of(provider: int) -> ProviderSetup | None:
    """The setup of *provider*, where the wall shows it: to the district's own staff."""
    return ProviderSetup.objects.select_related("provider").filter(pk=provider).first()


def setups() -> list[ProviderSetup]:
    """Everything that the district has set up, by name."""
    found = ProviderSetup.objects.select_related("provider")
    return list(found.order_by("provider__name", "pk"))


def story_of(provider: int) -> list[tuple[Line, str]]:
    """What the district did with *provider*, newest first, each with who did it."""
    lines = lines_of_kinds(DONE, most=20, provider=provider)
    people = Person.objects.in_bulk([line.actor for line in lines if line.actor])
    return [(line, str(people.get(line.actor or 0, ""))) for line in lines]


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Somebody whom a provider could not let in; ``person`` where one person was meant."""

    line: Line
    person: Person | None
    #: An older identity of hers stands in the way, and may be taken off.
    is_linked: bool


def turned_away_lately(provider: int) -> list[TurnedAway]:
    """The newest refusals of *provider*, newest first."""
    lines = lines_of_kinds([REFUSED], most=20, provider=provider)
    people = Person.objects.in_bulk([line.person for line in lines if line.person])
    known = LinkedIdentity.objects.filter(provider_id=provider, person_id__in=people)
    linked = set(known.values_list("person_id", flat=True))
    return [TurnedAway(line, people.get(line.person or 0), line.person in linked) for line in lines]
