"""What the mails about the second step and about devices say; none has a secret in its subject."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.common.text import day_words, hour_words
from openhouse.notifications.letters import Letter

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


def changed(kind: str, name: str, at: datetime, url: str) -> Letter:
    """Told to the owner after each change of how she signs in, and after wrong codes."""
    subject, said = CHANGES[kind]
    return Letter(
        str(subject),
        (
            _("Hello %(name)s,") % {"name": name},
            str(said) % {"day": day_words(at.date()), "time": hour_words(at.time())},
        ),
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
