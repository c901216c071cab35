"""What families read by e-mail when a school has decided. No subject names a child.

*name* is a child's first name; "" where the school was told none.
"""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.notifications.letters import Letter
from openhouse.people.words import grade_words


def _letter(subject: str, paragraphs: Sequence[str], url: str) -> Letter:
    link = (_("See your registration"), url)
    return Letter(subject, tuple(each for each in paragraphs if each), link=link)


def asked(name: str, school: str, questions: int) -> Callable[[str], Letter]:
    """The school has questions; they stand on the page, not in the mail."""
    return lambda url: _letter(
        _("The school has a question about your registration"),
        [
            ngettext(
                "%(school)s has %(count)s question about the registration of %(name)s.",
                "%(school)s has %(count)s questions about the registration of %(name)s.",
                questions,
            )
            % {"school": school, "count": questions, "name": name or _("your child")},
            _("Please answer on the page: then the school goes on."),
        ],
        url,
    )


def waits(name: str, school: str, reason: str) -> Callable[[str], Letter]:
    """On the waiting list."""
    return lambda url: _letter(
        _("Your registration is on the waiting list"),
        [
            _("%(name)s is on the waiting list of %(school)s.")
            % {"name": name or _("Your child"), "school": school},
            reason,
            _("We write to you as soon as there is a place. You need not do anything."),
        ],
        url,
    )


def accepted(name: str, school: str, still: Sequence[str]) -> Callable[[str], Letter]:
    """Accepted, with what the school must see still; *still* is made in the reader's language."""
    return lambda url: _letter(
        _("Good news about your registration"),
        [
            _("%(school)s takes %(name)s.") % {"name": name or _("your child"), "school": school},
            _("The school still needs papers from you. The page says which.") if still else "",
            _("We write to you once more when the registration is complete."),
        ],
        url,
    )


def declined(name: str, school: str, reason: str) -> Callable[[str], Letter]:
    """Not accepted, with the reason."""
    return lambda url: _letter(
        _("About your registration"),
        [
            _("%(school)s cannot take %(name)s.")
            % {"name": name or _("your child"), "school": school},
            reason,
            _("Do you have questions? Please call the school’s office."),
        ],
        url,
    )


def posted(name: str, school: str, grade_level: str) -> Callable[[str], Letter]:
    """Registered: the end of it."""
    return lambda url: _letter(
        _("Your registration is complete"),
        [
            _("%(name)s is registered at %(school)s, %(grade)s.")
            % {"name": name or _("Your child"), "school": school, "grade": grade_words(grade_level)}
            if grade_level
            else _("%(name)s is registered at %(school)s.")
            % {"name": name or _("Your child"), "school": school},
            _("Parents who have no account yet get an e-mail of their own with the way in."),
        ],
        url,
    )


def item_refused(name: str, reason: str) -> Callable[[str], Letter]:
    """A paper is asked for again."""
    return lambda url: _letter(
        _("Please send a paper again"),
        [
            _("The school could not use a paper that you sent for %(name)s.")
            % {"name": name or _("your child")},
            reason,
            _("Please send it again on the page."),
        ],
        url,
    )


def desk_asks(name: str, school: str) -> Callable[[str], Letter]:
    """The nurse or transport asks; what, stands on the page alone."""
    return lambda url: _letter(
        _("The school has a question about your registration"),
        [
            _("%(school)s has a question about the registration of %(name)s.")
            % {"school": school, "name": name or _("your child")},
            _("Please answer on the page: then the school goes on."),
        ],
        url,
    )
