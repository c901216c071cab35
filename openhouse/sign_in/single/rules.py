"""What a provider said of somebody, and whether it is enough; pure, without Django."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

GOOGLE = "https://accounts.google.com"
#: What is read where the district names no claim.
USUAL_CLAIM = {"email": "email", "username": "preferred_username", "number": ""}


class Why(StrEnum):
    """What keeps an identity out, or an answer from being believed."""

    #: Nobody here is meant.
    NOBODY = "nobody"
    #: More than one person is meant.
    SEVERAL = "several"
    #: Known, but this way in is not for her: a family, or staff where it is for students.
    NOT_FOR = "not for"
    #: The account is closed.
    CLOSED = "closed"
    #: No account, and the district makes none this way.
    NO_ACCOUNT = "no account"
    #: The person came as another identity before.
    OTHER_SUBJECT = "other subject"
    #: The provider does not vouch for the e-mail address.
    UNVERIFIED = "unverified"
    #: Of another domain than the district's.
    WRONG_DOMAIN = "wrong domain"
    #: What the rule reads is not in the answer.
    NOT_TOLD = "not told"
    #: Signing in was broken off at the provider.
    CANCELLED = "cancelled"
    #: Begun too long ago, in another browser or district, or used already.
    STALE = "stale"
    #: The provider cannot be reached.
    UNREACHABLE = "unreachable"
    #: The answer is not the provider's own, not for us, or too old.
    NOT_BELIEVED = "not believed"


class Refused(Exception):
    """The way in ends here: ``why`` for the page, ``detail`` for the district's staff.

    ``person`` is who is meant, where one person is.
    """

    def __init__(self, why: Why, detail: str = "", person: int | None = None) -> None:
        super().__init__(f"{why}: {detail}")
        self.why, self.detail, self.person = why, detail, person


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody as a provider vouches for her: the claims of an answer that was checked."""

    subject: str
    email: str = ""
    email_is_verified: bool = False
    #: Google's ``hd``: the organization that the account belongs to.
    organization: str = ""
    claims: Mapping[str, Any] = field(default_factory=dict)

    @property
    def domain(self) -> str:
        """The domain that the provider vouches for; empty where it vouches for none."""
        if self.organization:
            return self.organization.lower()
        return self.email.rpartition("@")[2].lower() if self.email_is_verified else ""


def identity_from(claims: Mapping[str, Any], issuer: str) -> Identity:
    """What the claims of an ID token say.

    Microsoft sends ``xms_edov`` where others send ``email_verified``. Google vouches for the
    address of an organization's account only: without ``hd`` it is anybody's own account.
    """
    email = str(claims.get("email") or "").strip().lower()
    verified = [claims.get("email_verified"), claims.get("xms_edov")]
    is_verified = any(said in (True, "true", "1") for said in verified)
    organization = str(claims.get("hd") or "")
    if issuer.rstrip("/") == GOOGLE and not organization:
        is_verified = False
    return Identity(str(claims["sub"]), email, is_verified, organization, claims)


def can_be_kept(claims: Mapping[str, Any]) -> bool:
    """If every text in *claims* is one: no database takes a NUL or half of a character."""
    try:
        return "\\u0000" not in json.dumps(claims) and bool(
            json.dumps(claims, ensure_ascii=False).encode()
        )
    except (UnicodeEncodeError, TypeError, ValueError):
        return False


def check_domain(identity: Identity, domains: Collection[str]) -> None:
    """Raise Refused for an identity of another domain than one of *domains*; none: any will do."""
    if not domains or identity.domain in domains:
        return
    if not identity.domain:
        raise Refused(Why.UNVERIFIED, identity.email)
    raise Refused(Why.WRONG_DOMAIN, identity.email or identity.domain)


def told(identity: Identity, rule: str, claim: str) -> str:
    """What the rule goes by; raises Refused where it is not told or not vouched for."""
    name = claim or USUAL_CLAIM[rule]
    if rule == "email" and name == "email":
        if identity.email and not identity.email_is_verified:
            raise Refused(Why.UNVERIFIED, identity.email)
        value: Any = identity.email
    else:
        value = identity.claims.get(name)
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else ""
    text = str(value).strip() if isinstance(value, str | int) else ""
    if not text:
        raise Refused(Why.NOT_TOLD, name)
    return text[:300]


def has_look_alikes(text: str) -> bool:
    """If a sign in *text* becomes a plain letter in small or capital ones: Kelvin's "K", long "s".

    At some providers people choose their names, and there these are not the same.
    """
    return any(c.lower().isascii() or c.upper().isascii() for c in text if not c.isascii())


def names_of(username: str, domains: Collection[str]) -> list[str]:
    """The user names that one at a provider may mean: itself, and the part before our domain."""
    local, _at, domain = username.rpartition("@")
    return [username, local] if local and domain.lower() in domains else [username]
