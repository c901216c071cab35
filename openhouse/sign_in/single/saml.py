"""SAML 2.0 through python3-saml: the way to a provider, and its answer, checked (ACC-25).

Stricter than the library, which takes an assertion without audience, without the id of our question
and for an address that only begins like ours. All that counts is read from the signed assertion.
The library is loaded when it is needed: most districts never ask for it.
"""

from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.socialaccount.internal import statekit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from openhouse.access.requests import district_of
from openhouse.common.addresses import whole_page
from openhouse.sign_in.models_identity import ProviderSetup
from openhouse.sign_in.single.fetching import careful_session, is_web
from openhouse.sign_in.single.rules import Identity, Refused, Why

#: Base64 of an answer; a real one has some ten thousand. It is kept for a moment unread.
LARGEST = 150_000
EMAILS = (
    "email",
    "mail",
    "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
)
#: Attributes that stay with a person when her address changes, before the NameID.
SUBJECTS = (
    "urn:oasis:names:tc:SAML:attribute:subject-id",
    "urn:oasis:names:tc:SAML:attribute:pairwise-id",
    "http://schemas.microsoft.com/identity/claims/objectidentifier",
)
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
CONFIRMATION = "/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"


def entity_id(slug: str, provider: int) -> str:
    """What the house calls itself at the provider: the address of its metadata."""
    return whole_page(slug, "sso-metadata", number=provider)


def acs_url(slug: str, provider: int) -> str:
    """Where answers are posted to."""
    return whole_page(slug, "sso-acs", number=provider)


def _settings(slug: str, setup: ProviderSetup) -> Any:
    from onelogin.saml2.constants import OneLogin_Saml2_Constants as Known
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

    return OneLogin_Saml2_Settings(
        {
            "strict": True,
            "security": {
                "wantAssertionsSigned": True,
                "wantNameId": True,
                "wantAttributeStatement": False,
                "requestedAuthnContext": False,
                "rejectDeprecatedAlgorithm": True,
                "allowRepeatAttributeName": True,
            },
            "sp": {
                "entityId": entity_id(slug, setup.pk),
                "assertionConsumerService": {
                    "url": acs_url(slug, setup.pk),
                    "binding": Known.BINDING_HTTP_POST,
                },
                "NameIDFormat": Known.NAMEID_UNSPECIFIED,
            },
            "idp": {
                "entityId": setup.issuer or "unknown",
                "singleSignOnService": {"url": setup.sign_in_url},
                "x509certMulti": {"signing": list(setup.certificates)},
            },
        },
        sp_validation_only=not setup.certificates,
    )


def metadata(slug: str, setup: ProviderSetup) -> bytes:
    """The house's own metadata, for providers that read it."""
    found = _settings(slug, setup).get_sp_metadata()
    return found if isinstance(found, bytes) else str(found).encode()


def way_to(request: HttpRequest, setup: ProviderSetup, next_url: str, **data: Any) -> HttpResponse:
    """The redirect to the provider; what waits for the answer is kept under the question's id."""
    from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request
    from onelogin.saml2.utils import OneLogin_Saml2_Utils

    slug = district_of(request).slug
    question = OneLogin_Saml2_Authn_Request(_settings(slug, setup))
    statekit.stash_state(
        request,
        provider_id=str(setup.pk),
        state={"process": "login", "next": next_url, "data": data},
        state_id=question.get_id(),
    )
    said = {"SAMLRequest": question.get_request(), "RelayState": token_hex(8)}
    return HttpResponseRedirect(OneLogin_Saml2_Utils.redirect(setup.sign_in_url, said, {}))


def state_of(request: HttpRequest, setup: ProviderSetup, answer: str) -> dict[str, Any]:
    """What was put away when she left, by the id that *answer* names; looking uses it up.

    Raises Refused for an answer that this browser did not ask for, or not lately.
    """
    asked = _parsed(request, setup, answer).get_in_response_to() or ""
    found = statekit.unstash_state(request, provider_id=str(setup.pk), state_id=asked)
    if found is None:
        raise Refused(Why.STALE)
    return {**found, "asked": asked}


def _parsed(request: HttpRequest, setup: ProviderSetup, answer: str) -> Any:
    from lxml.etree import LxmlError
    from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
    from onelogin.saml2.response import OneLogin_Saml2_Response

    if not answer or len(answer) > LARGEST:
        raise Refused(Why.NOT_BELIEVED, "no answer, or one that is too long")
    slug = district_of(request).slug
    wrong = (OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError, LxmlError, ValueError)
    try:
        return OneLogin_Saml2_Response(_settings(slug, setup), answer)
    except wrong as error:
        raise Refused(Why.NOT_BELIEVED, f"{type(error).__name__}: {error}"[:300]) from error


