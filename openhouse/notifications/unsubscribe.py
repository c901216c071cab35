"""The link in an e-mail that turns its kind off for its address, without signing in (RFC 8058).

It is signed and says whose address it is and what is turned off, so nothing is kept for it; whoever
has the mail can use it, and it can do nothing else. It never ends: a mail may be read years later.
Mails about an account and emergencies have none, for nobody turns them off.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.core import signing

from openhouse.common.addresses import whole_page
from openhouse.notifications.kinds import CHOSEN, Kind, chosen_as

_SIGNER = signing.Signer(salt="openhouse.unsubscribe")
_PLACE = "token"


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link turns off: whose, at which address (small letters), which of ``kinds.CHOSEN``."""

    person: int
    to: str
    kind: str


def link(slug: str, district: int, person: int | None, to: str, kind: str) -> str:
    """The full address that turns *kind* off; "" where it cannot be turned off, or is nobody's."""
    chosen = chosen_as(kind)
    if person is None or chosen not in CHOSEN or chosen == Kind.EMERGENCY:
        return ""
    token = _SIGNER.sign_object({"d": district, "p": person, "t": to.lower(), "k": chosen})
    return _page(slug).replace(f"/{_PLACE}/", f"/{token}/")


@lru_cache(maxsize=1024)
def _page(slug: str) -> str:
    return whole_page(slug, "unsubscribe", token=_PLACE)


def stop_in(token: str, district: int) -> Stop | None:
    """What a link says; None for one that is broken, or another district's."""
    try:
        said = _SIGNER.unsign_object(token)
    except signing.BadSignature:
        return None
    if said["d"] != district or said["k"] not in CHOSEN:
        return None
    return Stop(said["p"], said["t"], said["k"])


def headers(url: str) -> dict[str, str]:
    """What a mail program reads to offer "Unsubscribe" beside the sender."""
    if not url:
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
