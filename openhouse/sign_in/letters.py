"""What the account's e-mails say. No subject names a child, a school matter or a secret."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.common.text import day_words, hour_words, lasting_words
from openhouse.notifications.letters import Letter
from openhouse.sign_in.rules import CONFIRMING_LASTS, LINK_LASTS

#: What becomes of passkeys and authenticator app when an office resets an account.
STAYS, GONE = "stays", "gone"


def reset(name: str, username: str, url: str) -> Letter:
    """The link for a new password."""
    return Letter(
        _("A new password"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("Somebody asked for a new password for your user name %(username)s.")
            % {"username": username},
        ),
        link=(_("Choose a new password"), url),
        closing=(
            _("The link works once, for %(lasts)s.") % {"lasts": lasting_words(LINK_LASTS)},
            _("You did not ask? Then do nothing. Your password stays as it is."),
        ),
    )


def way_in(name: str, url: str, code: str, days: int) -> Letter:
    """The code or the link that opens an account."""
    said = [
        _("Hello %(name)s,") % {"name": name},
        _("With this you open your account of the family portal and choose your own password."),
    ]
    if code:
        said.append(_("Type this code on the page behind the button:"))
    return Letter(
        _("Your account"),
        tuple(said),
        code=code,
        link=(_("Open my account"), url),
        closing=(
            _("It works once, for %(days)s days.") % {"days": days},
            _("You did not ask? Then do nothing, and tell your school."),
        ),
    )


def first_password(name: str, username: str, password: str, until: datetime, url: str) -> Letter:
    """A user name and the password for the first time (ACC-02)."""
    return Letter(
        _("Your account"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("With this you sign in for the first time. You then choose a password of your own."),
            _("User name: %(username)s") % {"username": username},
            _("Password for the first time:"),
        ),
        code=password,
        link=(_("Sign in"), url),
        closing=(
            _("The password works until %(day)s.") % {"day": day_words(_here(until).date())},
            _("You did not ask? Then do nothing, and tell your school."),
        ),
    )


def reset_by_school(name: str, at: datetime, url: str, second_step: str) -> Letter:
    """Told to the owner when an office gave her a new way in (ADM-06).

    *second_step* is what became of her passkeys and app: STAYS, GONE, or empty where she has none.
    """
    said = {
        STAYS: _(
            "Your passkeys and your authenticator app open your account as before. Is one of them"
            " not yours? Tell the help desk at once."
        ),
        GONE: _(
            "Your passkeys and your authenticator app were taken away. You can add new ones in your"
            " account."
        ),
    }.get(second_step)
    return Letter(
        _("Your account was reset by the school"),
        (
            _("Hello %(name)s,") % {"name": name},
            _(
                "On %(day)s at %(time)s the school’s office reset your account. Your old password"
                " opens nothing any more, and you are signed out everywhere."
            )
            % {"day": day_words(at.date()), "time": hour_words(at.time())},
            _("You get the new way in by itself. Then you choose a password that only you know."),
            *([said] if said else []),
        ),
        link=(_("Sign in"), url),
        closing=(_("You did not ask for that? Please call or write to the help desk at once."),),
    )


def opened(name: str, username: str, at: datetime, url: str) -> Letter:
    """Told to the addresses that the school has of somebody, when her account is first opened."""
    return Letter(
        _("Your account was opened"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("On %(day)s at %(time)s your account of the family portal was opened.")
            % {"day": day_words(_here(at).date()), "time": hour_words(_here(at).time())},
            _("User name: %(username)s") % {"username": username},
        ),
        link=(_("Sign in"), url),
        closing=(
            _("If it was you, there is nothing to do."),
            _("That was not you? Please call or write to the help desk at once."),
        ),
    )


def way_was_used(name: str, whose: str, at: datetime, url: str) -> Letter:
    """Told to the clerk who gave a way in. It names somebody, so not in the subject."""
    return Letter(
        _("A way in that you gave was used"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("%(whose)s used the way in that you gave, on %(day)s at %(time)s.")
            % {
                "whose": whose,
                "day": day_words(_here(at).date()),
                "time": hour_words(_here(at).time()),
            },
        ),
        link=(_("Open the help desk"), url),
        closing=(_("If that cannot be, reset the account there."),),
    )


def _here(at: datetime) -> datetime:
    """*at* on the district's clock."""
    return timezone.localtime(at)


