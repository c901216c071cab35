"""Passkeys and recovery codes in words."""

from collections.abc import Iterable, Sequence

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.common.text import day_words
from openhouse.sign_in.safety import agents
from openhouse.sign_in.safety.second_step import Safety
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def device_of(request: HttpRequest) -> str:
    """What a passkey made here is called at first: the browser and the device."""
    return agents.in_words(*agents.seen_in(request.headers.get("User-Agent", "")))


def passkeys(found: Iterable[Authenticator]) -> SafeString:
    """A row for each, with when it was made and used, leading to its page."""
    return joined(
        row(str(each.wrap().name), small=_times(each), url=address("passkey", each.pk))
        for each in found
    )


def _times(passkey: Authenticator) -> str:
    made = _("Made on %(day)s") % {"day": day_words(timezone.localdate(passkey.created_at))}
    if passkey.last_used_at is None:
        return made
    used = day_words(timezone.localdate(passkey.last_used_at))
    return f"{made} · " + _("last used on %(day)s") % {"day": used}


def what_there_is(found: Safety) -> str:
    """What an office reads of it: how many passkeys, how new, an app; empty where there is none."""
    said = []
    if found.passkeys:
        many, newest = len(found.passkeys), timezone.localdate(found.passkeys[-1].created_at)
        words = ngettext(
            "%(many)s passkey, added on %(day)s", "%(many)s passkeys, the newest added on %(day)s",
            many,
        )  # fmt: skip
        said.append(words % {"many": many, "day": day_words(newest)})
    if found.app:
        said.append(_("an authenticator app"))
    if not said:
        return ""
    return _("This account has: %(what)s. What stays opens it as before.") % {
        "what": ", ".join(said)
    }


def in_fours(secret: str) -> str:
    """A secret as one types it: in groups of four."""
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))


def codes_as_text(district: str, username: str, codes: Sequence[str]) -> str:
    """The recovery codes as a file."""
    head = _("Recovery codes of %(username)s, %(district)s") % {
        "username": username,
        "district": district,
    }
    return "\n".join([head, _("Each works once."), "", *map(in_fours, codes), ""])
