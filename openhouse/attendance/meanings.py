"""What the words of attendance mean, for a family."""

from django.utils.translation import gettext_lazy as _

#: As a page shows them: the word, and a sentence.
OF_ATTENDANCE = (
    (_("Absent"), _("Not in class, or not at school that day.")),
    (_("Late"), _("Came after the class had begun. Many schools call it tardy.")),
    (_("Left early"), _("Went before the class or the day was over.")),
    (_("Excused"), _("The school knows the reason and accepts it.")),
    (
        _("Unexcused"),
        _("The school knows no reason, or does not accept it. You can still tell it the reason."),
    ),
    (_("Not counted"), _("Away for the school itself, such as a field trip or a game.")),
)