def usernames(names: list[str], url: str) -> Letter:
    """All user names of an address."""
    return Letter(
        _("Your user name"),
        (
            _("Somebody asked for the user names that go with this e-mail address:"),
            "\n".join(names),
        ),
        link=(_("Sign in"), url),
        closing=(_("You did not ask? Then do nothing. Nobody else was told."),),
    )


def password_changed(name: str, at: datetime, url: str) -> Letter:
    """Told to the owner after every change of a password."""
    return Letter(
        _("Your password was changed"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("Your password was changed on %(day)s at %(time)s.")
            % {"day": day_words(at.date()), "time": hour_words(at.time())},
        ),
        link=(_("That was not me"), url),
        closing=(_("If it was you, there is nothing to do."),),
    )


def confirm(name: str, url: str) -> Letter:
    """The link that confirms a security e-mail (ACC-12)."""
    return Letter(
        _("Confirm your e-mail address"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("You gave this address as your security e-mail. Please say that it is yours."),
        ),
        link=(_("Yes, this is my address"), url),
        closing=(
            _("The link works for %(lasts)s. You can sign in without it.")
            % {"lasts": lasting_words(CONFIRMING_LASTS)},
            _("You gave no address anywhere? Then do nothing."),
        ),
    )


def confirmed(name: str) -> Letter:
    """The second mail, after the link (ACC-12)."""
    return Letter(
        _("Your e-mail address is confirmed"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("Thank you. If you ever forget your password, we write to this address."),
        ),
    )


def address_changed(name: str, new: str) -> Letter:
    """Told to the old security e-mail."""
    return Letter(
        _("Your security e-mail was changed"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("From now on we write to %(new)s about your account, not to this address.")
            % {"new": hidden(new)},
        ),
        closing=(_("That was not you? Please call or write to the help desk at once."),),
    )


def first_address(name: str, at: datetime, *, sure: bool) -> Letter:
    """Told to the addresses on file when a security e-mail is first given, and when it is *sure*.

    A family may share one of them: the letter does not say which address it is.
    """
    said = (
        _(
            "On %(day)s at %(time)s a security e-mail was confirmed for your account. From now on"
            " we write there about your account, not to this address."
        )
        if sure
        else _(
            "On %(day)s at %(time)s a security e-mail was given for your account. Once it is"
            " confirmed, we write there about your account, not to this address."
        )
    )
    return Letter(
        _("A security e-mail for your account"),
        (
            _("Hello %(name)s,") % {"name": name},
            said % {"day": day_words(at.date()), "time": hour_words(at.time())},
        ),
        closing=(
            _("If it was you, there is nothing to do."),
            _("That was not you? Please call or write to the help desk at once."),
        ),
    )


def locked(name: str, username: str, url: str) -> Letter:
    """Told to the owner when wrong passwords begin to cost time (ACC-20)."""
    return Letter(
        _("Wrong passwords for your account"),
        (
            _("Hello %(name)s,") % {"name": name},
            _(
                "Somebody typed a wrong password for %(username)s several times. For a few minutes"
                " no password is taken, then it opens by itself."
            )
            % {"username": username},
        ),
        link=(_("Choose a new password"), url),
        closing=(_("If it was you, wait a little or choose a new password."),),
    )


def hidden(email: str) -> str:
    """An address that its owner knows again and nobody else learns: ``r•••@home.example``."""
    if not email:
        return ""
    name, _at, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"
