"""What the words of marks and of work mean, for a family."""

from django.utils.translation import gettext_lazy as _

_RUNNING = (
    _("So far, or in progress"),
    _("What the mark would be if the term ended today. It moves with each score."),
)
POSTED = (
    _("Posted"),
    _("What the teacher has handed in for the term. It goes on the report card."),
)
#: By the flag of a score.
OF_FLAGS = {
    "missing": (_("Missing"), _("It was due, and the teacher does not have it.")),
    "late": (_("Late"), _("It was turned in after it was due.")),
    "turned in": (_("Turned in"), _("The teacher has it and has not scored it yet.")),
    "incomplete": (_("Incomplete"), _("Part of it is still to be done.")),
    "cheated": (
        _("See the teacher"),
        _("Something about it is to be talked over with the teacher."),
    ),
    "exempt": (_("Excused"), _("The student need not do it. It does not count.")),
    "dropped": (_("Dropped"), _("One of the lowest scores, which the teacher leaves out.")),
}
#: As a page shows them: the word, and a sentence.
OF_GRADES = (
    _RUNNING,
    POSTED,
    (_("Final"), _("The mark of the whole course, which goes on the transcript.")),
)
OF_A_COURSE = (
    _RUNNING,
    POSTED,
    (
        _("Weighted"),
        _(
            "Each kind of work has a fixed share. If tests are 60 %, all tests together make 60 %"
            " of the mark, however many there are."
        ),
    ),
    (_("Category"), _("A kind of work, such as homework or tests.")),
    OF_FLAGS["exempt"],
    OF_FLAGS["dropped"],
)
OF_WORK = tuple(OF_FLAGS.values())
