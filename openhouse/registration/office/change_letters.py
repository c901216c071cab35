"""What a home reads by e-mail when a school has decided about its change. No child is named: of
those who share it each sees her own children.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.notifications.letters import Letter


def _letter(subject: str, paragraphs: list[str], url: str) -> Letter:
    said = tuple(each for each in paragraphs if each)
    return Letter(subject, said, link=(_("See your change"), url))


def written(school: str) -> Callable[[str], Letter]:
    """It is in the records."""
    return lambda url: _letter(
        _("Your change is in the records"),
        [_("%(school)s has written into its records what you told it.") % {"school": school}],
        url,
    )


def declined(school: str, reason: str) -> Callable[[str], Letter]:
    """Nothing of it was written."""
    return lambda url: _letter(
        _("About your change for the records"),
        [
            _("%(school)s has not made the change that you asked for.") % {"school": school},
            reason,
            _("Do you have questions? Please call the school’s office."),
        ],
        url,
    )


def asked(school: str, questions: int) -> Callable[[str], Letter]:
    """The school has questions; they stand on the page, not in the mail."""
    return lambda url: _letter(
        _("The school has a question about your change"),
        [
            ngettext(
                "%(school)s has %(count)s question about your change.",
                "%(school)s has %(count)s questions about your change.",
                questions,
            )
            % {"school": school, "count": questions},
            _("Please answer on the page: then the school goes on."),
        ],
        url,
    )
