"""What a family reads by e-mail about what it has done itself.

No child is named: of those who share a home's application each sees her own children.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.district import CurrentDistrict
from openhouse.notifications.letters import Letter


def arrived(number: str, children: int) -> Callable[[str], Letter]:
    """It has arrived, under which number, and for how many."""
    return lambda url: Letter(
        _("Your registration has arrived"),
        (
            ngettext(
                "Thank you. The school has your registration of %(count)s child.",
                "Thank you. The school has your registration of %(count)s children.",
                children,
            )
            % {"count": children},
            _(
                "Its number is %(number)s. The school looks at each child by itself, and writes to"
                " you at each step."
            )
            % {"number": number},
        ),
        link=(_("See where it stands"), url),
    )


def change_arrived(number: str) -> Callable[[str], Letter]:
    """A change between registrations has arrived."""
    return lambda url: Letter(
        _("Your change has arrived"),
        (
            _(
                "Thank you. The school has what you want to change. Its number is %(number)s. The"
                " office looks at it, and writes to you when it is done."
            )
            % {"number": number},
        ),
        link=(_("See where it stands"), url),
    )


def change_taken_back(number: str) -> Callable[[str], Letter]:
    """A change was taken back: whoever shares it hears it too."""
    return lambda url: Letter(
        _("Your change was taken back"),
        (
            _(
                "Change %(number)s was taken back. The school does not look at it any more, and"
                " what is on file stays."
            )
            % {"number": number},
        ),
        link=(_("See where it stands"), url),
    )


def taken_back(number: str) -> Callable[[str], Letter]:
    """One child was taken back: whoever shares the application hears it too."""
    return lambda url: Letter(
        _("A child’s registration was withdrawn"),
        (
            _(
                "In registration %(number)s one child was withdrawn. The school does not look at"
                " it any more."
            )
            % {"number": number},
        ),
        link=(_("See where it stands"), url),
    )


def back_letter(url: str, number: str) -> Letter:
    """A new link to what was begun: the old ones end by themselves."""
    return Letter(
        _("Your link to your registration"),
        (
            _("With this link you come back to registration %(number)s, on any device.")
            % {"number": number},
        ),
        link=(_("Open my registration"), url),
        closing=(_("You did not ask for this? Then nothing happens; delete this e-mail."),),
    )


def in_account_letter(url: str, number: str) -> Letter:
    """A link was asked for to what an account shows by now."""
    return Letter(
        _("Your registration is in your account"),
        (
            _("You have an account at the school now. Registration %(number)s needs no link.")
            % {"number": number},
            _("Sign in: it stands under “Registration”, and you can go on there."),
        ),
        link=(_("Sign in"), url),
        closing=(_("You did not ask for this? Then nothing happens; delete this e-mail."),),
    )


def start_letter(url: str, district: CurrentDistrict) -> Letter:
    """The link with which a new family begins."""
    return Letter(
        _("Begin your registration at %(district)s") % {"district": district.name},
        (
            _(
                "With this link you register your children. Keep this e-mail: the link also brings"
                " you back to what you have filled in, on any device."
            ),
        ),
        link=(_("Register my children"), url),
        closing=(_("You did not ask for this? Then nothing happens; delete this e-mail."),),
    )