def answered(
    request: HttpRequest, setup: ProviderSetup, state: dict[str, Any], answer: str
) -> Identity:
    """Who came back; raises Refused."""
    slug = district_of(request).slug
    response = _parsed(request, setup, answer)
    here = urlsplit(acs_url(slug, setup.pk))
    ours = {
        "https": "on" if here.scheme == "https" else "off",
        "http_host": here.netloc,
        "script_name": here.path,
        "post_data": {"SAMLResponse": answer},
        "get_data": {},
    }
    try:
        response.is_valid(ours, request_id=state["asked"], raise_exceptions=True)
        _check_assertion(response, slug, setup, state["asked"])
        return _identity(response)
    except Refused:
        raise
    except Exception as error:
        raise Refused(Why.NOT_BELIEVED, f"{type(error).__name__}: {error}"[:300]) from error


def _check_assertion(response: Any, slug: str, setup: ProviderSetup, asked: str) -> None:
    """What the library lets pass where it is left out: audience, question, address, end."""
    if response.encrypted:
        raise Refused(Why.NOT_BELIEVED, "encrypted, and no key was given to the provider")
    if entity_id(slug, setup.pk) not in response.get_audiences():
        raise Refused(Why.NOT_BELIEVED, "for another audience, or for none")
    for confirmed in response._query_assertion(CONFIRMATION):
        ends_at = parse_datetime(confirmed.get("NotOnOrAfter") or "")
        if (
            confirmed.get("InResponseTo") == asked
            and confirmed.get("Recipient") == acs_url(slug, setup.pk)
            and ends_at is not None
            and ends_at > timezone.now()
        ):
            return
    raise Refused(Why.NOT_BELIEVED, "the assertion does not answer this question here and now")


def _identity(response: Any) -> Identity:
    attributes: dict[str, Any] = {}
    for name, values in response.get_attributes().items():
        texts = [str(value).strip() for value in values if isinstance(value, str)]
        attributes[name] = texts[0] if len(texts) == 1 else texts
    name = str(response.get_nameid() or "").strip()
    emails = [attributes[key] for key in EMAILS if isinstance(attributes.get(key), str)]
    email = (emails or [name if "@" in name else ""])[0].lower()
    stable = [attributes[key] for key in SUBJECTS if isinstance(attributes.get(key), str)]
    if not stable and name and "@" not in name and response.get_nameid_format() != TRANSIENT:
        stable = [name]
    if not stable or not stable[0]:
        # An address is no subject: next year it may be somebody else's.
        raise Refused(Why.NOT_TOLD, "a persistent NameID")
    # Signed by the district's own provider: that is its word for the address.
    return Identity(stable[0][:300], email, bool(email), "", {**attributes, "NameID": name})


def fetched(url: str) -> str:
    """The metadata at *url*; raises Refused where it cannot be had."""
    if not is_web(url):
        raise Refused(Why.UNREACHABLE, "not https")
    try:
        with careful_session() as session:
            answer = session.get(url)
        answer.raise_for_status()
    except requests.RequestException as error:
        raise Refused(Why.UNREACHABLE, f"{url}: {error}"[:300]) from error
    return answer.content.decode(errors="replace")


def read_metadata(text: str) -> tuple[str, str, list[str]]:
    """Entity id, sign-in address and certificates of a provider; raises Refused."""
    from cryptography import x509
    from lxml.etree import LxmlError
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
    from onelogin.saml2.utils import OneLogin_Saml2_Utils

    try:
        idp = OneLogin_Saml2_IdPMetadataParser.parse(text.strip().encode()).get("idp", {})
        several = idp.get("x509certMulti", {}).get("signing", [])
        certificates = [each for each in (several or [idp.get("x509cert", "")]) if each]
        for each in certificates:
            x509.load_pem_x509_certificate(OneLogin_Saml2_Utils.format_cert(each).encode())
    except (LxmlError, ValueError, AttributeError, KeyError) as error:
        raise Refused(Why.NOT_BELIEVED, type(error).__name__) from error
    name, url = str(idp.get("entityId", "")), idp.get("singleSignOnService", {}).get("url", "")
    if not name or not certificates or not is_web(url):
        raise Refused(Why.NOT_BELIEVED, "no entity ID, certificate or https address to sign in at")
    return name[:300], url[:500], certificates
