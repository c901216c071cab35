"""Cards that were taken back from families, in an office's words."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.documents.models_cards import CardRelease
from openhouse.papers.models import Paper


def day(at: Any) -> str:
    """ "Oct 5, 2026"."""
    return date_format(localtime(at), _("M j, Y")) if at else ""


def replaces_words(release: CardRelease) -> str:
    """Which release it replaces; empty where it is the first of its term."""
    before = release.replaces
    if before is None:
        return ""
    words = _("replaces the cards of %(day)s, taken back on %(gone)s")
    return words % {"day": day(before.released_at), "gone": day(before.withdrawn_at)}


def gone_words(paper: Paper) -> str:
    """ "taken back on Oct 7, 2026 by Ruth Calloway: wrong marks"; empty where it was not."""
    if paper.withdrawn_at is None:
        return ""
    said = paper.withdrawal
    return _("taken back on %(day)s by %(who)s: %(reason)s") % {
        "day": day(said.withdrawn_at),
        "who": said.withdrawn_by_name,
        "reason": said.because,
    }


def told_words(many: int) -> str:
    """Who had been told that the cards are there."""
    words = ngettext(
        "%(many)s person was told of these cards by e-mail.",
        "%(many)s people were told of these cards by e-mail.",
        many,
    )
    return words % {"many": many} if many else _("Nobody was told of these cards by e-mail.")


def told_gone_words(many: int) -> str:
    """And who that they were taken back; nothing is said before somebody is."""
    words = ngettext(
        "%(many)s has been told that they were taken back.",
        "%(many)s have been told that they were taken back.",
        many,
    )
    return words % {"many": many} if many else ""
