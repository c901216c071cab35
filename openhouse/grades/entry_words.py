"""What is said of a cell that cannot be kept: what is wrong, and what to write instead."""

from django.utils.translation import gettext as _

from openhouse.grades.rules.entries import EntryError


def entry_words(error: EntryError, *, flags: bool = False) -> str:
    """A sentence for each kind of ``EntryError``; *flags*: where a letter may stand as well."""
    number = _("Write a number such as 8.5.")
    sentences = {
        "long": _("This is too long for a score. Write a number such as 8.5."),
        "comma": _("Write the number with a point: %(instead)s."),
        "fraction": _("Write only the points earned: %(instead)s."),
        "percent": _("Write points, not a percent."),
        "words": _("Write points, a letter for a flag, or both: 8, L, 8L.") if flags else number,
        "negative": _("A score is 0 or more."),
        "large": _("Write a number below 1,000,000."),
        "places": _("Write at most three digits after the point."),
    }
    return sentences[error.kind] % {"instead": error.instead}
