"""OpenID Connect through allauth: the way to a provider, and its answer, checked (ACC-25).

allauth's own lists of providers (SocialApp, sites) stay empty: ours come from ``ProviderSetup``. So
do its views, which believe an ID token that came straight from the provider without looking at the
signature, know no nonce, and sign people up.
"""

import hashlib
import json
from secrets import token_urlsafe
from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from openhouse.access.requests import district_of
from openhouse.common.addresses import whole_page
from openhouse.common.sealed import opened
from openhouse.sign_in.models_identity import ProviderSetup
from openhouse.sign_in.single.fetching import careful_session, is_web
from openhouse.sign_in.single.rules import (
    GOOGLE,
    USUAL_CLAIM,
    Identity,
    Refused,
    Why,
    can_be_kept,
    identity_from,
)

#: Signatures by keys that the provider alone has; never "none", never a shared secret.
SIGNATURES = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
#: Seconds that what a provider says of itself is kept, and that clocks may differ.
KEPT = 600
CLOCKS = 60
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SAID_NO = ("access_denied", "consent_required", "interaction_required", "login_required")


class SingleSignOn(DefaultSocialAccountAdapter):
    """allauth's hooks: requests go out carefully, and nobody is ever signed up."""

    def get_requests_session(self) -> requests.Session:
        return careful_session()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def list_apps(self, *args: Any, **more: Any) -> list[SocialApp]:
        return []


class _Talk(OpenIDConnectOAuth2Adapter):
    """One exchange with one provider of the district."""

    def __init__(self, request: HttpRequest, provider: "Provider") -> None:
        super().__init__(request, provider.app.provider_id)
        self.provider = provider

    def get_provider(self) -> "Provider":
        return self.provider

    @property
    def openid_config(self) -> dict[str, Any]:
        return said_of_itself(self.provider.app.settings["server_url"])

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return callback_url(district_of(request).slug, int(app.provider_id))


class Provider(OpenIDConnectProvider):
    """allauth's provider, made of our own setup."""

    def __init__(self, request: HttpRequest, setup: ProviderSetup) -> None:
        app = SocialApp(
            provider=self.id,
            provider_id=str(setup.pk),
            name=setup.provider.name,
            client_id=setup.client_id,
            secret=opened(setup.secret),
            settings={"server_url": setup.issuer, "oauth_pkce_enabled": True},
        )
        super().__init__(request, app=app)

    def get_oauth2_adapter(self, request: HttpRequest) -> _Talk:
        return _Talk(request, self)


def callback_url(slug: str, provider: int) -> str:
    """The address that the provider sends people back to: to be registered there."""
    return whole_page(slug, "sso-callback", number=provider)


