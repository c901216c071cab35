"""Providers of single sign-on: the sign-in page's buttons, and what the district has set up."""

from openhouse.common.scope import as_the_house
from openhouse.sign_in.models_identity import IdentityProvider, ProviderSetup


def buttons() -> list[IdentityProvider]:
    """The providers that the sign-in page offers, by name."""
    return list(IdentityProvider.objects.filter(is_on=True).order_by("name", "pk"))


def setup_in_use(provider: int) -> ProviderSetup | None:
    """How to reach *provider*, for somebody who signs in; None where it is off or not there.

    Read with the rights of the house: nobody is known yet. It never leaves the server.
    """
    with as_the_house():
        found = ProviderSetup.objects.select_related("provider").filter(pk=provider)
        return found.filter(provider__is_on=True).first()
