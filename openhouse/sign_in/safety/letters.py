"""What the mails about the second step and about devices say; none has a secret in its subject."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.common.text import day_words, hour_words, lasting_words
from openhouse.notifications.letters import Letter
from openhouse.sign_in.rules import NOT_ME_LASTS

#: Subject and sentence of each change that the owner is told of, by its kind in the ledger.
CHANGES = {
    "account.passkey_added": (
        gettext_lazy("A passkey was added"),
        gettext_lazy("A passkey was added to your account on %(day)s at %(time)s."),
    ),
    "account.passkey_removed": (
        gettext_lazy("A passkey was removed"),
        gettext_lazy("A passkey was removed from your account on %(day)s at %(time)s."),
    ),
    "account.app_added": (
        gettext_lazy("An authenticator app was set up"),
        gettext_lazy("An authenticator app was set up for your account on %(day)s at %(time)s."),
    ),
    "account.app_removed": (
        gettext_lazy("The authenticator app was removed"),
        gettext_lazy("The authenticator app was removed from your account on %(day)s at %(time)s."),
    ),
    "account.codes_made": (
        gettext_lazy("New recovery codes"),
        gettext_lazy(
            "New recovery codes were made for your account on %(day)s at %(time)s. The"
            " earlier ones do not work any more."
        ),
    ),
    "account.code_used": (
        gettext_lazy("A recovery code was used"),
        gettext_lazy("A recovery code opened your account on %(day)s at %(time)s."),
    ),
    "account.codes_tried": (
        gettext_lazy("Wrong codes for your account"),
        gettext_lazy(
            "On %(day)s at %(time)s somebody knew your password and typed wrong codes"
            " several times. For a few minutes no code is taken."
        ),
    ),
}

#: After these a new password alone does not keep a stranger out.
ADDED = ("account.passkey_added", "account.app_added")


def _words_of(kind: str, name: str, at: datetime) -> tuple[str, tuple[str, str]]:
    """The subject and the words of what was changed, and when."""
    subject, said = CHANGES[kind]
    when = {"day": day_words(at.date()), "time": hour_words(at.time())}
    return str(subject), (_("Hello %(name)s,") % {"name": name}, str(said) % when)


def changed(kind: str, name: str, at: datetime, url: str) -> Letter:
    """Told to the owner after each change of how she signs in, and after wrong codes."""
    subject, words = _words_of(kind, name, at)
    return Letter(
        subject,
        words,
        link=(_("That was not me"), url),
        closing=(
            _("If it was you, there is nothing to do."),
            *(
                [
                    _(
                        "If it was not: choose a new password, and tell the help desk at once."
                        " A new password does not take away what was added; the help desk does."
                    )
                ]
                if kind in ADDED
                else []
            ),
        ),
    )


def first_added_elsewhere(kind: str, name: str, at: datetime) -> Letter:
    """The same to the other addresses on file: they hear of it, and can take nothing back."""
    subject, words = _words_of(kind, name, at)
    return Letter(
        subject,
        words,
        closing=(
            _("If it was you, there is nothing to do."),
            _("That was not you? Please call or write to the help desk at once."),
        ),
    )


def first_added(kind: str, name: str, at: datetime, url: str) -> Letter:
    """The same of the first second step of an account that had none: the link takes it back."""
    subject, words = _words_of(kind, name, at)
    return Letter(
        subject,
        words,
        link=(_("That was not me"), url),
        closing=(
            _("If it was you, there is nothing to do."),
            _(
                "If it was not: press the button. The page says what will happen: what was added is"
                " taken away, and you choose a new password."
            ),
            _("The link works once, for %(lasts)s.") % {"lasts": lasting_words(NOT_ME_LASTS)},
        ),
    )


def undone(name: str, at: datetime, email: str) -> Letter:
    """Told to the owner, and to the address she had till now, when that link was used."""
    return Letter(
        _("Your account was taken back"),
        (
            _("Hello %(name)s,") % {"name": name},
            _(
                "On %(day)s at %(time)s somebody who reads the mail to %(email)s said that the new"
                " passkey or authenticator app of your account was not added by you."
            )
            % {"day": day_words(at.date()), "time": hour_words(at.time()), "email": email},
            _(
                "It was taken away. You are signed out everywhere, and your password works no more."
                " The link for a new password went to that address."
            ),
        ),
        closing=(_("That was not you? Please call or write to the help desk at once."),),
    )


def new_device(name: str, device: str, place: str, at: datetime, url: str) -> Letter:
    """Told to the owner when a browser signs in that was not seen before (ACC-24)."""
    return Letter(
        _("A new device signed in"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("%(device)s signed in to your account on %(day)s at %(time)s.")
            % {
                "device": device,
                "day": day_words(at.date()),
                "time": hour_words(at.time()),
            },
            _("Its internet address begins with %(place)s.") % {"place": place.rstrip(".:•")},
        ),
        link=(_("That was not me"), url),
        closing=(
            _("If it was you, there is nothing to do."),
            _("If it was not: choose a new password at once. That signs out every device."),
        ),
    )
