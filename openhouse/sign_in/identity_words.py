"""Single sign-on in words: why a way in ends, and what to do."""

from django.utils.translation import gettext as _

from openhouse.notifications.letters import Letter
from openhouse.sign_in.identity_rules import Why


def linked(name: str, provider: str) -> Letter:
    """Told to the owner when a provider opens her account for the first time (ACC-25)."""
    return Letter(
        _("A new way to sign in"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("From now on %(provider)s opens your account of the family portal too.")
            % {"provider": provider},
        ),
        closing=(_("That was not you? Please call or write to the help desk at once."),),
    )


def what_to_do(why: Why, provider: str) -> tuple[str, str]:
    """A headline and a sentence for somebody whom *provider* could not let in."""
    ask = _("Please ask the help desk. They can see what happened.")
    other = _("Sign in with your user name and password instead, or try again later.")
    if why in (Why.NOT_BELIEVED, Why.NOT_TOLD):
        return _("That did not work"), _(
            "What %(provider)s sent was not complete or not right, so nobody was signed in."
        ) % {"provider": provider} + f" {other}"
    said = {
        Why.NOBODY: (
            _("We do not find you here"),
            _("%(provider)s knows you, but the school’s records do not have this account."),
        ),
        Why.SEVERAL: (
            _("We cannot tell who you are"),
            _("More than one person in the school’s records fits this %(provider)s account."),
        ),
        Why.NO_ACCOUNT: (
            _("You have no account yet"),
            _("%(provider)s knows you, but there is no account of the portal for you."),
        ),
        Why.CLOSED: (
            _("Your account is closed"),
            _("The school’s records say that this account may not sign in now."),
        ),
        Why.OTHER_SUBJECT: (
            _("This is a different account"),
            _(
                "You signed in here with another %(provider)s account before. To keep your account"
                " safe, this one does not open it."
            ),
        ),
        Why.UNVERIFIED: (
            _("Your e-mail address is not confirmed"),
            _("%(provider)s does not say that this e-mail address is really yours."),
        ),
        Why.WRONG_DOMAIN: (
            _("This is not a school account"),
            _("Sign in to %(provider)s with the account that the school gave you."),
        ),
    }
    if why in said:
        headline, sentence = said[why]
        return headline, f"{sentence % {'provider': provider}} {ask}"
    return {
        Why.NOT_FOR: (
            _("Please sign in another way"),
            _("This button is not for your account. Families sign in with user name and password."),
        ),
        Why.CANCELLED: (
            _("You are not signed in"),
            _("Signing in was stopped. You can try again."),
        ),
        Why.STALE: (
            _("Please start once more"),
            _("This sign-in is too old, or was used already. Nobody was signed in."),
        ),
        Why.UNREACHABLE: (
            _("%(provider)s does not answer") % {"provider": provider},
            other,
        ),
    }[why]
