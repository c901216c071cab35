"""What a reminder says. No child is named: of those who share a home each sees her own."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from openhouse.common.text import day_words
from openhouse.notifications.letters import Letter


def papers_needed(number: str) -> Callable[[str], Letter]:
    """The school has still to see something before a child is registered."""
    return lambda url: Letter(
        _("The school still needs papers from you"),
        (
            _(
                "Registration %(number)s is not complete: the school has still to see papers. The"
                " page says which. A photo is enough."
            )
            % {"number": number},
        ),
        link=(_("See what is needed"), url),
    )


def last_day_near(number: str, closes_on: date) -> Callable[[str], Letter]:
    """Begun, not sent, and the last day is near."""
    return lambda url: Letter(
        _("Your registration is not sent yet"),
        (
            _("You have begun registration %(number)s. The last day to send it is %(day)s.")
            % {"number": number, "day": day_words(closes_on)},
            _("All that you wrote is kept. You go on where you stopped."),
        ),
        link=(_("Go on"), url),
    )


def not_complete(name: str, school: str) -> Callable[[str], Letter]:
    """That a school has taken back what it had written, after it said that it is complete."""
    return lambda url: Letter(
        _("Your registration is not complete yet"),
        (
            _(
                "We wrote to you that the registration of %(name)s is complete. %(school)s has"
                " taken that back, and looks at it once more."
            )
            % {"name": name or _("your child"), "school": school},
            _("You need not do anything. We write to you again."),
        ),
        link=(_("See where it stands"), url),
    )
