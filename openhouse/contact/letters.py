"""What mails about contact data say; none names a child or says the new address."""

from django.utils.translation import gettext as _

from openhouse.common.text import lasting_words
from openhouse.contact.rules import CONFIRMING_LASTS
from openhouse.notifications.letters import Letter


def filed_address_changed(name: str, *, by_herself: bool = False) -> Letter:
    """Told to the address that the school had of somebody, when it is another one now."""
    said = (
        _("The e-mail address that the school has of you was changed in your account.")
        if by_herself
        else _("Your school’s office changed the e-mail address that it has of you.")
    )
    return Letter(
        _("Your e-mail address at the school was changed"),
        (_("Hello %(name)s,") % {"name": name}, said),
        closing=(_("That was not your wish? Please call the school’s office at once."),),
    )


def filed_address_added(name: str) -> Letter:
    """Told to the addresses that the school had of somebody before, when it has one more."""
    return Letter(
        _("The school has another e-mail address of you"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("One more e-mail address of yours is on file at the school. This one stays, too."),
        ),
        closing=(_("That was not your wish? Please call the school’s office at once."),),
    )


def confirm_address(name: str, url: str) -> Letter:
    """Asks whoever reads a new address whether it is right, before the school writes there."""
    return Letter(
        _("Is this your e-mail address?"),
        (
            _("Hello %(name)s,") % {"name": name},
            _(
                "This address was given so that the school can write to you. Please say that it is"
                " yours. Until then nothing changes."
            ),
        ),
        link=(_("Yes, this is my address"), url),
        closing=(
            _("The link works for %(lasts)s.") % {"lasts": lasting_words(CONFIRMING_LASTS)},
            _("You gave no address anywhere? Then do nothing."),
        ),
    )


def trial(name: str) -> Letter:
    """Finds out whether an address works again."""
    return Letter(
        _("This address works"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("You read this, so our mail reaches you again. There is nothing to do."),
        ),
    )


def answered(name: str, reason: str) -> Letter:
    """What became of a change that she asked for; *reason* where it was declined."""
    said = (
        _("The office did not make the change of your contact data that you asked for: %(reason)s")
        % {"reason": reason}
        if reason
        else _("The office has made the change of your contact data that you asked for.")
    )
    return Letter(
        _("Your contact data at the school"), (_("Hello %(name)s,") % {"name": name}, said)
    )
