"""Trying a provider out: the whole way there and back, and nobody is signed in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from openhouse.common.sealed import opened
from openhouse.people.models import Person
from openhouse.sign_in.models_identity import Protocol, ProviderSetup
from openhouse.sign_in.single import openid, saml
from openhouse.sign_in.single.matching import person_for
from openhouse.sign_in.single.rules import Identity, Refused
from openhouse.sign_in.single.words import what_is_wrong, why_turned_away

#: Where the outcome waits for the page that shows it, once.
TRIED = "provider_tried"
MOST_CLAIMS = 30


@dataclass(frozen=True, slots=True)
class Tried:
    """What a try came to: a person, or why not; and the claims, as they were told."""

    person: str
    problem: str
    mend: str
    claims: list[tuple[str, str]]


def what_is_missing(setup: ProviderSetup) -> str:
    """Why the provider cannot be used yet, in words; empty where it can."""
    if setup.provider.protocol == Protocol.SAML:
        return ""  # its form takes nothing that is not whole
    if not setup.client_id or not opened(setup.secret):
        return _("Client ID or secret is missing. Add them, then try again.")
    try:
        openid.look_again(setup.issuer)
    except Refused as refusal:
        return what_is_wrong(refusal)
    return ""


def addresses(slug: str, setup: ProviderSetup) -> list[tuple[str, str]]:
    """What is to be registered at the provider: each with its name there."""
    if setup.provider.protocol == Protocol.SAML:
        return [
            (_("Entity ID, and metadata"), saml.entity_id(slug, setup.pk)),
            (_("Answer address (ACS)"), saml.acs_url(slug, setup.pk)),
        ]
    return [(_("Callback address"), openid.callback_url(slug, setup.pk))]


def keep_told(request: HttpRequest, setup: ProviderSetup, identity: Identity) -> None:
    """Put away who came back, for the page that shows it."""
    claims = [(str(name)[:60], str(said)[:200]) for name, said in identity.claims.items()]
    request.session[TRIED] = {
        "provider": setup.pk,
        "identity": [
            identity.subject,
            identity.email,
            identity.email_is_verified,
            identity.organization,
        ],
        "claims": claims[:MOST_CLAIMS],
        "raw": {name: identity.claims.get(name) for name in (setup.claim, "preferred_username")},
    }


def keep_refusal(request: HttpRequest, setup: ProviderSetup, refusal: Refused) -> None:
    """Put away why nobody came back."""
    request.session[TRIED] = {"provider": setup.pk, "why": refusal.why, "detail": refusal.detail}


def outcome(request: HttpRequest, setup: ProviderSetup) -> Tried | None:
    """What the last try of this provider came to; None where there was none. Shown once."""
    kept: dict[str, Any] = request.session.pop(TRIED, {})
    if kept.get("provider") != setup.pk:
        return None
    if "why" in kept:
        problem, mend = why_turned_away(kept["why"])
        return Tried("", problem, kept["detail"] or mend, [])
    claims = [(name, said) for name, said in kept["claims"]]
    subject, email, is_verified, organization = kept["identity"]
    all_claims = {**dict(claims), **kept["raw"]}
    identity = Identity(subject, email, is_verified, organization, all_claims)
    try:
        person = Person.objects.get(pk=person_for(setup, identity))
    except Refused as refusal:
        return Tried("", *why_turned_away(refusal.why), claims)
    return Tried(str(person), "", "", claims)
