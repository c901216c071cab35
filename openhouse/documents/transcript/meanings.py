"""What the words of a transcript mean, for a family."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ALWAYS = (
    (_("Unofficial"), _("For your own use. A college asks the school for the official one.")),
    (_("Credit"), _("What a course that was passed counts toward graduation.")),
    (_("Attempted and earned"), _("Tried for, and gained: a course that was failed earns none.")),
)
_AVERAGES = (
    (_("GPA"), _("Grade point average: the average of all marks as numbers, 4 for an A.")),
    (_("GPA, weighted"), _("The same, with more for honors and college courses.")),
)
_RANK = ((_("Class rank"), _("The place among the students of the grade by this average.")),)


def meant(*, averages: bool, rank: bool) -> list[tuple[Promise, Promise]]:
    """As a page shows them: the word, and a sentence; of what the district shows."""
    return [*_ALWAYS, *(_AVERAGES if averages else ()), *(_RANK if rank else ())]