def said_of_itself(issuer: str) -> dict[str, Any]:
    """What the issuer publishes of itself; raises Refused where that is nothing to go by."""
    key = "openid:" + hashlib.sha256(issuer.encode()).hexdigest()
    kept = cache.get(key)
    if isinstance(kept, str):
        found: dict[str, Any] = json.loads(kept)
        return found
    found = _fetched(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer", "").rstrip("/") != issuer.rstrip("/"):
        raise Refused(Why.NOT_BELIEVED, f"It calls itself {found.get('issuer')!r}"[:200])
    for name in ENDPOINTS:
        if not is_web(str(found.get(name, ""))):
            raise Refused(Why.NOT_BELIEVED, f"{name} is {str(found.get(name))[:200]!r}")
    cache.set(key, json.dumps(found), KEPT)
    return found


def look_again(issuer: str) -> None:
    """Ask the issuer anew for all that it publishes; raises Refused where it is not enough."""
    cache.delete("openid:" + hashlib.sha256(issuer.encode()).hexdigest())
    said_of_itself(issuer)
    if not keys_of(issuer, again=True):
        raise Refused(Why.NOT_BELIEVED, "It publishes no keys")


def keys_of(issuer: str, *, again: bool = False) -> list[dict[str, Any]]:
    """The public keys that the issuer signs with; *again* asks anew."""
    key = "openid-keys:" + hashlib.sha256(issuer.encode()).hexdigest()
    kept = None if again else cache.get(key)
    if not isinstance(kept, str):
        found = _fetched(said_of_itself(issuer)["jwks_uri"])
        if not isinstance(found.get("keys"), list):
            raise Refused(Why.NOT_BELIEVED, "It publishes no keys")
        kept = json.dumps(found["keys"])
        cache.set(key, kept, KEPT)
    keys: list[Any] = json.loads(kept)
    return [each for each in keys if isinstance(each, dict)]


def _fetched(url: str, **headers: str) -> dict[str, Any]:
    try:
        with careful_session() as session:
            answer = session.get(url, headers=headers)
        answer.raise_for_status()
        found = answer.json()
    except requests.exceptions.JSONDecodeError as error:
        raise Refused(Why.NOT_BELIEVED, f"{url} has no JSON") from error
    except requests.RequestException as error:
        raise Refused(Why.UNREACHABLE, f"{url}: {error}"[:300]) from error
    if not isinstance(found, dict):
        raise Refused(Why.NOT_BELIEVED, f"{url} has no JSON object")
    return found


def way_to(request: HttpRequest, setup: ProviderSetup, next_url: str, **data: Any) -> HttpResponse:
    """The redirect to the provider, with state, nonce and PKCE; *data* comes back with the answer.

    Raises Refused where the provider cannot be reached.
    """
    nonce = token_urlsafe(32)
    asked = {"nonce": nonce, "prompt": "select_account"}
    if setup.issuer.rstrip("/") == GOOGLE and len(setup.domains) == 1:
        asked["hd"] = setup.domains[0]
    answer: HttpResponse = Provider(request, setup).redirect(
        request, "login", next_url or None, {"nonce": nonce, **data}, auth_params=asked
    )
    return answer


def state_of(request: HttpRequest, setup: ProviderSetup) -> dict[str, Any]:
    """What was put away when she left for the provider; looking at it uses it up.

    Raises Refused for an answer that this browser did not ask this provider for, or not lately.
    """
    try:
        found: dict[str, Any] = Provider(request, setup).unstash_redirect_state(
            request, request.GET.get("state", "")
        )
    except PermissionDenied as error:
        raise Refused(Why.STALE) from error
    return found


def answered(request: HttpRequest, setup: ProviderSetup, state: dict[str, Any]) -> Identity:
    """Who came back; raises Refused."""
    provider = Provider(request, setup)
    said = request.GET
    if "error" in said:
        why = Why.CANCELLED if said["error"] in SAID_NO else Why.NOT_BELIEVED
        raise Refused(why, f"{said['error']} {said.get('error_description', '')}"[:200])
    if said.get("iss", setup.issuer).rstrip("/") != setup.issuer.rstrip("/") or "code" not in said:
        raise Refused(Why.NOT_BELIEVED, "no code of this issuer")
    tokens = _exchanged(request, provider, state)
    claims = checked(
        str(tokens.get("id_token", "")),
        setup.issuer,
        setup.client_id,
        nonce=state["data"]["nonce"],
    )
    more = _more_claims(setup, tokens, claims)
    told = {**more, **claims}
    if not can_be_kept(told):
        raise Refused(Why.NOT_BELIEVED, "a text that is none")
    return identity_from(told, setup.issuer)


def _exchanged(request: HttpRequest, provider: Provider, state: dict[str, Any]) -> dict[str, Any]:
    """The tokens for the code."""
    try:
        client = provider.get_oauth2_adapter(request).get_client(request, provider.app)
        found: dict[str, Any] = client.get_access_token(
            request.GET["code"], pkce_code_verifier=state.get("pkce_code_verifier")
        )
    except requests.RequestException as error:
        raise Refused(Why.UNREACHABLE, str(error)[:300]) from error
    except (OAuth2Error, ValueError, KeyError) as error:
        raise Refused(Why.NOT_BELIEVED, str(error)[:300]) from error
    return found


def _more_claims(
    setup: ProviderSetup, tokens: dict[str, Any], claims: dict[str, Any]
) -> dict[str, Any]:
    """What the provider tells of the same subject at its other address, where that is needed."""
    needed = {setup.claim or USUAL_CLAIM[setup.rule], *(["email"] if setup.domains else [])}
    url = str(said_of_itself(setup.issuer).get("userinfo_endpoint", ""))
    if needed <= claims.keys() or not is_web(url):
        return {}
    found = _fetched(url, Authorization=f"Bearer {tokens['access_token']}")
    if found.get("sub") != claims["sub"]:
        raise Refused(Why.NOT_BELIEVED, "another subject at the userinfo address")
    return found


def checked(token: str, issuer: str, audience: str, *, nonce: str) -> dict[str, Any]:
    """The claims of an ID token (OpenID Connect Core, 3.1.3.7); raises Refused for a wrong one."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in SIGNATURES:
            raise Refused(Why.NOT_BELIEVED, f"signed by {header.get('alg')}"[:100])
        keys = _fitting(keys_of(issuer), header) or _fitting(keys_of(issuer, again=True), header)
        if not keys:
            raise Refused(Why.NOT_BELIEVED, "not signed by a key of the provider")
        claims: dict[str, Any] = jwt.decode(
            token,
            keys[0],
            algorithms=[header["alg"]],
            issuer=said_of_itself(issuer)["issuer"],
            audience=audience,
            leeway=CLOCKS,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise Refused(Why.NOT_BELIEVED, f"{type(error).__name__}: {error}"[:300]) from error
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise Refused(Why.NOT_BELIEVED, "another nonce")
    if claims.get("azp", audience) != audience or len(str(claims["sub"])) > 300:
        raise Refused(Why.NOT_BELIEVED, "made for somebody else")
    return claims


def _fitting(keys: list[dict[str, Any]], header: dict[str, Any]) -> list[jwt.PyJWK]:
    """The keys that may have signed a token with this header."""
    named = [
        each
        for each in keys
        if each.get("use", "sig") == "sig" and header.get("kid", each.get("kid")) == each.get("kid")
    ]
    found = []
    for each in named:
        try:
            found.append(jwt.PyJWK(each, algorithm=each.get("alg") or header.get("alg")))
        except jwt.PyJWTError:
            continue  # of a kind that the house does not take
    return found
