"""Where a release of cards stands, and who sees it, in words."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from openhouse.documents.models_cards import CardRelease

State = CardRelease.State


def moment(at: Any) -> str:
    """ "Monday, Oct 5, 4:00 PM"."""
    return date_format(localtime(at), _("l, M j, g:i A")) if at else ""


def state_words(release: CardRelease) -> str:
    """Where a release stands, in a sentence."""
    if not release.is_shown and release.state != State.WITHDRAWN:
        return _of_printing(release)
    who, at = release.released_by_name, moment(release.release_at)
    if release.state == State.BEGUN:
        return _("No family sees these cards yet.")
    if release.state == State.PREPARING:
        return _("%(who)s has released these cards. Families see them from %(at)s.") % {
            "who": who,
            "at": at,
        }
    if release.state == State.READY:
        return _("The cards are ready. Families see them from %(at)s.") % {"at": at}
    said = {"at": moment(release.released_at), "who": release.withdrawn_by_name}
    if release.state == State.WITHDRAWN:
        said["gone"] = moment(release.withdrawn_at)
        return _("%(who)s took these cards back on %(gone)s.") % said
    return _("Families have seen these cards since %(at)s.") % said


def trouble_words(trouble: str) -> str:
    """What stopped a run, and what happens next."""
    return {
        "": "",
        "disk": _(
            "The disk of the database is full. What is kept is whole, nothing is released by half."
            " It goes on by itself as soon as there is room."
        ),
        "database": _("The database did not answer. It goes on by itself."),
        "layout": _("The template does not compile any more. Correct it, then take this back."),
    }.get(trouble, "")


def _of_printing(release: CardRelease) -> str:
    """The same of one that no family sees."""
    said = {"who": release.released_by_name, "at": moment(release.released_at)}
    words = {
        State.BEGUN: "",
        State.PREPARING: _("%(who)s has released these cards."),
        State.READY: _("The cards are ready."),
        State.RELEASED: _("Released on %(at)s."),
    }[State(release.state)]
    return f"{words % said} {printing_words()}".strip()


def printing_words() -> str:
    """What is to be known of cards that no family sees."""
    return _("For printing only; families do not see these here.")


def families_words(release: CardRelease, hour: datetime | None) -> str:
    """From when families will see what is released now; no *hour* is now."""
    if not release.is_shown:
        return printing_words()
    if hour:
        return _("Families see them from %(at)s.") % {"at": moment(hour)}
    return _("Families see them as soon as they are ready.")
