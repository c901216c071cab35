"""Lines of the ledger about an account, in words for its owner."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.common.text import day_words, time_words
from openhouse.ledger.queries import Line
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def words_of_kind(kind: str) -> str:
    """What happened."""
    return {
        "account.reset_asked": _("A new password was asked for"),
        "account.password_reset": _("The password was changed by a link from an e-mail"),
        "account.password_changed": _("The password was changed"),
        "account.email_given": _("A security e-mail was given"),
        "account.email_confirmed": _("The security e-mail was confirmed"),
        "account.agreed": _("The terms of use were agreed to"),
        "account.locked": _("Wrong passwords were typed"),
        "account.opened": _("The account was opened"),
    }.get(kind, _("The account was changed"))


def story(lines: Iterable[Line]) -> SafeString:
    """A row for each line."""
    found = []
    for line in lines:
        at = timezone.localtime(line.at)
        when = f"{day_words(at.date())}, {time_words(at.time())}"
        found.append(row(words_of_kind(line.kind), small=when))
    return joined(found)
