"""What the words of marks and of work mean, for a family."""

from django.utils.translation import gettext_lazy as _

_RUNNING = (
    _("So far, or in progress"),
    _("What the mark would be if the term ended today. It moves with each score."),
)
_POSTED = (
    _("Posted"),
    _("What the teacher has handed in for the term. It goes on the report card."),
)
_NOT_COUNTED = (
    (_("Excused"), _("The student need not do it. It does not count.")),
    (_("Dropped"), _("One of the lowest scores, which the teacher leaves out.")),
)
#: As a page shows them: the word, and a sentence.
OF_GRADES = (
    _RUNNING,
    _POSTED,
    (_("Final"), _("The mark of the whole course, which goes on the transcript.")),
)
OF_A_COURSE = (
    _RUNNING,
    _POSTED,
    (
        _("Weighted"),
        _(
            "Each kind of work has a fixed share. If tests are 60 %, all tests together make 60 %"
            " of the mark, however many there are."
        ),
    ),
    (_("Category"), _("A kind of work, such as homework or tests.")),
    *_NOT_COUNTED,
)
OF_WORK = (
    (_("Missing"), _("It was due, and the teacher does not have it.")),
    (_("Late"), _("It was turned in after it was due.")),
    (_("Turned in"), _("The teacher has it and has not scored it yet.")),
    (_("Incomplete"), _("Part of it is still to be done.")),
    *_NOT_COUNTED,
)
